import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { operations } from '@printverse/client/api.d.ts';
import { answered, shopClient } from '@printverse/client/shop-client.ts';
import { beforeAll, expect, inject, test } from 'vitest';
import { productOf } from '../../../functions/catalog/product.ts';
import { catalogReads } from '../../../functions/catalog/reads.ts';
import { saveProduct } from '../../../functions/catalog/save-product.ts';
import { catalogWrites } from '../../../functions/catalog/writes.ts';
import { inventoryReads } from '../../../functions/inventory/reads.ts';
import { systemClock } from '../../../functions/shared/clock.ts';
import { dynamoStore } from '../../../functions/shared/store/store.dynamodb.ts';
import { asOperator } from '../../../local/as-operator.ts';
import { clientConfig } from '../../../local/cloud.ts';
import { rebuildSearch } from '../../../local/rebuild-search.ts';
import { seedProductId, seedProductLines } from '../../../local/seed/products.ts';
import { eventually } from '../../support/eventually.ts';

const { endpoint, outputs } = inject('shop');
const shop = shopClient({ apiUrl: outputs.apiUrl });
const lambda = new LambdaClient(clientConfig(endpoint));
const store = dynamoStore(
  DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(endpoint)), {
    marshallOptions: { removeUndefinedValues: true },
  }),
);
const search = async (query: NonNullable<operations['listProducts']['parameters']['query']>) =>
  answered(shop.GET('/products', { params: { query } }));
const slugs = async (query: Parameters<typeof search>[0]) => (await search(query)).items.map(({ slug }) => slug);

const catalog = { reads: catalogReads('printverse-local-catalog'), writes: catalogWrites('printverse-local-catalog') };
const inventory = inventoryReads('printverse-local-inventory');
const save = saveProduct({ store, catalog, inventory, clock: systemClock });

/** A shop that has just been seeded builds its first snapshots. */
beforeAll(async () => {
  const ready = async () => (await shop.GET('/products', { params: { query: { sort: 'newest' } } })).response.ok;
  await eventually('the shop can search', async () => (await ready()) || undefined, 60);
});

test('a customer finds the seeded products by words with errors, in their language, with counts [SRC-01, SRC-02, SRC-03]', async () => {
  const { items, suggestion, facets } = await search({ search: 'twist vasse' });
  expect(items.map(({ slug }) => slug)).toContain('twist-vase');
  // Which of the two depends on how many products of other tests say either.
  expect(suggestion).toMatch(/^twist vases?$/);
  expect(facets['department']).toContainEqual({ value: 'home', count: expect.any(Number) });
  expect((await search({ search: 'vase', locale: 'de' })).items.length).toBeGreaterThan(0);
  // Prices of tickets: what other tests reduce is sorted by its old price until the next snapshot.
  const tickets = (await search({ sort: '-price', kind: 'ticket' })).items.map(({ price }) => price.amount);
  expect(tickets.length).toBeGreaterThan(1);
  expect(tickets).toEqual(tickets.toSorted((a, b) => b - a));
});

test('an operator has the search built again, and it stays the same [SRC-01]', async () => {
  // Other tests put products of their own on sale at the same time.
  const seeded = new Set(seedProductLines.map(({ draft }) => draft.slug));
  const listed = async () => (await slugs({ sort: 'newest', limit: 100 })).filter((slug) => seeded.has(slug));
  const before = await listed();
  const first = await rebuildSearch(lambda, 'local');
  expect(first.products).toBeGreaterThanOrEqual(seedProductLines.length);
  const second = await rebuildSearch(lambda, 'local');
  expect(second.version).toBeGreaterThan(first.version);
  await rebuildSearch(lambda, 'local');
  expect(await listed()).toEqual(before);
});

test('a product is found by its new words soon after they were saved [SRC-01]', async () => {
  const line = seedProductLines.find(({ draft }) => draft.slug === 'twist-vase');
  if (!line) throw new Error('no seed');
  const { draft } = line;
  const id = seedProductId(draft.slug);
  const keywords = draft.texts.en.keywords ?? [];
  const say = (words: readonly string[]) =>
    asOperator(() =>
      save(id, (before, now) =>
        productOf(
          id,
          { ...draft, texts: { ...draft.texts, en: { ...draft.texts.en, keywords: [...words] } } },
          before,
          now,
        ),
      ),
    );
  await say([...keywords, 'Quixotic']);
  expect(await eventually('the new word is found', async () => (await slugs({ search: 'quixotic' }))[0])).toBe(
    'twist-vase',
  );
  await say(keywords);
  await eventually('the word is forgotten', async () =>
    (await slugs({ search: 'quixotic' })).length === 0 ? true : undefined,
  );
});
