import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { nextManifest, SNAPSHOT_SCHEMA, swapManifest } from '../../../functions/catalog/search/snapshot-manifest.ts';
import { writeSnapshot } from '../../../functions/catalog/search/snapshot-writer.sqlite.ts';
import { root } from '../../support/rooms.ts';
import { snapshotBucket } from '../../support/snapshots.ts';
import { accounts } from '../../unit/identity/accounts.ts';
import { wordAt } from '../search/products.ts';
import { eventOf, SETTINGS } from '../start/cost-of-starts.ts';
import { openLoopbackAws } from '../start/loopback-aws.ts';
import { type Asked, fillShop } from './generated-shop.ts';
import { type LookUp, type MeteredCall, meterStore } from './meter.ts';

/** What one page costs in the tables, in integers but for the bytes of its answer. */
export interface PageCost {
  readonly page: string;
  /** To DynamoDB, without the look-ups. */
  readonly calls: number;
  readonly writes: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly bytesRead: number;
  readonly bytesAnswered: number;
  /** What is counted apart: the slug, the caller, the snapshot's manifest; each is one call. */
  readonly lookUps: readonly LookUp[];
}

interface Page {
  readonly page: string;
  readonly entry: 'catalog/http' | 'cart/http';
  readonly event: object;
}

/** Most calls that a page may make, and most writes among them. */
const MOST: Readonly<Record<string, { readonly calls: number; readonly writes: number }>> = {
  list: { calls: 1, writes: 0 },
  search: { calls: 1, writes: 0 },
  product: { calls: 1, writes: 0 },
  'product by its slug': { calls: 1, writes: 0 },
  "customer's cart": { calls: 2, writes: 0 },
  "guest's cart": { calls: 2, writes: 0 },
  "add to a customer's cart": { calls: 3, writes: 1 },
  "add to a guest's cart": { calls: 3, writes: 1 },
};

const GUEST_ID = 'q3Zt0m8ZkW1v5yJxR7bNcA';
/** A word that many descriptions have, so that a small shop fills a page with it too. */
const FREQUENT_WORD = wordAt('en', 1);

/** One letter left out: a search with an error in it. */
const mistyped = (word: string): string => word.slice(0, 2) + word.slice(3);

function pagesOf({ product, wanted }: Asked, token: string): Page[] {
  const get = (page: string, path: string, asked: Parameters<typeof eventOf>[2] = {}): Page => ({
    page,
    entry: 'catalog/http',
    event: eventOf('GET', path, asked),
  });
  const inCart = (page: string, method: string, path: string, asked: Parameters<typeof eventOf>[2]): Page => ({
    page,
    entry: 'cart/http',
    event: eventOf(method, path, asked),
  });
  const item = { productId: wanted.id, sku: wanted.variants[0]?.sku, quantity: 1 };
  const guest = { params: { guestId: GUEST_ID } };
  return [
    get('list', '/products', { query: { limit: '20' } }),
    get('search', '/products', { query: { search: mistyped(FREQUENT_WORD), limit: '20' } }),
    get('product', '/products/{productId}', { params: { productId: product.id } }),
    get('product by its slug', '/products/{productId}', { params: { productId: product.slug } }),
    inCart("customer's cart", 'GET', '/cart', { token }),
    inCart("guest's cart", 'GET', '/guest/cart/{guestId}', guest),
    inCart("add to a customer's cart", 'POST', '/cart/items', { token, body: item }),
    inCart("add to a guest's cart", 'POST', '/guest/cart/{guestId}/items', { ...guest, body: item }),
  ];
}

/**
 * Fills a shop with so many products and asks each page once, each of a function that has just started, through the real
 * entries and the SDK. In: the number of products, an empty folder, whether every page is asked or the search alone. Throws
 * when a page does not answer as it should.
 */
export async function pageCosts(products: number, folder: string, pages: 'all' | 'search'): Promise<PageCost[]> {
  const { store, create } = accounts();
  const { id: userId } = await create('ada@example.com', 'customer', 'correct horse battery');
  const owners = [
    { kind: 'user', userId },
    { kind: 'guest', guestId: GUEST_ID },
  ] as const;
  const { documents, ...asked } = await fillShop(store, { products, whole: pages === 'all', owners });
  const { files } = snapshotBucket();
  const local = join(folder, 'snapshot.sqlite');
  await mkdir(folder, { recursive: true });
  const written = writeSnapshot(documents, local);
  const sha256 = createHash('sha256').update(`${products}`).digest('hex');
  const manifest = nextManifest(undefined, { layout: SNAPSHOT_SCHEMA, sha256, ...written }, new Date(), 'measured');
  await files.put(manifest.key, local);
  await store.write(swapManifest('catalog', manifest, undefined));
  const aws = await openLoopbackAws(folder, store, files);
  const meter = meterStore(store);
  const before = { ...process.env };
  Object.assign(process.env, SETTINGS, aws.env);
  try {
    const costs: PageCost[] = [];
    for (const { page, entry, event } of pagesOf(asked, aws.token(userId))) {
      if (pages === 'search' && page !== 'search') continue;
      const { handler } = await startOf(entry, `${products}-${costs.length}`);
      meter.take();
      const { statusCode, body = '' } = await handler(event as APIGatewayProxyEventV2, CONTEXT);
      if (statusCode !== 200) throw new Error(`${page} answered ${statusCode}: ${body}`);
      costs.push(costOf(page, meter.take(), body));
    }
    return costs;
  } finally {
    process.env = before;
    meter.remove();
    aws.close();
  }
}

/** Time enough: a busy machine is slow to load the snapshot of 100,000 products, and time is not what is measured. */
const CONTEXT = {
  awsRequestId: 'req',
  functionName: 'bench',
  getRemainingTimeInMillis: () => 600_000,
} as unknown as Context;

type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** An entry as a function that has just started has it: with nothing kept from requests before. */
const startOf = (entry: Page['entry'], start: string): Promise<{ readonly handler: Handler }> =>
  import(`${pathToFileURL(join(root, 'functions', `${entry}.ts`)).href}?start=${start}`);

function costOf(page: string, metered: readonly MeteredCall[], body: string): PageCost {
  const calls = metered.filter(({ lookUp }) => lookUp === undefined);
  const sum = (what: 'readUnits' | 'writeUnits' | 'bytes') => calls.reduce((total, call) => total + call[what], 0);
  return {
    page,
    calls: calls.length,
    writes: calls.filter(({ writeUnits }) => writeUnits > 0).length,
    readUnits: sum('readUnits'),
    writeUnits: sum('writeUnits'),
    bytesRead: sum('bytes'),
    bytesAnswered: Buffer.byteLength(body),
    lookUps: metered.flatMap(({ lookUp }) => lookUp ?? []),
  };
}

const BYTES_APART = 0.05;
/** An answer has the counts beside the filters in it, which gain a digit with every ten times as many products: it is compared up to here. */
const ANSWERS_COMPARED = 10_000;

/** What is wrong with the costs of shops of several sizes: more calls than a page may make, integers that differ, bytes too far apart. */
export function faultsOf(shops: ReadonlyMap<number, readonly PageCost[]>): string[] {
  const [smallest = []] = shops.values();
  return [...shops].flatMap(([products, costs]) =>
    costs.flatMap((cost) => {
      const first = smallest.find(({ page }) => page === cost.page);
      const most = MOST[cost.page];
      if (!first || !most) return [`${cost.page} is compared with nothing`];
      const where = `${cost.page} at ${products} products`;
      const apart = (what: 'bytesRead' | 'bytesAnswered') =>
        Math.abs(cost[what] - first[what]) > BYTES_APART * first[what]
          ? [`${where}: ${what} ${cost[what]} instead of ${first[what]}`]
          : [];
      return [
        ...(cost.calls > most.calls ? [`${where}: ${cost.calls} calls, at most ${most.calls}`] : []),
        ...(cost.writes > most.writes ? [`${where}: ${cost.writes} writes, at most ${most.writes}`] : []),
        ...(['calls', 'writes', 'readUnits', 'writeUnits'] as const).flatMap((what) =>
          cost[what] === first[what] ? [] : [`${where}: ${what} ${cost[what]} instead of ${first[what]}`],
        ),
        ...apart('bytesRead'),
        ...(products <= ANSWERS_COMPARED ? apart('bytesAnswered') : []),
      ];
    }),
  );
}

/** As a table, one shop after the other. */
export const pageTable = (shops: ReadonlyMap<number, readonly PageCost[]>): string =>
  [
    '| products | page | calls | writes among them | read units | write units | bytes read | bytes answered | apart |',
    '|---|---|---|---|---|---|---|---|---|',
    ...[...shops].flatMap(([products, costs]) =>
      costs.map((cost) => {
        const { page, calls, writes, readUnits, writeUnits, bytesRead, bytesAnswered, lookUps } = cost;
        const figures = [calls, writes, readUnits, writeUnits, bytesRead, bytesAnswered].map((figure) =>
          figure.toLocaleString('en'),
        );
        return `| ${products.toLocaleString('en')} | ${page} | ${figures.join(' | ')} | ${lookUps.join(', ') || '-'} |`;
      }),
    ),
  ].join('\n');
