import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { personalContexts } from '../../../functions/privacy/contexts.ts';
import { PersonalData } from '../../../functions/privacy/personal-data.ts';
import { breakingChanges, shapeOf } from '../../support/schema-changes.ts';

const shape = (schema: z.ZodType) => shapeOf(z.toJSONSchema(schema, { io: 'output' }));
/** The same without its id, which would make it a reference. */
const now = z.object(PersonalData.shape);

/** What is said of the file itself, and the sections of each context: each was written down when it was promised. */
const parts: readonly (readonly [name: string, schema: z.ZodType])[] = [
  ['file', now.pick({ schemaVersion: true, exportId: true, createdAt: true })],
  ...personalContexts.map(({ context, sections }) => [context, z.object(sections)] as const),
];
const promiseOf = (name: string) => join(import.meta.dirname, `${name}.v1.json`);
const promised = async (name: string) =>
  JSON.parse(await readFile(promiseOf(name), 'utf8')) as { readonly properties: object };

describe('the file of a person’s data', () => {
  test.each(parts)(
    'is what its readers were promised: sections and fields of %s may be added, never changed [PLT-05]',
    async (name, schema) => {
      const current = shape(schema);
      if (process.env['FREEZE'] !== '1') expect(existsSync(promiseOf(name)), 'FREEZE=1 writes it down').toBe(true);
      if (existsSync(promiseOf(name))) {
        expect(breakingChanges(await promised(name), current, name), 'a break is version 2').toEqual([]);
      }
      if (process.env['FREEZE'] === '1') await writeFile(promiseOf(name), `${JSON.stringify(current, null, 2)}\n`);
    },
  );

  test('has no section that was not promised yet: FREEZE=1 writes a new one down [PLT-05]', async () => {
    const sections = (await Promise.all(parts.map(([name]) => promised(name)))).flatMap(({ properties }) =>
      Object.keys(properties),
    );
    expect(sections.toSorted()).toEqual(Object.keys(PersonalData.shape).toSorted());
  });

  test('has the sections of every context that promised some [PLT-05]', async () => {
    const files = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.json'));
    expect(files.toSorted()).toEqual(parts.map(([name]) => `${name}.v1.json`).toSorted());
  });

  test.each([
    ['an optional section of another context', { letters: z.array(z.object({ text: z.string() })).optional() }, []],
    ['a section that every file has', { letters: z.array(z.string()) }, ['file.letters is required now']],
    ['a section that may be missing now', { orders: z.array(z.string()).optional() }, ['file.orders is optional now']],
    ['a section of another form', { mails: z.array(z.string()) }, ['file.mails.items.type changed']],
  ])('%s is told from a break', (_, sections, breaks) => {
    const found = breakingChanges(shape(now), shape(now.extend(sections)), 'file');
    if (breaks.length === 0) expect(found).toEqual([]);
    expect(found).toEqual(expect.arrayContaining(breaks));
  });

  test('without a section that was there is broken', () => {
    const { mails: _, ...rest } = PersonalData.shape;
    expect(breakingChanges(shape(now), shape(z.object(rest)), 'file')).toContain('file.mails was removed');
  });

  test('has each section from one context: none hides another', () => {
    const names = personalContexts.flatMap(({ sections }) => Object.keys(sections));
    expect(names.length).toBe(new Set(names).size);
  });
});
