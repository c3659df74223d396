import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Analysis, analyseModel } from '../../../../functions/uploads/geometry/analyse-model.ts';
import { SHOP } from '../../../support/models.ts';
import { root } from '../../../support/rooms.ts';

const folder = join(root, 'test/fixtures/printing');

interface Case {
  readonly id: string;
  readonly file: string;
  readonly expect: Record<string, unknown> & {
    readonly outcome: 'measured' | 'refused';
    readonly code?: string;
    readonly orCodes?: readonly string[];
    readonly orRefusedWith?: readonly string[];
    readonly tolerance?: { readonly areaRel: number; readonly volumeRel: number };
    readonly issues?: readonly string[];
    readonly unitGuessAnyOf?: readonly string[];
    readonly boundingBoxMm?: readonly number[];
    readonly itemBoxesMm?: readonly (readonly number[])[];
    readonly areaMm2?: number;
    readonly volumeMm3?: number | null;
    readonly signedVolumeMm3?: number;
  };
}

const { cases } = JSON.parse(await readFile(join(folder, 'cases.json'), 'utf8')) as { cases: readonly Case[] };

const COUNTS = [
  'format',
  'triangles',
  'openEdges',
  'flippedEdges',
  'nonManifoldEdges',
  'degenerateFaces',
  'duplicateFaces',
  'shells',
  'watertight',
] as const;

const isNear = (value: number, wanted: number, relative: number, absolute = 0) =>
  Math.abs(value - wanted) <= Math.max(Math.abs(wanted) * relative, absolute);
const isBox = (box: { x: number; y: number; z: number }, wanted: readonly number[]) =>
  [box.x, box.y, box.z].every((side, axis) => isNear(side, wanted[axis]!, 1e-5, 1e-3));

/** What differs from the expectation, as text. */
function differences(analysis: Analysis, wanted: Case['expect']): string[] {
  const wrong: string[] = [];
  const check = (right: boolean, what: string, value: unknown, expected: unknown) => {
    if (!right) wrong.push(`${what}: ${JSON.stringify(value)} instead of ${JSON.stringify(expected)}`);
  };
  for (const name of COUNTS) {
    if (wanted['triangulationDependent'] === true && !['format', 'triangles'].includes(name)) continue;
    if (wanted[name] !== undefined && wanted[name] !== null) {
      check(analysis[name] === wanted[name], name, analysis[name], wanted[name]);
    }
  }
  const { areaRel, volumeRel } = wanted.tolerance ?? { areaRel: 1e-4, volumeRel: 1e-4 };
  if (wanted.boundingBoxMm) {
    check(isBox(analysis.boundingBoxMm, wanted.boundingBoxMm), 'box', analysis.boundingBoxMm, wanted.boundingBoxMm);
  }
  if (wanted.areaMm2)
    check(isNear(analysis.areaMm2, wanted.areaMm2, areaRel), 'area', analysis.areaMm2, wanted.areaMm2);
  if (wanted.signedVolumeMm3 !== undefined && wanted['triangulationDependent'] !== true) {
    const near = isNear(analysis.signedVolumeMm3, wanted.signedVolumeMm3, 1e-4, 1e-9);
    check(near, 'signed volume', analysis.signedVolumeMm3, wanted.signedVolumeMm3);
  }
  if (wanted.volumeMm3 === null) {
    check(analysis.volumeMm3 === null, 'volume', analysis.volumeMm3, null);
    check(analysis.issues.includes('volume-uncertain'), 'issues', analysis.issues, ['volume-uncertain']);
  } else if (wanted.volumeMm3 !== undefined) {
    const near = isNear(analysis.volumeMm3 ?? Number.NaN, wanted.volumeMm3, volumeRel);
    check(near, 'volume', analysis.volumeMm3, wanted.volumeMm3);
  }
  for (const issue of wanted.issues ?? []) {
    check((analysis.issues as string[]).includes(issue), 'issues', analysis.issues, issue);
  }
  const guess = analysis.unitSuspicion?.guess;
  if (wanted.unitGuessAnyOf) check(wanted.unitGuessAnyOf.includes(guess ?? ''), 'unit', guess, wanted.unitGuessAnyOf);
  else check(guess === undefined, 'unit', guess, undefined);
  if (wanted.itemBoxesMm) {
    const left = [...wanted.itemBoxesMm];
    for (const { quantity, boundingBoxMm } of analysis.items) {
      for (let copy = 0; copy < quantity; copy++) {
        const index = left.findIndex((box) => isBox(boundingBoxMm, box));
        check(index !== -1, 'item', boundingBoxMm, left);
        left.splice(index, 1);
      }
    }
    check(left.length === 0, 'items', analysis.items, wanted.itemBoxesMm);
  }
  return wrong;
}

describe('public model files', () => {
  test('there are as many as were collected', () => {
    expect(cases).toHaveLength(94);
  });

  test.each(cases.map((one) => [one.id, one] as const))(
    '%s comes out as other readers and its own numbers say [UPL-04]',
    async (_, one) => {
      const bytes = await readFile(join(folder, one.file));
      const result = await analyseModel(bytes, { ...SHOP, fileName: one.file });
      if (result.outcome === 'refused') {
        const allowed =
          one.expect.outcome === 'refused'
            ? [one.expect.code, ...(one.expect.orCodes ?? [])]
            : (one.expect.orRefusedWith ?? []);
        expect(allowed).toContain(result.reason.code);
        return;
      }
      expect(one.expect.outcome).toBe('measured');
      expect(differences(result.analysis, one.expect)).toEqual([]);
    },
  );
});
