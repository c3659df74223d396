import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { measuringChild } from '../../../functions/uploads/measuring.child.ts';
import { binaryStl, sphere } from '../../support/models.ts';
import { root } from '../../support/rooms.ts';
import { CUBE } from './shop.ts';

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
});

const fixture = (name: string) => readFile(join(root, 'test/fixtures/printing', name));
const measure = measuringChild();

test('a model is measured and drawn in a process of its own [UPL-04]', async () => {
  const found = await measure({ fileName: 'cube.stl', bytes: CUBE });
  expect(found).toMatchObject({
    outcome: 'measured',
    analysis: { format: 'stl-binary', volumeMm3: 8_000, fits: { pla: true, 'resin-tough': true }, watertight: true },
  });
  const picture = found.outcome === 'measured' ? Buffer.from(found.preview ?? []) : Buffer.alloc(0);
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([640, 480]);
}, 60_000);

test('what is wrong with a file is its answer, with the code of the refusal [UPL-04]', async () => {
  const bytes = await fixture('stl-binary-no-triangles.stl');
  expect(await measure({ fileName: 'empty.stl', bytes })).toMatchObject({
    outcome: 'refused',
    reason: { code: 'no-geometry' },
  });
}, 60_000);

test.each([
  ['time', { seconds: 0.001, memoryMb: 1_200 }],
  ['memory', { seconds: 100, memoryMb: 40 }],
])(
  'a file that takes too much %s is stopped and refused: it takes nobody with it [UPL-04]',
  async (_, limits) => {
    const bytes = binaryStl(sphere(20, [0, 0, 0], 200));
    expect(await measuringChild(limits)({ fileName: 'sphere.stl', bytes })).toMatchObject({
      outcome: 'refused',
      reason: { code: 'resource-limit' },
    });
  },
  60_000,
);
