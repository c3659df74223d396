import { describe, expect, test } from 'vitest';
import { customerList } from '../../../functions/orders/order-keys.ts';
import { orderLists } from '../../../functions/orders/orders.dynamodb.ts';
import type { Item, PageRequest, Store } from '../../../functions/shared/store/store.ts';

const CUSTOMER = 'usr_1';

/** Both halves of order `n`; the higher the newer. */
const halves = (n: number): Item[] =>
  (['META', 'DETAILS'] as const).map((half) => ({
    pk: `ORDER#ord_${n}`,
    sk: half,
    schema: 1,
    ...customerList(CUSTOMER, `2026-11-21T10:0${n}:00.000Z`, `ord_${n}`, half),
    id: `ord_${n}`,
  }));

/** An index that holds these items and ends its pages after `largest` of them, whatever the limit. */
function indexOf(items: readonly Item[], largest = Number.POSITIVE_INFINITY) {
  const sorted = items.toSorted((a, b) => String(b['gsi1sk']).localeCompare(String(a['gsi1sk'])));
  const query = async ({ startKey, limit = Number.POSITIVE_INFINITY }: PageRequest) => {
    const from = startKey ? sorted.findIndex((item) => item['gsi1sk'] === startKey['gsi1sk']) + 1 : 0;
    const page = sorted.slice(from, from + Math.min(limit, largest));
    const last = page.at(-1);
    const more = from + page.length < sorted.length && last;
    const lastKey = more
      ? { pk: last['pk'], sk: last['sk'], gsi1pk: last['gsi1pk'], gsi1sk: last['gsi1sk'] }
      : undefined;
    return { items: page, lastKey };
  };
  return orderLists({ query } as unknown as Store, 'orders');
}

/** Ids of all orders, page by page. */
async function pagesOf(lists: ReturnType<typeof indexOf>, limit: number): Promise<string[][]> {
  const pages: string[][] = [];
  let position: Item | undefined;
  do {
    const page = await lists.ofCustomer(CUSTOMER, limit, position);
    pages.push(page.items.map(({ head }) => head.id));
    position = page.position;
    if (pages.length > 20) throw new Error('The list goes on for ever');
  } while (position);
  return pages;
}

describe("a customer's orders [ORD-02]", () => {
  const all = [4, 3, 2, 1].map((n) => `ord_${n}`);

  test.each([1, 2, 3, 4, 5])('come newest first, %i a page', async (limit) => {
    const pages = await pagesOf(indexOf([1, 2, 3, 4].flatMap(halves)), limit);
    expect(pages.flat()).toEqual(all);
    for (const page of pages) expect(page.length).toBeLessThanOrEqual(limit);
  });

  test('are each on one page, also when the table ends its pages between the halves of an order', async () => {
    expect(await pagesOf(indexOf([1, 2, 3, 4].flatMap(halves), 3), 20)).toEqual(all.map((id) => [id]));
  });

  test('come complete behind one whose second half is not indexed yet', async () => {
    const lagging = [...halves(5).slice(0, 1), ...[1, 2, 3, 4].flatMap(halves)];
    expect((await pagesOf(indexOf(lagging), 2)).flat()).toEqual(all);
  });

  test('end, whatever is missing', async () => {
    const heads = [1, 2, 3, 4].flatMap((n) => halves(n).slice(0, 1));
    expect((await pagesOf(indexOf(heads), 1)).flat()).toEqual([]);
  });
});
