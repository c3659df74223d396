import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { keeping } from '../../functions/contracts.ts';
import { personalContexts } from '../../functions/privacy/contexts.ts';
import { namingPeople, personalGaps } from '../support/personal-gaps.ts';
import { type Source, sources } from '../support/sources.ts';

const tables = Object.keys(keeping);
const files = await sources('functions/**/*.ts');

describe('a table that names a person', () => {
  test('has its section in the file of a person’s data, and its erasure [PLT-05, AUT-22]', () => {
    const naming = namingPeople(files, tables);
    expect(naming).toEqual(
      expect.arrayContaining(['identity', 'orders', 'payments', 'notifications', 'reviews', 'privacy']),
    );
    expect(personalGaps(naming, personalContexts)).toEqual([]);
  });

  test('is known by its context: whoever declares what it knows of people has a table, and declares it once', () => {
    const declared = personalContexts.map(({ context }) => context);
    expect(declared.filter((context) => !tables.includes(context))).toEqual([]);
    expect(new Set(declared).size).toBe(declared.length);
    const doors = files.flatMap(({ path }) => /^functions\/([^/]+)\/personal[.]ts$/.exec(path)?.[1] ?? []);
    expect(declared.toSorted()).toEqual(doors.filter((context) => context !== 'shared').toSorted());
  });
});

describe('a planted context', () => {
  const planted = (path: string, text: string): Source => ({ path: `functions/letters/${path}`, text });

  test.each([
    ['by a type', planted('letter.ts', 'export interface Letter {\n  readonly customerId: string;\n}')],
    ['by an item', planted('writes.ts', 'const item = {\n  author: caller.userId,\n};')],
    ['by an address', planted('letter.ts', 'export interface Letter { readonly replyEmail?: string }')],
  ])('that names people %s is seen to lack both', (_, file) => {
    const naming = namingPeople([...files, file], [...tables, 'letters']);
    expect(naming).toContain('letters');
    expect(personalGaps(naming, personalContexts)).toEqual([
      'letters names people: declare functions/letters/personal.ts and add it to privacy/contexts.ts',
    ]);
  });

  test('that names nobody needs neither', () => {
    const file = planted('letter.ts', 'export interface Letter { readonly productId: string; readonly stars: number }');
    expect(namingPeople([...files, file], [...tables, 'letters'])).not.toContain('letters');
  });

  test('with one of the two is seen to lack the other', () => {
    const section = { context: 'letters', sections: { letters: z.array(z.string()) } };
    const erasure = { context: 'letters', sections: {}, erase: async () => [] };
    expect(personalGaps(['letters'], [section as never])).toEqual(['letters has no erasure']);
    expect(personalGaps(['letters'], [erasure])).toEqual(['letters has no section in the file of a person’s data']);
  });
});
