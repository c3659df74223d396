import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MonthPosition, monthlyEntry, monthlyPage } from '../../../functions/shared/store/monthly-list.ts';
import { putNew } from '../../../functions/shared/store/store.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';

const NOW = new Date('2027-02-03T12:00:00.000Z');
const LIST = { table: 'things', list: 'THINGS' };

/** A list of things that were made at these moments, ids by their place. */
async function listOf(moments: readonly string[]) {
  const store = memoryStore();
  for (const [place, createdAt] of moments.entries()) {
    const id = `thing_${place}`;
    await store.write(
      putNew(LIST.table, { pk: id, sk: 'META', id, createdAt, ...monthlyEntry(LIST.list, createdAt, id) }),
    );
  }
  return store;
}

/** The sort keys of all pages. */
async function walk(store: Awaited<ReturnType<typeof listOf>>, limit: number): Promise<string[][]> {
  const pages: string[][] = [];
  let position: MonthPosition | undefined;
  do {
    const page = await monthlyPage(store, LIST, { limit, position, now: NOW });
    pages.push(page.items.map((item) => String(item['gsi2sk'])));
    position = page.position;
    if (pages.length > 200) throw new Error('The list goes on for ever');
  } while (position);
  return pages;
}

const moment = fc
  .date({ min: new Date('2026-11-01T00:00:00.000Z'), max: new Date('2027-02-03T11:59:59.999Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

describe('a list by month [ADM-01, ADM-03]', () => {
  test('has everything, each once, newest first, on pages no longer than asked for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(moment, { maxLength: 40 }), fc.integer({ min: 1, max: 12 }), async (moments, limit) => {
        const pages = await walk(await listOf(moments), limit);
        const seen = pages.flat();
        const all = moments.map((at, place) => `${at}#thing_${place}`);
        expect(seen).toEqual(all.toSorted((a, b) => (a < b ? 1 : -1)));
        for (const page of pages) expect(page.length).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 60 },
    );
  });

  test('keeps apart things that were made in the same millisecond', async () => {
    const at = '2027-01-10T10:00:00.000Z';
    const pages = await walk(await listOf(Array.from({ length: 9 }, () => at)), 2);
    expect(new Set(pages.flat()).size).toBe(9);
  });

  test('goes on through months in which nothing was made, and ends at the first', async () => {
    const pages = await walk(await listOf(['2026-11-02T10:00:00.000Z']), 5);
    expect(pages).toEqual([[], [], [], ['2026-11-02T10:00:00.000Z#thing_0']]);
  });
});
