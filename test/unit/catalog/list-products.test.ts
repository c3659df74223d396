import { beforeEach, describe, expect, test } from 'vitest';
import { catalogCards } from '../../../functions/catalog/cards.dynamodb.ts';
import { listProducts } from '../../../functions/catalog/list-products.ts';
import { buildSnapshot } from '../../../functions/catalog/search/build-snapshot.ts';
import { currentSearch } from '../../../functions/catalog/search/current-search.ts';
import { openSnapshot } from '../../../functions/catalog/search/snapshot-reader.sqlite.ts';
import type { ProductDraft } from '../../../functions/catalog/shapes.ts';
import { signedCursors } from '../../../functions/shared/http/cursor.ts';
import { catalogInMemory, draftOf, idOf, variantOf } from '../../support/catalog.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';
import { snapshotBucket, snapshotsIn } from '../../support/snapshots.ts';

/** A shop whose list is asked over HTTP's use case; its search is what was built last. */
function open() {
  const store = memoryStore();
  const shop = catalogInMemory(store);
  const { files, away } = snapshotBucket();
  let now = Date.parse('2026-11-29T10:00:00Z');
  const clock = { now: () => new Date(now) };
  const ports = snapshotsIn(store, files, clock);
  const list = listProducts({
    store,
    catalog: shop.catalog.reads,
    search: currentSearch({ ...ports, open: openSnapshot, files: async () => files }),
    cards: catalogCards(store, 'catalog'),
    cursors: signedCursors(async () => ({ current: 'key', previous: undefined })),
  });
  return {
    ...shop,
    away,
    async build() {
      await buildSnapshot(ports)();
      now += 6_000;
    },
    put: (slug: string, changes: Partial<ProductDraft> = {}) => shop.save(idOf(slug), draftOf(slug, changes)),
    page: async (query: object, language = 'en') => {
      const { body } = await list({ query: { limit: 20, ...query }, language } as never);
      const { items, ...rest } = body as { items: { slug: string; name: string; price: { amount: number } }[] } & {
        nextCursor: string | null;
        facets: Record<string, { value: string; count: number }[]>;
        suggestion?: string;
      };
      return { ...rest, slugs: items.map(({ slug }) => slug), items };
    },
  };
}

const named = (name: string, de?: string) => ({
  texts: { en: { name, description: 'For tests' }, ...(de === undefined ? {} : { de: { name: de } }) },
});

let shop = open();
beforeEach(async () => {
  shop = open();
  for (const sku of ['VASE', 'BOWL', 'LAMP']) await shop.open(sku, 10);
  await shop.put('vase', {
    ...named('Twist vase', 'Gedrehte Vase'),
    variants: [variantOf('VASE', 3_000)],
    tags: ['gift'],
  });
  await shop.put('bowl', {
    ...named('Fruit bowl', 'Obstschale'),
    category: 'bowls',
    variants: [variantOf('BOWL', 2_000)],
  });
  await shop.put('lamp', {
    ...named('Table lamp', 'Tischlampe'),
    category: 'lamps',
    variants: [variantOf('LAMP', 9_000)],
  });
});

describe('a search', () => {
  beforeEach(() => shop.build());

  test('finds words with a typing error, and says what it took them for [SRC-01]', async () => {
    expect(await shop.page({ search: 'vasse' })).toMatchObject({ slugs: ['vase'], suggestion: 'vase' });
    expect(await shop.page({ search: 'vase' })).not.toHaveProperty('suggestion');
  });

  test('is made in the language of the answer, parts of compounds included [SRC-01, LOC-01]', async () => {
    expect((await shop.page({ search: 'lampe' }, 'de')).items).toMatchObject([{ slug: 'lamp', name: 'Tischlampe' }]);
    expect((await shop.page({ search: 'lampe', locale: 'de' })).slugs).toEqual(['lamp']);
    expect((await shop.page({ search: 'obstschale' })).slugs).toEqual([]);
  });

  test('is narrowed and counted by what else is asked [SRC-02, SRC-03]', async () => {
    const { slugs, facets } = await shop.page({ category: 'bowls' });
    expect(slugs).toEqual(['bowl']);
    expect(facets['category']).toEqual(
      expect.arrayContaining(['vases', 'bowls', 'lamps'].map((value) => ({ value, count: 1 }))),
    );
    expect((await shop.page({ tag: 'gift' })).slugs).toEqual(['vase']);
  });

  test.each([
    ['price', ['bowl', 'vase', 'lamp']],
    ['-price', ['lamp', 'vase', 'bowl']],
  ])('sorts by %s [SRC-03]', async (sort, slugs) => {
    expect((await shop.page({ sort })).slugs).toEqual(slugs);
  });

  test('goes on behind its last product, also in the next snapshot, and for no other question [SRC-02]', async () => {
    const first = await shop.page({ sort: 'price', limit: 1 });
    await shop.put('cup', { ...named('Cup'), variants: [variantOf('CUP', 500)] });
    await shop.build();
    const cursor = first.nextCursor;
    expect((await shop.page({ sort: 'price', limit: 5, cursor })).slugs).toEqual(['vase', 'lamp']);
    await expect(shop.page({ sort: '-price', cursor })).rejects.toMatchObject({ code: 'invalid-cursor' });
  });
});

describe('what a list shows', () => {
  beforeEach(() => shop.build());

  test('are prices and stock of the cards, however old the snapshot is [SRC-01, CAT-02]', async () => {
    await shop.put('vase', { ...named('Twist vase'), variants: [variantOf('VASE', 3_500)] });
    const { items } = await shop.page({ search: 'vase' });
    expect(items.map(({ price }) => price.amount)).toEqual([3_500]);
    await shop.move('VASE', -10);
    await shop.refresh(['VASE']);
    expect((await shop.page({ search: 'vase', inStock: true })).slugs).toEqual([]);
    expect((await shop.page({ search: 'vase' })).slugs).toEqual(['vase']);
  });

  test('is nothing that was withdrawn since [CAT-01]', async () => {
    await shop.put('vase', { ...named('Twist vase'), variants: [variantOf('VASE', 3_000)], status: 'WITHDRAWN' });
    expect((await shop.page({ search: 'vase' })).slugs).toEqual([]);
  });
});

describe('without a snapshot', () => {
  test('lists come from the cards, in the order of the shop, without counts [CAT-12, SRC-01]', async () => {
    expect(await shop.page({ department: 'home' })).toMatchObject({ slugs: ['bowl', 'lamp', 'vase'], facets: {} });
  });

  test.each([{ search: 'vase' }, { sort: 'price' }, { tag: 'gift' }])(
    '%o is told to come again [SRC-01]',
    async (query) => {
      await expect(shop.page(query)).rejects.toMatchObject({ code: 'search-unavailable', retryAfter: 5 });
    },
  );

  test('that can be fetched, lists go on likewise [CAT-12]', async () => {
    await shop.build();
    shop.away.fetch = true;
    expect(await shop.page({ department: 'home' })).toMatchObject({ slugs: ['bowl', 'lamp', 'vase'] });
  });

  test('a list goes on as it began, whoever answers its next page [SRC-02, CAT-12]', async () => {
    const begun = await shop.page({ department: 'home', limit: 1 });
    await shop.build();
    const next = await shop.page({ department: 'home', limit: 5, cursor: begun.nextCursor });
    expect(next).toMatchObject({ slugs: ['lamp', 'vase'], nextCursor: null });
    await expect(shop.page({ search: 'vase', cursor: begun.nextCursor })).rejects.toMatchObject({
      code: 'invalid-cursor',
    });
  });

  test('a searched list is asked to come again, not refused [SRC-02]', async () => {
    await shop.build();
    const { nextCursor } = await shop.page({ limit: 1 });
    const elsewhere = open();
    await expect(elsewhere.page({ cursor: nextCursor })).rejects.toMatchObject({ code: 'search-unavailable' });
  });
});
