import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { api, on } from '../../../functions/shared/http/api.ts';
import { queryFlag, queryNumber } from '../../../functions/shared/http/query.ts';
import {
  type Access,
  defineRoute,
  everyone,
  optional,
  pageQuery,
  signed,
} from '../../../functions/shared/http/route.ts';
import { send } from '../../support/pipeline.ts';

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

const route = {
  operationId: 'told',
  method: 'GET',
  path: '/told',
  access: everyone as Access,
  tag: 'Test',
  summary: 'Says what it was asked',
  query: z.strictObject({
    ...pageQuery,
    skip: queryNumber(0, 1_000).optional(),
    inStock: queryFlag().optional(),
    text: z.string().optional(),
  }),
  success: { status: 200, description: 'What was understood', body: z.unknown() },
  problems: [],
} as const;

const answering = (changed: object) => {
  const asked = defineRoute({ ...route, ...changed });
  const nobody = { verify: () => Promise.reject(new Error('Nobody asks')) };
  const ports = { tokens: nobody, users: { current: async () => undefined }, trail: { refused: async () => {} } };
  return api([on(asked, async ({ query }) => ({ query }))], ports);
};
interface Changed {
  readonly method?: string;
  readonly access?: Access;
  readonly query?: undefined;
}
const ask = async (query: Readonly<Record<string, string>>, changed: Changed = {}) => {
  const { method = 'GET' } = changed;
  const { status, text, body } = await send(answering(changed), `${method} /told`, { query });
  return status === 200 ? (JSON.parse(text) as { query: unknown }).query : [status, body?.code];
};
const REFUSED = [400, 'invalid-request'];

describe('a number in a query', () => {
  test.each([
    ['7', 7],
    ['0', 0],
    ['007', 7],
    ['1000', 1_000],
  ])('is decimal digits: %s is taken [BFF-03]', async (skip, taken) => {
    expect(await ask({ skip })).toEqual({ limit: 20, skip: taken });
  });

  test.each([
    '1e2',
    '0x10',
    '0b1',
    ' 7',
    '7 ',
    '+7',
    '-1',
    '7.0',
    '1_0',
    '7,8',
    '\u0667',
    'Infinity',
    '1001',
    '9'.repeat(400),
  ])('is decimal digits: %s is refused [BFF-03]', async (skip) => {
    expect(await ask({ skip })).toEqual(REFUSED);
  });
});

test.each([
  ['true', { limit: 20, inStock: true }],
  ['false', { limit: 20, inStock: false }],
  ['1', REFUSED],
  ['TRUE', REFUSED],
  ['yes', REFUSED],
])('a flag in a query is true or false: %s [BFF-03]', async (inStock, expected) => {
  expect(await ask({ inStock })).toEqual(expected);
});

test('a parameter that is empty counts as absent, whatever it is [BFF-03]', async () => {
  expect(await ask({ skip: '', inStock: '', limit: '', text: '', cursor: '' })).toEqual({ limit: 20 });
  expect(await ask({ unknown: '' }, { access: signed })).toEqual({ limit: 20 });
});

describe('a parameter that the contract does not name', () => {
  const campaign = { utm_source: 'mail', fbclid: 'x', constructor: 'y', limit: '5' };

  test.each([
    ['public', everyone],
    ['public and more for staff', optional],
  ])('is ignored where a link leads: by a GET that is %s [BFF-03]', async (_, access) => {
    expect(await ask(campaign, { access })).toEqual({ limit: 5 });
    expect(await ask({ utm_source: 'mail' }, { access, query: undefined })).toBeUndefined();
  });

  test.each([
    ['a public change', { method: 'POST' }],
    ['a signed call', { access: signed }],
  ])('is refused elsewhere, by %s, whether the contract has a query or none [BFF-03]', async (_, changed) => {
    expect(await ask(campaign, changed)).toEqual(REFUSED);
    expect(await ask({ utm_source: 'mail' }, { ...changed, query: undefined })).toEqual(REFUSED);
  });
});
