import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Route } from '../../../functions/shared/http/route.ts';
import { newId, type Prefix } from '../../../functions/shared/ids.ts';
import { type Answer, sendAsWritten, signIn } from '../../../tools/demo/client.ts';
import { byCookie, openBrowser } from '../../support/browser.ts';
import { contracts } from '../../support/contracts.ts';
import { eventually } from '../../support/eventually.ts';
import { mint } from '../../support/forged-tokens.ts';
import { poolOf } from '../../support/pool-keys.ts';
import { newService, type Signed } from '../../support/role-signature.ts';
import { type Announced, listen, type Probe } from '../events/probe.ts';
import {
  apiUrl,
  type Customer,
  endpoint,
  newCustomer,
  orderBody,
  outputs,
  stacks,
  users,
  wrapping,
} from '../orders/buying.ts';

const routes = (await contracts())
  .filter(({ context }) => context !== 'sandbox-gateway')
  .flatMap((contract) => contract.routes);
const named = ({ access }: Route) =>
  access.kind === 'customer' || access.kind === 'permission' || access.kind === 'optional';

/** The path of an operation with ids of nothing in it: of the kind that its contract asks for. */
const pathOf = ({ path, params }: Route) =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const schema = params && z.toJSONSchema(params, { io: 'input', unrepresentable: 'any' });
    const { pattern = '' } = (schema?.properties?.[name] ?? {}) as { pattern?: string };
    const prefix = /^\^\(?([a-z]{3})/.exec(pattern)?.[1];
    if (prefix) return newId(prefix as Prefix);
    if (name === 'sku') return 'NOTHING-1';
    if (name === 'version') return '99999999';
    if (name === 'machineId') return 'nothing';
    if (name === 'date') return '2026-12-03';
    throw new Error(`${path}: of what kind the ids of ${name} are is not known here`);
  });

let probe: Probe;
let grace: Customer;
let eve: Customer;
beforeAll(async () => {
  [probe, grace, eve] = await Promise.all([listen(), newCustomer(), newCustomer()]);
});
afterAll(() => probe?.close());

const agent = 'access test';
/** Asks as somebody who wants to be found again. */
async function asking(method: string, path: string, token: string) {
  const correlationId = newId('cor');
  const headers = { 'x-correlation-id': correlationId, 'user-agent': agent };
  const answer = await sendAsWritten(apiUrl, method, path, { token, headers });
  return { answer, correlationId };
}
const heard = async (correlationId: string): Promise<Announced | undefined> => (await probe.heard(correlationId, 1))[0];
const heardSoon = (correlationId: string): Promise<Announced | undefined> =>
  eventually(
    'the trail',
    async () => (await probe.everything()).find(({ event }) => event.correlationId === correlationId),
    5,
  ).catch(() => undefined);
const withoutId = ({ status, text }: Answer) => ({ status, text: text.replace(/"correlationId":"[^"]+"/, '') });

describe('every operation that asks who somebody is', () => {
  test('refuses a token of another kind behind the front door, and tells the trail from where it came [AUT-21, AUT-25]', async () => {
    const idToken = mint(poolOf(wrapping, outputs.userPoolId, grace.token), { token_use: 'id' });
    const asked = routes.filter(named);
    expect(asked.length).toBeGreaterThan(20);
    for (const route of asked) {
      const { operationId } = route;
      // Of strangers a function tells so many a minute, and other tests are strangers, too: what is not told now is asked again.
      const told = await eventually(
        `${operationId} to tell the trail`,
        async () => {
          const { answer, correlationId } = await asking(route.method, pathOf(route), idToken);
          expect([operationId, answer.status, answer.body.code]).toEqual([operationId, 401, 'invalid-token']);
          return heardSoon(correlationId);
        },
        75,
      );
      expect(told).toMatchObject({ type: 'auth.token.rejected', source: 'printverse.identity' });
      expect(told.event.data).toEqual({ operation: operationId, ip: expect.any(String), userAgent: agent });
    }
  }, 400_000);

  test('and what the role may refuses everybody else, and tells the trail whom [AUT-13, AUT-23, AUT-25]', async () => {
    const asked = routes.filter(({ access }) => access.kind === 'permission');
    expect(asked.length).toBeGreaterThan(5);
    for (const route of asked) {
      const { answer, correlationId } = await asking(route.method, pathOf(route), eve.token);
      const { operationId } = route;
      expect([operationId, answer.status, answer.body.code]).toEqual([operationId, 403, 'forbidden']);
      const told = await heard(correlationId);
      expect(told?.type).toBe('auth.permission.denied');
      expect(told?.event.data).toMatchObject({ userId: eve.id, operation: operationId, userAgent: agent });
    }
  });
});

describe('what is somebody else’s', () => {
  test('is told like what is not there, byte for byte, and the trail knows the difference [AUT-22, AUT-25, ORD-02]', async () => {
    const { order, payment } = await grace.buy(orderBody());
    const sessions = (await grace.ask('GET', '/me/sessions')).body.items as { id: string }[];
    for (const [method, operation, path, id] of [
      ['GET', 'getOrder', (id: string) => `/orders/${id}`, order.id],
      ['GET', 'getOrderTimeline', (id: string) => `/orders/${id}/timeline`, order.id],
      ['GET', 'getPayment', (id: string) => `/payments/${id}`, payment.paymentId],
      ['DELETE', 'endSession', (id: string) => `/me/sessions/${id}`, sessions[0]?.id ?? ''],
    ] as const) {
      const foreign = await asking(method, path(id), eve.token);
      const absent = await asking(method, path(newId(id.slice(0, 3) as Prefix)), eve.token);
      expect([operation, foreign.answer.status]).toEqual([operation, 404]);
      expect(withoutId(foreign.answer)).toEqual(withoutId(absent.answer));
      const told = await heard(foreign.correlationId);
      expect([operation, told?.type]).toEqual([operation, 'auth.access.unauthorized']);
      expect(told?.event.data).toMatchObject({ userId: eve.id, operation, userAgent: agent });
      const events = (await probe.everything()).filter(({ event }) => event.correlationId === absent.correlationId);
      expect(events).toEqual([]);
    }
    expect((await grace.ask('GET', '/me/sessions')).body.items).toHaveLength(sessions.length);
  });
});

describe('a page that is not ours', () => {
  test.each([
    ['names itself', { origin: 'https://evil.example' }],
    ['has no token', { 'x-csrf-token': '' }],
  ])(
    'and %s is refused in the name of a browser, and tells the trail from where it came [AUT-20, AUT-25]',
    async (_, headers) => {
      const { cookies } = await openBrowser(apiUrl, users.customer);
      // Of strangers a function tells so many a minute.
      const told = await eventually(
        'refresh to tell the trail',
        async () => {
          const correlationId = newId('cor');
          const sent = { ...headers, 'x-correlation-id': correlationId, 'user-agent': agent };
          const answer = await byCookie(apiUrl, '/auth/refresh', cookies, sent);
          expect([answer.status, answer.body.code]).toEqual([403, 'csrf']);
          return heardSoon(correlationId);
        },
        75,
      );
      expect(told).toMatchObject({ type: 'auth.access.unauthorized', source: 'printverse.identity' });
      expect(told.event.data).toEqual({ operation: 'refresh', ip: expect.any(String), userAgent: agent });
      expect((await byCookie(apiUrl, '/auth/refresh', cookies)).status).toBe(200);
    },
    100_000,
  );
});

describe('a service of ours', () => {
  test('learns what a token is worth, and nobody else does [AUT-12, AUT-13, AUT-24]', async () => {
    const staff = await signIn(apiUrl, users.staff);
    const ask = { token: staff, permissions: ['orders:read', 'users:manage'] };
    expect((await sendAsWritten(apiUrl, 'POST', '/auth/validate', { body: ask })).status).toBe(403);
    expect((await sendAsWritten(apiUrl, 'POST', '/auth/validate', { body: ask, token: staff })).status).toBe(403);

    const worth = async (signed: Signed, body: unknown): Promise<Answer> =>
      sendAsWritten(apiUrl, 'POST', '/auth/validate', await signed('/auth/validate', body));
    const shop = { endpoint, outputs, stacks };
    expect((await worth(await newService(shop, { allowed: false }), ask)).status).toBe(403);

    const service = await newService(shop);
    const partly = await worth(service, ask);
    expect(partly.status).toBe(200);
    expect(partly.body).toEqual({
      valid: false,
      userId: expect.stringMatching(/^usr_/),
      permissions: ['orders:read'],
      expiresAt: expect.stringMatching(/Z$/),
    });
    expect((await worth(service, { ...ask, permissions: ['orders:read'] })).body).toMatchObject({ valid: true });
    const worthless = await worth(service, { token: 'nothing.of.value' });
    expect(worthless.body).toEqual({ valid: false, userId: null, permissions: [], expiresAt: null });
  });
});
