import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import { stages } from '../../../lib/config.ts';
import { buildFunctions, bundling } from '../../../tools/build.ts';
import { catalogInMemory, draftOf, idOf } from '../../support/catalog.ts';
import { makeTestFolder } from '../../support/test-folder.ts';
import { accounts } from '../../unit/identity/accounts.ts';
import { openLoopbackAws } from './loopback-aws.ts';

const ROUNDS = 12;
const STACK = 'the stack that everybody writes';

/** CPU in milliseconds of a fresh process: until the bundle is imported, and until it has answered its first request. */
export interface Start {
  readonly name: string;
  readonly kilobytes: number;
  readonly import: number;
  readonly all: number;
  /** The median over the rounds of what it costs beside the stack of the same round: on a busy machine steadier than the least. */
  readonly besideStack: number;
}

/**
 * What starting costs: of functions of ours, of the stack that everybody writes, bundled alike, and of a handler that does nothing. The
 * least of twelve processes each, in turns, so that whatever else the machine does meets all of them.
 */
export async function costOfStarts(): Promise<Start[]> {
  const { folder, remove } = await makeTestFolder('start');
  const { store, productId, userId } = await stockedShop();
  const aws = await openLoopbackAws(folder, store);
  try {
    const others = join(folder, 'handlers');
    const ours = join(folder, 'functions');
    const measured = ['catalog/http', 'orders/http-checkout'];
    await buildFunctions({ outdir: ours, only: ({ context, entry }) => measured.includes(`${context}/${entry}`) });
    await build({
      ...bundling,
      entryPoints: ['bare', 'everybody'].map((name) => ({
        in: join(import.meta.dirname, 'handlers', name, 'http.ts'),
        out: `${name}/http/index`,
      })),
      outdir: others,
    });
    const listing = { status: 200, event: eventOf('GET', '/products', { query: { department: 'home', limit: '20' } }) };
    const checkout = {
      status: 201,
      event: eventOf('POST', '/checkout', { token: aws.token(userId), body: checkoutOf(productId) }),
    };
    const candidates = [
      { name: 'a bare handler', file: join(others, 'bare/http'), ...listing },
      { name: STACK, file: join(others, 'everybody/http'), ...listing },
      { name: 'catalog/http, a listing', file: join(ours, 'catalog/http'), ...listing },
      { name: 'orders/http-checkout, a checkout', file: join(ours, 'orders/http-checkout'), ...checkout },
    ];
    const rounds: Map<string, Omit<Start, 'name' | 'kilobytes' | 'besideStack'>>[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const costs: (typeof rounds)[number] = new Map();
      for (const { name, file, event, status } of candidates) {
        costs.set(name, await start(join(file, 'index.mjs'), event, status, aws.env));
      }
      rounds.push(costs);
    }
    return await Promise.all(
      candidates.map(async ({ name, file }) => {
        const each = (what: 'import' | 'all', candidate = name) =>
          rounds.map((costs) => costs.get(candidate)?.[what] ?? Number.NaN);
        const stack = each('all', STACK);
        const besideStack = each('all').map((cost, round) => cost / (stack[round] ?? Number.NaN));
        return {
          name,
          kilobytes: (await stat(join(file, 'index.mjs'))).size / 1000,
          import: Math.min(...each('import')),
          all: Math.min(...each('all')),
          besideStack: besideStack.toSorted((a, b) => a - b)[ROUNDS / 2] ?? Number.NaN,
        };
      }),
    );
  } finally {
    aws.close();
    await remove();
  }
}

/** As a table, beside the stack that everybody writes. */
export function startTable(starts: readonly Start[]): string {
  const stack = starts.find(({ name }) => name === STACK)?.all ?? Number.NaN;
  return [
    '| | KB | CPU ms, imported | CPU ms, first request answered | beside the stack, least | beside the stack, median of the rounds |',
    '|---|---|---|---|---|---|',
    ...starts.map(
      ({ name, kilobytes, import: imported, all, besideStack }) =>
        `| ${name} | ${kilobytes.toFixed(0)} | ${imported.toFixed(0)} | ${all.toFixed(0)} | ${(all / stack).toFixed(2)} | ${besideStack.toFixed(2)} |`,
    ),
  ].join('\n');
}

async function start(file: string, event: object, status: number, env: Readonly<Record<string, string>>) {
  const probe = join(import.meta.dirname, 'first-request.js');
  const child = spawn(process.execPath, ['--no-warnings', probe, file, JSON.stringify(event), String(status)], {
    env: { ...env, ...SETTINGS },
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const [told, [code]] = await Promise.all([text(child.stdio[3] as never), once(child, 'exit')]);
  if (code !== 0) throw new Error(`${file} did not answer`);
  return JSON.parse(told) as { readonly import: number; readonly all: number };
}

/** What the stage hands to the entries. */
export const SETTINGS = {
  STAGE: 'local',
  POWERTOOLS_SERVICE_NAME: 'start',
  POWERTOOLS_METRICS_NAMESPACE: 'PrintVerse',
  CATALOG_TABLE: 'catalog',
  INVENTORY_TABLE: 'inventory',
  REVIEWS_TABLE: 'reviews',
  IDENTITY_TABLE: 'identity',
  CART_TABLE: 'cart',
  ORDERS_TABLE: 'orders',
  PAYMENTS_TABLE: 'payments',
  QUOTES_TABLE: 'quotes',
  UPLOADS_TABLE: 'uploads',
  SEARCH_BUCKET: 'search',
  CURSORS_SECRET: 'cursors',
  WEB_URL: 'http://localhost:5173',
  PAYMENT_LINKS_SECRET: 'payment-links',
  API_URL: 'https://shop.example',
  CURRENCY: stages.local.currency,
  CHECKOUT_SETTINGS: JSON.stringify({
    currency: stages.local.currency,
    taxRates: stages.local.taxRates,
    shippingRates: stages.local.shippingRates,
    returnOrigins: [],
    providers: stages.local.paymentProviders,
  }),
};

/** Tables with three products and a customer. */
async function stockedShop() {
  const { store, create } = accounts();
  const { save, open } = catalogInMemory(store);
  for (const slug of ['bowl', 'jug', 'vase']) {
    await open(slug.toUpperCase(), 100);
    await save(idOf(slug), draftOf(slug));
  }
  const { id: userId } = await create('ada@example.com', 'customer', 'correct horse battery');
  return { store, productId: idOf('vase'), userId };
}

const address = { name: 'Ada', line1: 'Street 1', city: 'Berlin', postalCode: '10115', country: 'DE' };
const checkoutOf = (productId: string) => ({
  items: [{ productId, quantity: 1 }],
  shippingAddress: address,
  payment: { provider: 'sandbox', token: 'tok_visa' },
});

/** A request as API Gateway hands it over. In: the method, the path as its route names it. */
export const eventOf = (
  method: string,
  path: string,
  {
    params = {},
    query,
    body,
    token,
  }: {
    readonly params?: Readonly<Record<string, string>>;
    readonly query?: object;
    readonly body?: object;
    readonly token?: string;
  },
) => ({
  version: '2.0',
  routeKey: `${method} ${path}`,
  rawPath: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? ''),
  pathParameters: params,
  rawQueryString: '',
  headers: {
    'user-agent': 'start',
    'idempotency-key': 'one-and-only-key',
    ...(body ? { 'content-type': 'application/json' } : {}),
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  },
  ...(query ? { queryStringParameters: query } : {}),
  ...(body ? { body: JSON.stringify(body) } : {}),
  isBase64Encoded: false,
  requestContext: { requestId: 'req', http: { method, path, sourceIp: '192.0.2.1', protocol: 'HTTP/1.1' } },
});
