import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { operations } from '@printverse/client/api.d.ts';
import { answered, shopClient } from '@printverse/client/shop-client.ts';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import {
  AdminListProducts,
  AdminProduct,
  ListCategories,
  ListProducts,
  ListTrending,
  ReadProduct,
} from '../../../functions/catalog/contract.ts';
import { DEPARTMENTS } from '../../../functions/catalog/departments.ts';
import type { ProductCard } from '../../../functions/catalog/shapes.ts';
import { InventoryReserved } from '../../../functions/inventory/contract.ts';
import { derivedId, newId } from '../../../functions/shared/ids.ts';
import { clientConfig } from '../../../local/cloud.ts';
import { DEMO_PRODUCT, seedProductId, seedProductLines } from '../../../local/seed/products.ts';
import { sendAsWritten, signIn } from '../../../tools/demo/client.ts';
import { draftOf, variantOf } from '../../support/catalog.ts';
import { eventually } from '../../support/eventually.ts';
import { users } from '../orders/buying.ts';

const { endpoint, outputs } = inject('shop');
const get = (path: string, headers: Record<string, string> = {}) => fetch(`${outputs.apiUrl}${path}`, { headers });
const shop = shopClient({ apiUrl: outputs.apiUrl });
type Query = NonNullable<operations['listProducts']['parameters']['query']>;
const productOf = async (productId: string) =>
  ReadProduct.success.body.parse(
    await answered(shop.GET('/products/{productId}', { params: { path: { productId } } })),
  );
const problem = async (path: string) => {
  const answer = await get(path);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  return { status: answer.status, ...((await answer.json()) as { code: string; errors?: { pointer: string }[] }) };
};

async function page(query: Query) {
  const { data, response } = await shop.GET('/products', { params: { query } });
  const link = /^<([^>]+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1];
  return { ...ListProducts.success.body.parse(data), etag: response.headers.get('etag') ?? '', link };
}

/** Every page of a list; the link of each leads where its cursor does. */
async function walk(query: Query): Promise<ProductCard[]> {
  const items: ProductCard[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const next = { ...query, ...(cursor === undefined ? {} : { cursor }) };
    const { items: some, nextCursor, link } = await page(next);
    items.push(...some);
    const there = Object.fromEntries(Object.entries({ ...query, cursor: nextCursor }).map(([k, v]) => [k, String(v)]));
    expect(link && Object.fromEntries(new URL(link).searchParams)).toEqual(nextCursor === null ? undefined : there);
    cursor = nextCursor;
  }
  return items;
}

/** A shop that has just been seeded builds its first snapshots. */
beforeAll(() =>
  eventually('the shop can search', async () => (await get('/products?sort=newest')).ok || undefined, 60),
);

/** An order that nothing changes while a list is walked through. */
const STEADY = { sort: 'newest' } as const;
const SEEDED = new Set(seedProductLines.map(({ draft }) => seedProductId(draft.slug)));
/** Ids of seeded products: other tests put products of their own on sale at the same time. */
const seeded = (cards: readonly ProductCard[]) => cards.map(({ id }) => id).filter((id) => SEEDED.has(id));

describe('the list of products', () => {
  test('shows every product once, in the same order however long the pages are [CAT-01, CAT-02]', async () => {
    const [short, long] = await Promise.all([walk({ ...STEADY, limit: 7 }), walk({ ...STEADY, limit: 100 })]);
    expect(seeded(short)).toEqual(seeded(long));
    expect(seeded(long).toSorted()).toEqual(seedProductLines.map(({ draft }) => seedProductId(draft.slug)).toSorted());
  });

  test.each<[Query, (card: ProductCard) => boolean]>([
    [{ department: 'workshop' }, ({ department }: ProductCard) => department === 'workshop'],
    [{ department: 'home', category: 'vases' }, ({ category }: ProductCard) => category === 'vases'],
    [{ category: 'books' }, ({ category }: ProductCard) => category === 'books'],
    [{ kind: 'ticket' }, ({ kind }: ProductCard) => kind === 'ticket'],
    [{ priceMin: 2_000, priceMax: 3_000 }, ({ price }: ProductCard) => price.amount >= 2_000 && price.amount <= 3_000],
    [
      { inStock: 'true', kind: 'stock' },
      ({ kind, availability }: ProductCard) => kind === 'stock' && availability !== 'sold-out',
    ],
  ])('narrows down to %o [CAT-02]', async (query, fits) => {
    const [all, found] = await Promise.all([walk({ ...STEADY, limit: 100 }), walk({ ...STEADY, limit: 5, ...query })]);
    expect(found.length).toBeGreaterThan(0);
    expect(seeded(found)).toEqual(seeded(all.filter(fits)));
  });

  test('answers under the paths that clients know already, and to skip [CAT-01, CAT-02, K11, K33]', async () => {
    const query = { kind: 'ticket', sort: 'newest' } as const;
    const { items } = await page({ ...query, limit: 4 });
    expect(items.length).toBeGreaterThan(2);
    expect((await page({ ...query, limit: 2, skip: 2 })).items).toEqual(items.slice(2, 4));
    const same = 'kind=ticket&sort=newest';
    expect(await (await get(`/catalog?limit=4&${same}`)).json()).toMatchObject({ items });
    const rest = await (await get(`/bff/products?limit=2&skip=2&${same}`)).json();
    expect(rest).toMatchObject({ items: items.slice(2, 4) });
  });

  test('is known by its ETag and sent again only when it has changed [CAT-11]', async () => {
    const { etag } = await page({ department: 'prints' });
    expect(etag).toMatch(/^".+"$/);
    const again = await get('/products?department=prints', { 'if-none-match': etag });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
    expect((await get('/products?department=events', { 'if-none-match': etag })).status).toBe(200);
  });

  test.each([
    ['limit=0', '/query/limit'],
    ['limit=101', '/query/limit'],
    ['kind=car', '/query/kind'],
    ['priceMin=-1', '/query/priceMin'],
    ['priceMin=1.5', '/query/priceMin'],
    ['priceMin=3&priceMax=2', '/query/priceMin'],
    ['inStock=maybe', '/query/inStock'],
    ['skip=1001', '/query/skip'],
  ])('refuses %s and says which part is wrong [BFF-03]', async (query, pointer) => {
    expect(await problem(`/products?${query}`)).toMatchObject({
      status: 400,
      code: 'invalid-request',
      errors: [{ pointer }],
    });
  });

  test('refuses a cursor that was made up, and one of another list [BFF-03]', async () => {
    const { nextCursor } = await page({ limit: 1 });
    const cursor = encodeURIComponent(nextCursor ?? '');
    expect(await problem('/products?cursor=bm9uc2Vuc2U.x')).toMatchObject({ status: 400, code: 'invalid-cursor' });
    expect(await problem(`/products?kind=print&cursor=${cursor}`)).toMatchObject({ code: 'invalid-cursor' });
  });
});

test('what is trending is a list of cards that anybody may keep, under each of its names [CAT-03, CAT-04, CAT-07]', async () => {
  for (const path of ['/products/trending', '/bff/products/trending', '/bff/products/trending-with-reviews']) {
    const answer = await get(`${path}?limit=5`);
    const { items } = ListTrending.success.body.parse(await answer.json());
    expect([answer.status, items.length <= 5, answer.headers.get('cache-control')]).toEqual([
      200,
      true,
      expect.stringMatching(/^public/),
    ]);
  }
});

describe('a product', () => {
  test('comes with variants, stock and rating in one answer, under both its paths [CAT-05, CAT-06]', async () => {
    const [body, alias] = await Promise.all([productOf(DEMO_PRODUCT.id), get(`/bff/products/${DEMO_PRODUCT.id}`)]);
    expect(body.product.variants.map(({ sku, availability }) => [sku, availability])).toContainEqual([
      DEMO_PRODUCT.sku,
      'in-stock',
    ]);
    expect(body).toMatchObject({ availability: 'in-stock', rating: { count: 0 }, reviews: [] });
    // What goes with it comes from the snapshot that a function has: two of them may be a snapshot apart.
    expect({ ...((await alias.json()) as typeof body), related: [] }).toEqual({ ...body, related: [] });
  });

  test('that is printed says what may be chosen [CAT-08]', async () => {
    const { product, availability } = await productOf(seedProductId('site-model'));
    expect(availability).toBe('made-to-order');
    expect(Object.keys(product.configuration ?? {})).toEqual(expect.arrayContaining(['material', 'finish', 'colour']));
  });

  test('is absent in the same words whether the id is unknown or can be none [CAT-06]', async () => {
    const unknown = await problem(`/products/${derivedId('prd', ['nothing'])}`);
    const impossible = await problem('/products/nonsense');
    expect(unknown).toMatchObject({ status: 404, code: 'not-found' });
    expect({ ...impossible, correlationId: '' }).toEqual({ ...unknown, correlationId: '' });
  });
});

test('categories are listed by department, those that have products [CAT-07]', async () => {
  const { items } = ListCategories.success.body.parse(await answered(shop.GET('/categories')));
  const seeded = seedProductLines.map(({ draft }) => `${draft.department}/${draft.category}`);
  expect(items.map(({ department }) => department)).toEqual([...DEPARTMENTS]);
  expect(
    new Set(items.flatMap(({ department, categories }) => categories.map((one) => `${department}/${one}`))),
  ).toEqual(new Set(seeded));
});

test('a card follows its stock when an event says that it changed, however often it is told [CAT-02, INV-02]', async () => {
  const sku = 'HERB-TROUGH';
  const bus = new EventBridgeClient(clientConfig(endpoint));
  const tables = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(endpoint)));
  const moveTo = async (available: number) => {
    await tables.send(
      new UpdateCommand({
        TableName: 'printverse-local-inventory',
        Key: { pk: `POOL#${sku}#0`, sk: 'META' },
        UpdateExpression: 'SET available = :units',
        ExpressionAttributeValues: { ':units': available },
      }),
    );
    const orderId = newId('ord');
    const detail = {
      id: newId('evt'),
      type: InventoryReserved.type,
      schemaVersion: 1,
      subject: orderId,
      sequence: 2,
      occurredAt: '2026-11-21T12:00:00.000Z',
      correlationId: newId('cor'),
      actor: 'system:test',
      data: { orderId, reservationId: newId('hld'), items: [{ sku, quantity: 1 }] },
    };
    const entry = {
      EventBusName: 'printverse-local',
      Source: 'printverse.inventory',
      DetailType: detail.type,
      Detail: JSON.stringify(detail),
    };
    await bus.send(new PutEventsCommand({ Entries: [entry, entry] }));
  };
  const shown = async () =>
    (await walk({ category: 'planters' })).find(({ slug }) => slug === 'herb-trough')?.availability;
  const becomes = (wanted: string) =>
    eventually(`the card says ${wanted}`, async () => ((await shown()) === wanted ? wanted : undefined));

  expect(await shown()).toBe('in-stock');
  await moveTo(0);
  await becomes('sold-out');
  await moveTo(2);
  await becomes('low');
  await moveTo(33);
  await becomes('in-stock');
});

test('staff put a product on sale, change its price and its slug, and withdraw it; customers see each of it [ADM-02, CAT-06, CAT-11]', async () => {
  const token = await signIn(outputs.apiUrl, users.staff);
  const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    sendAsWritten(outputs.apiUrl, method, path, { token, body, headers });
  const texts = {
    en: { name: 'Bell jar', description: 'A dome of clear resin.' },
    de: { name: 'Glasglocke', description: 'Eine Haube aus klarem Resin.' },
  };
  const draft = draftOf('bell-jar', {
    status: 'DRAFT',
    category: 'bell-jars',
    texts,
    variants: [variantOf('BELL-JAR', 3_000), variantOf('BELL-JAR-L', 4_000)],
  });
  const made = await ask('POST', '/admin/products', draft, { 'idempotency-key': newId('cor') });
  const { id, version } = AdminProduct.parse(made.body);
  const path = `/admin/products/${id}`;
  expect([made.status, made.headers.get('etag')]).toEqual([201, `"${version}"`]);
  expect((await get('/products/bell-jar')).status).toBe(404);
  await eventually('staff find the draft', async () => {
    const { items } = AdminListProducts.success.body.parse(
      (await ask('GET', '/admin/products?status=DRAFT&query=glasglocke')).body,
    );
    return items.length === 1 ? items : undefined;
  });

  const change = (ifMatch: string | undefined, body: object) =>
    ask('PATCH', path, body, ifMatch === undefined ? {} : { 'if-match': ifMatch });
  expect((await change(undefined, { status: 'ACTIVE' })).status).toBe(428);
  expect((await change('"9"', { status: 'ACTIVE' })).status).toBe(412);
  expect((await change('"1"', { status: 'ACTIVE' })).status).toBe(200);
  const german = await get('/products/bell-jar', { 'accept-language': 'de-CH, en;q=0.5' });
  expect(german.headers.get('vary')).toContain('Accept-Language');
  expect(await german.json()).toMatchObject({ product: { id, name: 'Glasglocke' }, availability: 'sold-out' });
  expect((await get('/products/bell-jar?locale=en', { 'accept-language': 'de' })).headers.get('vary')).toBe('Origin');
  const [listed] = await eventually(
    'the search to follow the product',
    async () => {
      const { items } = (await (await get('/products?category=bell-jars&locale=de')).json()) as {
        items: ProductCard[];
      };
      return items.length > 0 ? items : undefined;
    },
    60,
  );
  expect(listed).toMatchObject({ id, name: 'Glasglocke', price: { amount: 3_000 } });

  const cheaper = { slug: 'glass-bell', variants: [variantOf('BELL-JAR', 2_500)] };
  expect(AdminProduct.parse((await change('"2"', cheaper)).body).version).toBe(3);
  const { product } = ReadProduct.success.body.parse(await (await get('/products/bell-jar')).json());
  expect([product.slug, product.lowestPrice30d?.amount, product.variants.length]).toEqual(['glass-bell', 3_000, 1]);

  expect((await ask('DELETE', path, undefined, { 'if-match': '"3"' })).status).toBe(204);
  expect((await get('/products/glass-bell')).status).toBe(404);
  expect(AdminProduct.parse((await ask('GET', path)).body).status).toBe('WITHDRAWN');
});
