import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { itemIdOf } from '../../functions/cart/cart.ts';
import { buildSnapshot } from '../../functions/catalog/search/build-snapshot.ts';
import { newImport, sheetJobs } from '../../functions/catalog/sheets/sheet-jobs.ts';
import { keeping } from '../../functions/contracts.ts';
import { identityReads } from '../../functions/identity/reads.ts';
import { createUser } from '../../functions/identity/sign-up/create-user.ts';
import { identityWrites } from '../../functions/identity/writes.ts';
import { changeDay } from '../../functions/inventory/capacity/day-writes.ts';
import { untouchedDay } from '../../functions/inventory/capacity/machine-day.ts';
import { uploadsIn } from '../../functions/media/uploads.ts';
import { quotesWrites } from '../../functions/quotes/writes.ts';
import type { Row } from '../../functions/shared/http/api.ts';
import type { Role } from '../../functions/shared/http/permissions.ts';
import { type Route, routeKeysOf } from '../../functions/shared/http/route.ts';
import { newId } from '../../functions/shared/ids.ts';
import { withInvocation } from '../../functions/shared/invocation.ts';
import { uploadsWrites as modelUploads } from '../../functions/uploads/writes.ts';
import { stages } from '../../lib/config.ts';
import { SEED_PRICE_RULES } from '../../local/seed/price-rules.ts';
import { DEMO_PRODUCT, seedProductId, seedProductLines } from '../../local/seed/products.ts';
import { seedPriceRules } from '../../local/seed-price-rules.ts';
import { seedProducts } from '../../local/seed-products.ts';
import { documentOfEverySpelling } from '../../tools/openapi.ts';
import { memoryLogins } from '../unit/identity/accounts.ts';
import { mint, type Pool } from './forged-tokens.ts';
import { root } from './rooms.ts';
import { memoryStore } from './simulation/memory-store.ts';
import { snapshotBucket, snapshotsIn } from './snapshots.ts';
import { measuredCube, takenModel } from './taken-model.ts';

/*
 * The one world that the matrices ask in: who there is, what is theirs, and a real request for every operation. A new
 * operation needs something here only where its contract's own examples do not make a request that is let in; the red
 * cell of the matrix says what.
 */

/** Every table of the shop. */
export const TABLES = Object.keys(keeping);

export const store = memoryStore();
/** Where its search lies. */
export const { files: snapshotFiles } = snapshotBucket();
export const logins = memoryLogins();
export const password = 'correct horse battery';
const API = 'https://shop.example';

const REGION = 'us-east-1';
const USER_POOL_ID = `${REGION}_Matrix001`;
const CLIENT_ID = 'matrix';

/** What the stage hands to the entries; names of tables and secrets are read off the variable. */
const SETTINGS: Readonly<Record<string, string>> = {
  USER_POOL_ID,
  USER_POOL_CLIENT_ID: CLIENT_ID,
  API_URL: API,
  SHOP_URL: API,
  OWN_ORIGINS: API,
  FORGOTTEN_SECONDS: '300',
  CURRENCY: stages.local.currency,
  ATTEMPTS: JSON.stringify(stages.local.attempts),
  CHECKOUT_SETTINGS: JSON.stringify({
    currency: stages.local.currency,
    taxRates: stages.local.taxRates,
    shippingRates: stages.local.shippingRates,
    returnOrigins: [],
    providers: stages.local.paymentProviders,
  }),
};

/** A variable of an entry. */
export const setting = (name: string): string => SETTINGS[name] ?? name.replace(/_TABLE$/, '').toLowerCase();

type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** Every route that an entry serves, by API Gateway's name of it, as the entries come up. */
export const served = new Map<string, { readonly route: Route; readonly handler: Handler }>();

/** Notes what an entry serves. */
export function serve(rows: readonly Row[], handler: Handler): void {
  for (const { route } of rows) for (const key of routeKeysOf(route)) served.set(key, { route, handler });
}

/** Brings up every entry that answers requests but for the gateway's, which is another service. */
export async function bringUpEntries(): Promise<void> {
  for await (const file of glob(join(root, 'functions/!(shared|sandbox-gateway)/{http,http-*,*.http}.ts'))) {
    await import(file);
  }
}

export type ActorName =
  | 'anonymous'
  | 'unverified'
  | 'customer'
  | 'other customer'
  | 'operator'
  | 'organizer'
  | 'staff'
  | 'admin'
  | 'disabled'
  | 'erased'
  | 'former staff'
  | 'new staff'
  | 'expired token'
  | 'ID token'
  | 'token of another client'
  | 'forged token'
  | 'service';

/** Somebody who asks, and what is theirs. */
export interface Actor {
  readonly name: ActorName;
  readonly user: Person | undefined;
  readonly token: string | undefined;
}

/** A user with one thing of each kind, by the parameter of a path that names it. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly things: ReadonlyMap<string, string>;
  /** Cookies of the session of a browser. */
  readonly cookies: { readonly session: string; readonly csrf: string };
}

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });
const now = Math.floor(Date.now() / 1000);
const pool: Pool = {
  key: privateKey,
  kid: 'matrix',
  claims: {
    iss: `https://cognito-idp.${REGION}.amazonaws.com/${USER_POOL_ID}`,
    token_use: 'access',
    client_id: CLIENT_ID,
    iat: now,
    exp: now + 900,
  },
};

/** Where verifiers fetch the pool's keys. */
export const keysAt = async (url: URL): Promise<object> => {
  if (!String(url).endsWith(`/${USER_POOL_ID}/.well-known/jwks.json`))
    throw new Error(`Nobody answers at ${String(url)}`);
  return { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: pool.kid, use: 'sig', alg: 'RS256' }] };
};

export interface Asked {
  readonly token?: string | undefined;
  readonly cookies?: { readonly session?: string; readonly csrf?: string } | undefined;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly ifMatch?: string;
  /** Signed by a role of a service. */
  readonly signed?: boolean;
}

export interface Answered {
  readonly status: number;
  readonly code: string | undefined;
  readonly body: any;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly cookies: readonly string[];
  /** The whole answer, to be compared. */
  readonly bytes: string;
}

/** One request as API Gateway hands it over, past its authorizer. */
export async function ask(key: string, asked: Asked, handler = served.get(key)?.handler): Promise<Answered> {
  if (!handler) throw new Error(`Nobody serves ${key}`);
  const [method = '', path = ''] = key.split(' ');
  const { session, csrf } = asked.cookies ?? {};
  const event = {
    version: '2.0',
    routeKey: key,
    rawPath: path.replaceAll(/\{(\w+)\+?\}/g, (_, name: string) => asked.params?.[name] ?? ''),
    rawQueryString: '',
    headers: {
      'x-correlation-id': 'cor_matrix',
      'idempotency-key': randomUUID(),
      'user-agent': 'matrix',
      ...(asked.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(asked.token === undefined ? {} : { authorization: `Bearer ${asked.token}` }),
      ...(asked.ifMatch === undefined ? {} : { 'if-match': asked.ifMatch }),
      ...(csrf === undefined ? {} : { 'x-csrf-token': csrf }),
    },
    ...(session === undefined ? {} : { cookies: [`__Host-refresh=${session}`] }),
    ...(asked.params ? { pathParameters: asked.params } : {}),
    ...(asked.query ? { queryStringParameters: asked.query } : {}),
    ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
    isBase64Encoded: false,
    requestContext: {
      requestId: 'req_matrix',
      http: { method, path, sourceIp: '192.0.2.1', protocol: 'HTTP/1.1', userAgent: 'matrix' },
      ...(asked.signed ? { authorizer: { iam: { userArn: 'arn:aws:sts::000000000000:assumed-role/service/1' } } } : {}),
    },
  } as unknown as APIGatewayProxyEventV2;
  const result = await handler(event, { getRemainingTimeInMillis: () => 10_000 } as Context);
  const json = String(result.headers?.['content-type'] ?? '').includes('json') && result.body;
  const body = json ? JSON.parse(String(result.body)) : undefined;
  return {
    status: result.statusCode ?? 200,
    code: body?.code,
    body,
    headers: result.headers ?? {},
    cookies: result.cookies ?? [],
    bytes: JSON.stringify(result),
  };
}

const inside = <T>(work: () => Promise<T>): Promise<T> =>
  withInvocation(
    {
      correlationId: 'cor_matrix',
      requestId: 'req_matrix',
      traceparent: undefined,
      causationId: undefined,
      actor: 'system:matrix',
      deadline: Number.MAX_SAFE_INTEGER,
    },
    work,
  );

const tokenOf = (userId: string, role: Role, claims: object = {}, key?: { key: typeof privateKey }): string =>
  mint(
    pool,
    {
      username: userId,
      sub: randomUUID(),
      origin_jti: randomUUID(),
      ...(role === 'customer' ? {} : { 'cognito:groups': [role] }),
      ...claims,
    },
    {},
    key,
  );

/** What an operation is asked with, by its operationId, where the examples of its contract would not be let in. */
interface RealRequest {
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string>>;
}

/** Of a guest who has something in the cart; it is nobody's own. */
const GUEST_ID = 'q3Zt0m8ZkW1v5yJxR7bNcA';

/** A picture, and an upload of which nothing has become yet. */
export const PICTURE = 'Zk3v9XbQ1mN7tR5yL2pWsA-800.webp';
const UPLOAD_ID = newId('img');
/** A model that was taken, which staff may download, and its picture. */
const FILE_KEY = newId('upl');
export const PREVIEW = 'Zk3v9XbQ1mN7tR5yL2pWsA.png';
/** A day of a machine that staff have changed once. */
const CHANGED_DAY = '2026-12-03';
/** What opens a quote that somebody shared. */
const SHARE_TOKEN = 'w3Zt0m8ZkW1v5yJxR7bNcA';
/** An import that waits for its file, and an export of products: staff's, and nobody's own. */
const IMPORT_ID = newId('imp');
const PRODUCT_EXPORT_ID = newId('exp');

const goods = { productId: DEMO_PRODUCT.id, sku: DEMO_PRODUCT.sku, quantity: 1 };
const address = { name: 'Grace', line1: 'Werkstrasse 1', city: 'Berlin', postalCode: '10115', country: 'DE' };
/** A second product, of which everybody has said something already. */
const REVIEWED = seedProductId('site-model');
const opinion = { rating: 4, text: 'Holds water.' };
const purchase = {
  items: [goods],
  shippingAddress: address,
  payment: { provider: 'sandbox', token: 'tok_visa' },
};

/** In: who asks, where somebody signed in does. */
const REQUESTS = (person: Asking | undefined): Readonly<Record<string, RealRequest>> => ({
  checkout: { body: purchase },
  previewCheckout: { body: { items: [goods], shippingAddress: address } },
  continuePayment: { query: { sig: 'wrong' } },
  transferCart: { body: { guestId: GUEST_ID } },
  addCartItem: { body: goods },
  addGuestCartItem: { body: goods },
  postReview: { body: { ...opinion, productId: DEMO_PRODUCT.id } },
  uploadImage: {
    body: {
      productId: DEMO_PRODUCT.id,
      alt: { en: 'A vase' },
      fileName: 'vase.png',
      contentType: 'image/png',
      size: 1_000,
      sha256: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
    },
  },
  getStockStatus: { query: { skus: 'NOTHING' } },
  adminCreatePriceRules: { body: { rules: SEED_PRICE_RULES } },
  adminTryPriceRules: { body: { uploadId: FILE_KEY, config: { material: 'pla', quantity: 1 } } },
  acceptQuote: { body: { shippingAddress: address, payment: purchase.payment } },
  ...(person?.things && {
    requestQuote: {
      body: { uploadId: person.things.get('quotedUploadId'), config: { material: 'pla', quantity: 1 } },
    },
  }),
  ...(person && {
    logIn: { body: { email: person.email, password } },
    changePassword: { body: { currentPassword: password, newPassword: 'another battery horse' } },
    changeEmail: { body: { password, email: 'grace@example.com' } },
    forgotPassword: { body: { email: person.email } },
  }),
});

type Asking = Pick<Person, 'email'> & Partial<Pick<Person, 'things'>>;

const { paths } = documentOfEverySpelling() as unknown as {
  readonly paths: Record<string, Record<string, { requestBody?: { content: Record<string, { example?: unknown }> } }>>;
};

/** A request that a route takes under one of its names: the world's own, else the example of its document. */
export function requestOf({ operationId, body }: Route, key: string, person?: Asking): RealRequest {
  const real = REQUESTS(person)[operationId] ?? {};
  if (real.body !== undefined || body === 'raw') return { ...real, body: real.body ?? {} };
  const [method = '', path = ''] = key.split(' ');
  const example = paths[path]?.[method.toLowerCase()]?.requestBody?.content['application/json']?.example;
  return { ...real, ...(example === undefined ? {} : { body: example }) };
}

/**
 * What somebody makes with the API's own routes, where those are there: by the parameter that names it, and its id in the
 * answer. A path that names a new kind of thing needs a line here, and one in `NOTHING`.
 */
const MADE = [
  { key: 'POST /checkout', body: purchase, ids: { orderId: 'order.id', paymentId: 'payment.paymentId' } },
  { key: 'POST /me/addresses', body: address, ids: { addressId: 'id' } },
  { key: 'POST /me/export', body: undefined, ids: { exportId: 'id' } },
  { key: 'POST /cart/items', body: goods, ids: {} },
  { key: 'GET /me/sessions', body: undefined, ids: { sessionId: 'items.0.id' } },
  { key: 'POST /reviews', body: { ...opinion, productId: REVIEWED }, ids: { reviewId: 'id' } },
  {
    key: 'POST /uploads',
    body: { fileName: 'bracket.stl', contentType: 'model/stl', size: 84, sha256: `${'A'.repeat(43)}=` },
    ids: { modelUploadId: 'uploadId' },
  },
] as const;

const at = (value: any, path: string): any => path.split('.').reduce((inner, part) => inner?.[part], value);

const identity = { reads: identityReads('identity'), writes: identityWrites('identity') };
const create = createUser({ store, identity, logins, clock: { now: () => new Date() } });

async function newPerson(role: Role): Promise<Person & { readonly token: string }> {
  const email = `${randomUUID()}@example.com`;
  const { id } = await inside(() => create({ email, name: 'Grace', locale: 'en' }, { role, password }));
  const token = tokenOf(id, role);
  const login = await ask('POST /auth/login', { body: { email, password } });
  if (login.status !== 200) throw new Error(`A login answered ${login.bytes}`);
  const cookie = (name: string) =>
    login.cookies.map((line) => new RegExp(`^${name}=([^;]*)`).exec(line)?.[1]).find(Boolean) ?? '';
  const things = new Map([['userId', id]]);
  for (const { key, body, ids } of MADE) {
    if (!served.has(key)) continue;
    const made = await ask(key, { token, body });
    if (made.status >= 300) throw new Error(`${key} answered ${made.bytes}`);
    for (const [name, where] of Object.entries(ids)) things.set(name, String(at(made.body, where)));
  }
  await quoted(id, token, things);
  return { id, email, things, token, cookies: { session: cookie('__Host-refresh'), csrf: cookie('__Host-csrf') } };
}

/** A quote of somebody's model, where quotes are there. */
async function quoted(ownerId: string, token: string, things: Map<string, string>): Promise<void> {
  if (!served.has('POST /quotes')) return;
  const model = takenModel(newId('upl'), { ownerId, analysis: measuredCube });
  const [opened] = modelUploads('uploads').open(model, undefined, { ownerId, files: 1, bytes: 84, version: 1 });
  if (opened) await store.write(opened);
  const body = { uploadId: model.id, config: { material: 'pla', quantity: 1 } };
  const made = await ask('POST /quotes', { token, body });
  if (made.status !== 201) throw new Error(`A quote answered ${made.bytes}`);
  things.set('quotedUploadId', model.id).set('quoteId', String(made.body.id));
}

/** Writes to a user as another request would have. */
const becomes = async (userId: string, change: { role?: Role; disabled?: boolean; verified?: boolean }) => {
  const [user] = await store.readTogether([identity.reads.user(userId)]);
  if (!user) throw new Error(`No user ${userId}`);
  await store.write(identity.writes.change(user, new Date(), change));
};

/** Something on the shelves, everybody with one thing of each kind, and the owner of what is nobody else's. */
export async function people(): Promise<{ readonly actors: readonly Actor[]; readonly owner: Person }> {
  const lines = seedProductLines.filter(({ draft }) => [DEMO_PRODUCT.id, REVIEWED].includes(seedProductId(draft.slug)));
  await inside(() => seedProducts({ store, catalogTable: 'catalog', inventoryTable: 'inventory', lines }));
  await seedPriceRules(store, 'quotes');
  const filled = await ask('POST /guest/cart/{guestId}/items', { params: { guestId: GUEST_ID }, body: goods });
  if (filled.status !== 200) throw new Error(`A guest's cart answered ${filled.bytes}`);
  await buildSnapshot(snapshotsIn(store, snapshotFiles))();
  await store.write(
    uploadsIn('media').open({
      id: UPLOAD_ID,
      productId: DEMO_PRODUCT.id,
      alt: { en: 'A vase' },
      fileName: 'vase.png',
      contentType: 'image/png',
      size: 1,
      status: 'PENDING',
      createdAt: new Date().toISOString(),
      version: 1,
    }),
  );
  await store.commit(
    modelUploads('uploads').open(takenModel(FILE_KEY, { analysis: measuredCube }), undefined, {
      ownerId: 'usr',
      files: 1,
      bytes: 84,
      version: 1,
    }),
  );
  const jobs = sheetJobs('catalog');
  const at = new Date();
  await store.write(jobs.openImport(newImport(IMPORT_ID, 'autumn.csv', 'system:matrix', at)));
  const asked = { id: PRODUCT_EXPORT_ID, ready: true, createdAt: at.toISOString(), version: 1 };
  await inside(() => store.commit(jobs.openExport(asked, at)));
  const [machine] = SEED_PRICE_RULES.machines;
  if (!machine) throw new Error('The price rules have no machine');
  const untouched = untouchedDay(machine, CHANGED_DAY);
  const open = { ...untouched, reason: 'Counted', revision: 1, version: 1 };
  await inside(() => store.commit(changeDay('inventory', untouched, open, at)));
  const owner = await newPerson('customer');
  const shared = { quoteId: owner.things.get('quoteId') ?? '', expiresAt: '2999-01-01T00:00:00.000Z' };
  await store.write(quotesWrites('quotes').share(SHARE_TOKEN, shared));
  const as = (name: ActorName, user?: Person, token?: string): Actor => ({ name, user, token });
  const signedIn = async (name: ActorName, role: Role) => {
    const user = await newPerson(role);
    return as(name, user, user.token);
  };
  const actors = [
    as('anonymous'),
    as('service'),
    await signedIn('customer', 'customer'),
    await signedIn('other customer', 'customer'),
    await signedIn('operator', 'operator'),
    await signedIn('organizer', 'organizer'),
    await signedIn('staff', 'staff'),
    await signedIn('admin', 'admin'),
  ];
  const changed = async (name: ActorName, role: Role, change: Parameters<typeof becomes>[1]) => {
    const actor = await signedIn(name, role);
    await becomes(actor.user?.id ?? '', change);
    return actor;
  };
  const customer = actors.find(({ name }) => name === 'customer')?.user;
  const wrong = (name: ActorName, claims: object, key?: { key: typeof privateKey }) =>
    as(name, customer, tokenOf(customer?.id ?? '', 'admin', claims, key));
  return {
    owner,
    actors: [
      ...actors,
      await changed('disabled', 'customer', { disabled: true }),
      await erased(await signedIn('erased', 'customer')),
      await changed('former staff', 'staff', { role: 'customer' }),
      await changed('new staff', 'customer', { role: 'staff' }),
      await unverified(),
      wrong('expired token', { exp: now - 1, iat: now - 901 }),
      wrong('ID token', { token_use: 'id', aud: CLIENT_ID }),
      wrong('token of another client', { client_id: 'another' }),
      wrong('forged token', {}, { key: foreign.privateKey }),
    ],
  };
}

/** Who has left a moment ago, with a token that has not expired. */
async function erased(actor: Actor): Promise<Actor> {
  const { status } = await ask('DELETE /me', { token: actor.token });
  if (status !== 204) throw new Error(`An erasure answered ${status}`);
  return actor;
}

/** Who has not confirmed the address gets no token: whatever the login says is all there is. */
async function unverified(): Promise<Actor> {
  const email = `${randomUUID()}@example.com`;
  await ask('POST /auth/register', { body: { email, password, name: 'Grace' } });
  const login = await ask('POST /auth/login', { body: { email, password } });
  if (login.code !== 'email-not-verified') throw new Error(`An unconfirmed address signs in: ${login.bytes}`);
  return { name: 'unverified', user: undefined, token: login.body.token };
}

/** Ids of nothing. */
export const NOTHING: ReadonlyMap<string, string> = new Map([
  ['userId', newId('usr')],
  ['orderId', newId('ord')],
  ['paymentId', newId('pay')],
  ['addressId', newId('adr')],
  ['exportId', newId('exp')],
  ['sessionId', newId('ses')],
  ['reviewId', newId('rev')],
  ['modelUploadId', newId('upl')],
  ['quoteId', newId('quo')],
]);

/** What everybody may name, and is nobody's own. */
export const PUBLIC_THINGS: ReadonlyMap<string, string> = new Map([
  ['productId', DEMO_PRODUCT.id],
  ['sku', DEMO_PRODUCT.sku],
  ['provider', 'sandbox'],
  ['carrier', 'simulated'],
  ['guestId', GUEST_ID],
  ['itemId', itemIdOf(goods)],
  ['asset', 'swagger-ui.css'],
  ['file', PICTURE],
  ['preview', PREVIEW],
  ['fileKey', FILE_KEY],
  ['token', SHARE_TOKEN],
  ['version', '1'],
  ['machineId', 'fdm-250'],
  ['date', CHANGED_DAY],
  ['uploadId', UPLOAD_ID],
  ['importId', IMPORT_ID],
  ['productExportId', PRODUCT_EXPORT_ID],
]);
