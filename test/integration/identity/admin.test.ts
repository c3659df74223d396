import type { paths } from '@printverse/client/api.d.ts';
import { signedIn } from '@printverse/client/program-client.ts';
import { answered, type ShopClient } from '@printverse/client/shop-client.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AdminListUsers, AdminUser } from '../../../functions/identity/people/contract.ts';
import { newId } from '../../../functions/shared/ids.ts';
import { sendAsWritten, signIn } from '../../../tools/demo/client.ts';
import { listen, type Probe } from '../events/probe.ts';
import { apiUrl, newCustomer, newUser, orderBody, users } from '../orders/buying.ts';

type Change = paths['/admin/users/{userId}']['patch']['requestBody']['content']['application/json'];

let admin: ShopClient;
let adminId: string;
let probe: Probe;
beforeAll(async () => {
  [admin, probe] = await Promise.all([signedIn(apiUrl, users.admin), listen()]);
  adminId = (await answered(admin.GET('/me'))).id;
});
afterAll(() => probe?.close());

const one = (userId: string) => ({ params: { path: { userId } } });
const change = (userId: string, body: Change, headers: Record<string, string> = {}) =>
  admin.PATCH('/admin/users/{userId}', { ...one(userId), body, headers });
/** A request by the admin that is wrong on purpose, or follows a link. */
const ask = (method: string, path: string, options: { body?: unknown; headers?: Record<string, string> } = {}) =>
  sendAsWritten(apiUrl, method, path, { token: admin.accessToken(), ...options });
const groupsIn = (token: string): string[] =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())['cognito:groups'] ?? [];

describe('users', () => {
  test('are listed newest first, each once, and found by address, name and role [ADM-01]', async () => {
    const made = [await newUser('customer'), await newUser('organizer'), await newUser('operator')] as const;
    const walk = async (filter: string): Promise<AdminUser[]> => {
      const seen: AdminUser[] = [];
      for (let path: string | undefined = `/admin/users?limit=5${filter}`; path !== undefined; ) {
        const answer = await ask('GET', path);
        seen.push(...AdminListUsers.success.body.parse(answer.body).items);
        path = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
      }
      return seen;
    };
    const everybody = await walk('');
    const ids = everybody.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(made.map(({ id }) => id)));
    const times = everybody.map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted().reverse());

    const [customer, organizer, operator] = made;
    const emails = async (filter: string) => (await walk(filter)).map(({ email }) => email);
    expect(await emails(`&query=${customer.login.email.toUpperCase()}`)).toEqual([customer.login.email]);
    expect(await emails(`&query=${organizer.login.email.slice(3, 14)}`)).toEqual([organizer.login.email]);
    const operators = await walk('&role=operator');
    expect(operators.map(({ email }) => email)).toContain(operator.login.email);
    expect(new Set(operators.map(({ role }) => role))).toEqual(new Set(['operator']));
  });

  test('are paged by a cursor that serves its own search alone, and read with their version [ADM-01]', async () => {
    const page = await answered(admin.GET('/admin/users', { params: { query: { limit: 1 } } }));
    const altered = await ask('GET', `/admin/users?limit=1&role=staff&cursor=${page.nextCursor}`);
    expect([altered.status, altered.body.code]).toEqual([400, 'invalid-cursor']);
    const { id } = await newUser('customer');
    const { data, response } = await admin.GET('/admin/users/{userId}', one(id));
    expect(AdminUser.parse(data)).toMatchObject({ id, role: 'customer', disabled: false, version: 1 });
    const etag = response.headers.get('etag') ?? '';
    expect(etag).toBe('"1"');
    expect((await ask('GET', `/admin/users/${id}`, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await ask('GET', `/admin/users/${newId('usr')}`)).status).toBe(404);
  });
});

describe('a role', () => {
  test('that is given opens with the next login, and one that is taken away is gone at once [ADM-01, AUT-13, AUT-21, AUT-23]', async () => {
    const grace = await newUser('customer');
    const asStaff = async (token: string) => (await sendAsWritten(apiUrl, 'GET', '/admin/orders', { token })).status;
    const first = await signIn(apiUrl, grace.login);
    expect(await asStaff(first)).toBe(403);

    const correlationId = newId('cor');
    const given = await change(grace.id, { role: 'staff' }, { 'if-match': '"1"', 'x-correlation-id': correlationId });
    expect([given.response.status, given.data?.role, given.response.headers.get('etag')]).toEqual([
      200,
      'staff',
      '"2"',
    ]);
    const [heard] = await probe.heard(correlationId, 1);
    expect(heard).toMatchObject({ type: 'user.changed', source: 'printverse.identity' });
    expect(heard?.event).toMatchObject({
      actor: adminId,
      data: { userId: grace.id, role: 'staff', disabled: false },
    });
    expect(await asStaff(first)).toBe(403);

    const token = await signIn(apiUrl, grace.login);
    expect(groupsIn(token)).toEqual(['staff']);
    expect(await asStaff(token)).toBe(200);

    const stale = answered(change(grace.id, { role: 'customer' }, { 'if-match': '"1"' }));
    await expect(stale).rejects.toMatchObject({ status: 412, code: 'changed-meanwhile' });
    await answered(change(grace.id, { role: 'organizer' }));
    expect(await asStaff(token)).toBe(403);
    expect(groupsIn(await signIn(apiUrl, grace.login))).toEqual(['organizer']);
    await answered(change(grace.id, { role: 'customer' }));
    expect(groupsIn(await signIn(apiUrl, grace.login))).toEqual([]);
  });

  test('that two admins take from each other at once is gone from one of them [ADM-01, AUT-23]', async () => {
    const pair = [await newUser('admin'), await newUser('admin')] as const;
    const tokens = await Promise.all(pair.map(({ login }) => signIn(apiUrl, login)));
    const demote = (index: number, path: string) =>
      sendAsWritten(apiUrl, 'PATCH', path, { token: tokens[index], body: { role: 'staff' } });
    const answers = await Promise.all([
      demote(0, `/admin/users/${pair[1].id}`),
      demote(1, `/admin/users/${pair[0].id}`),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 403]));
    const left = await Promise.all(
      pair.map(async ({ id }) => (await answered(admin.GET('/admin/users/{userId}', one(id)))).role),
    );
    expect(new Set(left)).toEqual(new Set(['admin', 'staff']));
    const groups = await Promise.all(pair.map(async ({ login }) => groupsIn(await signIn(apiUrl, login))));
    expect(groups).toEqual(left.map((role) => [role]));
  });

  test('is given by admins alone, to others alone, and once [ADM-01, AUT-23]', async () => {
    const grace = await newUser('staff');
    for (const role of ['staff', 'customer', 'operator', 'organizer'] as const) {
      const token = await signIn(apiUrl, users[role]);
      const body = { role: 'customer' };
      const refused = await sendAsWritten(apiUrl, 'PATCH', `/admin/users/${adminId}`, { token, body });
      expect([role, refused.status, refused.body.code]).toEqual([role, 403, 'forbidden']);
    }
    for (const body of [{ role: 'staff' as const }, { disabled: true }]) {
      await expect(answered(change(adminId, body))).rejects.toMatchObject({ status: 409, code: 'own-account' });
    }
    const erased = await ask('DELETE', '/me');
    expect([erased.status, erased.body.code]).toEqual([409, 'own-account']);
    for (const body of [{ role: 'king' }, { email: 'eve@example.com' }, { version: 9 }]) {
      expect((await ask('PATCH', `/admin/users/${grace.id}`, { body })).status).toBe(400);
    }
    expect(await answered(change(grace.id, { role: 'staff', disabled: false }))).toMatchObject({ version: 1 });
  });
});

describe('an account that is shut', () => {
  test('buys nothing, reads no profile and lets nobody in, at once; opened again it has no old logins [ADM-01, AUT-21, AUT-22]', async () => {
    const grace = await newCustomer();
    expect(await answered(change(grace.id, { disabled: true }))).toMatchObject({ disabled: true });
    const bought = await grace.checkOut(orderBody());
    expect([bought.status, bought.body.code]).toEqual([401, 'invalid-token']);
    const read = await grace.ask('GET', '/me');
    expect([read.status, read.body.code]).toEqual([401, 'invalid-token']);
    await expect(grace.shop.refresh()).rejects.toMatchObject({ code: 'not-signed-in' });
    await expect(signIn(apiUrl, grace.login)).rejects.toMatchObject({ code: 'invalid-credentials' });

    await answered(change(grace.id, { disabled: false }));
    await expect(grace.shop.refresh()).rejects.toMatchObject({ code: 'not-signed-in' });
    await signIn(apiUrl, grace.login);
  });
});
