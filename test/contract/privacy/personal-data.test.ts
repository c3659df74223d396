import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { personalContexts } from '../../../functions/privacy/contexts.ts';
import { PersonalData } from '../../../functions/privacy/personal-data.ts';
import { breakingChanges, shapeOf } from '../../support/schema-changes.ts';

const path = join(import.meta.dirname, 'personal-data.v1.json');
const shape = (schema: z.ZodType) => shapeOf(z.toJSONSchema(schema, { io: 'output' }));
/** The same without its id, which would make it a reference. */
const now = z.object(PersonalData.shape);

describe('the file of a person’s data', () => {
  test('is what its readers were promised: sections and fields may be added, never changed [PLT-05]', async () => {
    const current = shape(PersonalData);
    const frozen = JSON.parse(await readFile(path, 'utf8')) as unknown;
    expect(breakingChanges(frozen, current, 'file'), 'a break is version 2').toEqual([]);
    if (process.env['FREEZE'] === '1') await writeFile(path, `${JSON.stringify(current, null, 2)}\n`);
  });

  test('has no section that was not promised yet: FREEZE=1 writes a new one down [PLT-05]', async () => {
    const frozen = JSON.parse(await readFile(path, 'utf8')) as { $defs: Record<string, { properties: object }> };
    const promised = Object.keys(frozen.$defs['PersonalData']?.properties ?? {});
    expect(Object.keys(PersonalData.shape).filter((name) => !promised.includes(name))).toEqual([]);
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
