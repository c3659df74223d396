import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cardKey, cardsOfCategory } from '../../../functions/catalog/catalog-keys.ts';
import { DEPARTMENTS } from '../../../functions/catalog/departments.ts';
import { listProducts } from '../../../functions/catalog/list-products.ts';
import { type Card, cardDto, matches } from '../../../functions/catalog/product-card.ts';
import { catalogReads } from '../../../functions/catalog/reads.ts';
import type { Reply } from '../../../functions/shared/http/api.ts';
import { signedCursors } from '../../../functions/shared/http/cursor.ts';
import { cardFor, variantOf } from '../../support/catalog.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';

type Query = Parameters<ReturnType<typeof listProducts>>[0]['query'];
interface PageBody {
  readonly items: readonly { readonly id: string }[];
  readonly nextCursor: string | null;
}

const cursors = signedCursors(async () => ({ current: 'key', previous: undefined }));
const inOrder = (cards: readonly Card[]) =>
  cards.toSorted((a, b) => {
    const department = DEPARTMENTS.indexOf(a.department) - DEPARTMENTS.indexOf(b.department);
    return department !== 0 ? department : cardKey(a).sk < cardKey(b).sk ? -1 : 1;
  });

/** A table of cards that answers as DynamoDB does: it may say that there is more where there is nothing. */
function listOf(all: readonly Card[]) {
  let reads = 0;
  const list = listProducts({
    store: memoryStore(),
    catalog: catalogReads('catalog'),
    search: async () => undefined,
    cursors,
    cards: {
      slice: async ({ department, category, after, limit }) => {
        reads += 1;
        const from = after && cardKey({ ...after, department }).sk;
        const found = inOrder(all)
          .filter(
            (card) =>
              card.department === department &&
              (category === undefined || cardKey(card).sk.startsWith(cardsOfCategory(category))),
          )
          .filter((card) => from === undefined || cardKey(card).sk > from);
        return { cards: found.slice(0, limit), more: found.length >= limit };
      },
    },
  });
  const page = async (query: Partial<Query>) => {
    const reply: Reply = await list({ query: { limit: 20, ...query }, language: 'en' } as never);
    return reply.body as PageBody;
  };
  const everything = async (query: Partial<Query>) => {
    const items: string[] = [];
    let cursor: string | undefined;
    do {
      const next: PageBody = await page({ ...query, cursor, skip: cursor ? undefined : query.skip });
      items.push(...next.items.map(({ id }) => id));
      cursor = next.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return items;
  };
  return { page, everything, reads: () => reads };
}

const card = fc
  .record({
    department: fc.constantFrom(...DEPARTMENTS),
    category: fc.constantFrom('a', 'ab', 'a-b', 'b'),
    kind: fc.constantFrom('stock' as const, 'print' as const),
    cents: fc.integer({ min: 1, max: 5 }),
    available: fc.integer({ min: 0, max: 6 }),
  })
  .map(
    ({ cents, available, ...changes }) =>
      (slug: string) =>
        cardFor(slug, { ...changes, variants: [variantOf(slug.toUpperCase(), cents)] }, available),
  );
const shop = fc.array(card, { maxLength: 40 }).map((cards) => cards.map((make, index) => make(`p${index}`)));
const filter = fc.record(
  {
    department: fc.constantFrom(...DEPARTMENTS),
    category: fc.constantFrom('a', 'b'),
    kind: fc.constantFrom('stock' as const, 'print' as const),
    priceMin: fc.integer({ min: 1, max: 3 }),
    priceMax: fc.integer({ min: 3, max: 5 }),
    inStock: fc.boolean(),
  },
  { requiredKeys: [] },
);
const expected = (cards: readonly Card[], { department, category, ...rest }: Partial<Query>) =>
  inOrder(cards)
    .filter((one) => department === undefined || one.department === department)
    .filter((one) => category === undefined || one.category === category)
    .filter((one) => matches(one, rest))
    .map(({ id }) => id);

describe('a listing', () => {
  test('shows every card that its filter lets pass once and in order, however the pages are cut [CAT-01, CAT-02]', async () => {
    await fc.assert(
      fc.asyncProperty(shop, filter, fc.integer({ min: 1, max: 12 }), async (cards, query, limit) => {
        expect(await listOf(cards).everything({ ...query, limit })).toEqual(expected(cards, query));
      }),
    );
  });

  test('skip leaves out that many of them, also where there are fewer [CAT-02, K33]', async () => {
    await fc.assert(
      fc.asyncProperty(shop, filter, fc.integer({ min: 0, max: 50 }), async (cards, query, skip) => {
        expect(await listOf(cards).everything({ ...query, skip, limit: 3 })).toEqual(
          expected(cards, query).slice(skip),
        );
      }),
    );
  });

  test('shows cards as clients know them, without what the listing keeps for itself [CAT-02]', async () => {
    const [one] = [cardFor('vase')];
    const { items } = await listOf([one]).page({});
    expect(items).toEqual([cardDto(one, 'en')]);
    expect(Object.keys(items[0] ?? {})).not.toContain('version');
  });

  test('takes one read for a page within a department [CAT-11]', async () => {
    const list = listOf(Array.from({ length: 60 }, (_, index) => cardFor(`p${index}`)));
    const { items, nextCursor } = await list.page({ department: 'home', limit: 20 });
    expect({ items: items.length, more: nextCursor !== null, reads: list.reads() }).toEqual({
      items: 20,
      more: true,
      reads: 1,
    });
  });

  test('ends a page after a few reads however much a filter refuses, and goes on from there [CAT-02]', async () => {
    const cards = [
      ...Array.from({ length: 2_000 }, (_, index) => cardFor(`p${String(index).padStart(4, '0')}`)),
      cardFor('z-print', { kind: 'print' }),
    ];
    const list = listOf(cards);
    const first = await list.page({ kind: 'print' });
    expect(list.reads()).toBeLessThan(10);
    expect(first.items).toEqual([]);
    expect(first.nextCursor).not.toBeNull();
    expect(await list.everything({ kind: 'print' })).toEqual([cards.at(-1)?.id]);
  });
});

describe("a listing's cursor", () => {
  const list = listOf(Array.from({ length: 5 }, (_, index) => cardFor(`p${index}`)));
  const cursorOf = async (query: Partial<Query>) => (await list.page({ limit: 2, ...query })).nextCursor ?? undefined;

  test('goes on with another page size [CAT-02]', async () => {
    const { items } = await list.page({ cursor: await cursorOf({}), limit: 3 });
    expect(items).toHaveLength(3);
  });

  test('is refused for another filter than its own, and when it was altered [CAT-02]', async () => {
    const cursor = await cursorOf({ department: 'home' });
    await expect(list.page({ cursor })).rejects.toMatchObject({ code: 'invalid-cursor' });
    const [payload, signature] = (cursor ?? '').split('.');
    const forged = `${Buffer.from('{"department":"events","skip":0}').toString('base64url')}.${signature}`;
    await expect(list.page({ cursor: forged, department: 'home' })).rejects.toMatchObject({ code: 'invalid-cursor' });
    await expect(list.page({ cursor: payload, department: 'home' })).rejects.toMatchObject({ code: 'invalid-cursor' });
  });
});
