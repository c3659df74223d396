import { describe, expect, test, vi } from 'vitest';
import { belongings } from '../../../functions/identity/belongings.dynamodb.ts';
import { eraseMe } from '../../../functions/identity/erase-me.ts';
import { readExport, requestExport } from '../../../functions/identity/export-data.ts';
import type { ExportFile } from '../../../functions/identity/export-files.ts';
import { forgetUser } from '../../../functions/identity/forget-user.ts';
import { changeEmail } from '../../../functions/identity/people/change-email.ts';
import type { PersonalData } from '../../../functions/identity/personal-data.ts';
import { writeExport } from '../../../functions/identity/write-export.ts';
import { mailsOf } from '../../../functions/notifications/reads.ts';
import { customersOrders } from '../../../functions/orders/lists.ts';
import { paymentsReads } from '../../../functions/payments/reads.ts';
import { addSeconds } from '../../../functions/shared/clock.ts';
import { NotFound } from '../../../functions/shared/domain-error.ts';
import { InvalidToken } from '../../../functions/shared/http/tokens.ts';
import { invocation, withInvocation } from '../../../functions/shared/invocation.ts';
import { shippingReads } from '../../../functions/shipping/reads.ts';
import { accounts } from './accounts.ts';

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

const email = 'ada@example.com';
const password = 'correct horse battery';

/** A person with sessions, who may ask for their data and leave. */
async function withAda() {
  const shop = accounts();
  const { id } = await shop.create(email, 'customer', password);
  const bucket = new Map<string, string>();
  const keyOf = ({ userId, exportId }: ExportFile) => `${userId}/${exportId}`;
  const files = {
    put: async (file: ExportFile, json: string) => void bucket.set(keyOf(file), json),
    remove: async (file: ExportFile) => void bucket.delete(keyOf(file)),
    link: async (file: ExportFile) => `https://files.example.com/${keyOf(file)}`,
  };
  const { store, identity } = shop.ports;
  const ports = { ...shop.ports, files, belongings: belongings(store, 'identity') };
  const sources = {
    store,
    identity: { reads: identity.reads, belongings: ports.belongings },
    orders: customersOrders(store, 'orders'),
    payments: paymentsReads('payments'),
    shipping: shippingReads('shipping'),
    mails: mailsOf(store, 'notifications'),
  };
  const as = (userId: string, more: object = {}) => ({ caller: { userId }, once: () => [], ...more }) as never;
  return {
    ...shop,
    id,
    bucket,
    ask: (userId = id, more: object = {}) => shop.inside(() => requestExport(ports)(as(userId, more))),
    read: (exportId: string, userId = id) => shop.inside(() => readExport(ports)(as(userId, { params: { exportId } }))),
    write: (exportId: string) => shop.inside(() => writeExport({ ...ports, sources })({ userId: id, exportId })),
    erase: () => shop.inside(() => eraseMe(ports)(as(id))),
    forget: () => shop.inside(() => forgetUser(ports)(id)),
    wait: (seconds: number) => {
      shop.clock.time = addSeconds(shop.clock.time, seconds);
    },
  };
}

describe('an export', () => {
  test('is announced once, written, and linked to for its owner only, until its file goes [PLT-05]', async () => {
    const shop = await withAda();
    const { id } = await shop.ask();
    expect(shop.told('user.export.requested')).toEqual([{ userId: shop.id, exportId: id }]);
    expect(await shop.read(id)).toMatchObject({ id, status: 'PENDING' });
    expect(await shop.read(id)).not.toHaveProperty('url');
    await shop.write(id);
    await shop.write(id);
    expect(await shop.read(id)).toMatchObject({ status: 'READY', url: `https://files.example.com/${shop.id}/${id}` });
    const grace = await shop.create('grace@example.com', 'customer', password);
    await expect(shop.read(id, grace.id)).rejects.toThrow(NotFound);
    shop.wait(7 * 86_400);
    await expect(shop.read(id)).rejects.toThrow(NotFound);
  });

  test('is asked for once while it is being written, and again when that has failed [PLT-05]', async () => {
    const shop = await withAda();
    const { id } = await shop.ask();
    expect((await shop.ask()).id).toBe(id);
    shop.wait(3_600);
    expect((await shop.read(id)).status).toBe('FAILED');
    const again = await shop.ask();
    expect(again.id).not.toBe(id);
    await shop.write(id);
    expect((await shop.read(id)).status).toBe('READY');
  });

  test('names what it tells, so that no secret gets in by being there [PLT-05]', async () => {
    const shop = await withAda();
    await shop.signIn(email, password);
    const { id } = await shop.ask();
    await shop.write(id);
    const text = shop.bucket.get(`${shop.id}/${id}`) ?? '';
    const data = JSON.parse(text) as PersonalData;
    expect(data.sessions).toHaveLength(1);
    expect(data.security).toMatchObject([{ type: 'auth.login', ip: '192.0.2.1' }]);
    expect(data.account.map(({ type }) => type)).toContain('user.export.requested');
    expect(text).not.toMatch(/hash|secret|token|generation/i);
  });

  test('tells of every other address that is kept of somebody, once: given up, or asked for [PLT-05]', async () => {
    const shop = await withAda();
    for (const to of ['a-typo@example.com', 'a-typo@example.com', 'new@example.com'])
      await shop.changeEmail(shop.id, password, to);
    await shop.verify(shop.mailed('change-email').at(-1) ?? '');
    const { id } = await shop.ask();
    await shop.write(id);
    const data = JSON.parse(shop.bucket.get(`${shop.id}/${id}`) ?? '') as PersonalData;
    expect(data.profile.email).toBe('new@example.com');
    expect(data.otherEmails.toSorted((a, b) => a.is.localeCompare(b.is))).toEqual([
      { email: 'a-typo@example.com', is: 'awaited' },
      { email, is: 'former' },
    ]);
  });

  test('tells of an address once that was given up and is asked for again, and of the present one not at all [PLT-05]', async () => {
    const shop = await withAda();
    await shop.changeEmail(shop.id, password, 'new@example.com');
    await shop.verify(shop.mailed('change-email').at(-1) ?? '');
    await shop.changeEmail(shop.id, password, email);
    const { id } = await shop.ask();
    await shop.write(id);
    const data = JSON.parse(shop.bucket.get(`${shop.id}/${id}`) ?? '') as PersonalData;
    expect(data.profile.email).toBe('new@example.com');
    expect(data.otherEmails).toEqual([{ email, is: 'former' }]);
  });

  test('says that the address was registered again, and nothing of who did [PLT-05]', async () => {
    const shop = await withAda();
    const eve = await shop.create('eve@example.com', 'customer', password);
    const whereabouts = { sourceIp: '198.51.100.7', userAgent: 'browser of eve' };
    const asked = { caller: { userId: eve.id }, body: { email, password }, ...whereabouts };
    await shop.inside(() =>
      withInvocation({ ...invocation(), actor: eve.id }, () => changeEmail(shop.ports)(asked as never)),
    );
    await shop.register({ email, password, name: 'Eve' }, whereabouts);
    const { id } = await shop.ask();
    await shop.write(id);
    const text = shop.bucket.get(`${shop.id}/${id}`) ?? '';
    const data = JSON.parse(text) as PersonalData;
    const told = { at: shop.clock.time.toISOString(), type: 'auth.registration.repeated', actor: 'anonymous' };
    expect(data.account.filter(({ type }) => type === told.type)).toEqual([told, told]);
    for (const trace of [eve.id, ...Object.values(whereabouts)]) expect(text).not.toContain(trace);
  });

  test('gives an address back as it was taken, though it would be refused today [PLT-05, BFF-03]', async () => {
    const shop = await withAda();
    const address = { name: 'Ada\u2028Lovelace', line1: 'Werkstrasse 1', city: 'Berlin', postalCode: '10115' };
    const kept = { id: 'adr_1', ...address, country: 'DE', createdAt: '2026-11-21T10:00:00.000Z', version: 1 };
    await shop.ports.store.write(shop.ports.identity.writes.keepAddresses(shop.id, [kept]));
    const { id } = await shop.ask();
    await shop.write(id);
    const data = JSON.parse(shop.bucket.get(`${shop.id}/${id}`) ?? '') as PersonalData;
    expect(data.addresses).toEqual([kept]);
  });

  test('is written once, and not when nobody can fetch it any more, however often its message comes [PLT-05]', async () => {
    const shop = await withAda();
    const { id } = await shop.ask();
    await shop.write(id);
    const first = [...shop.bucket];
    shop.wait(60);
    await shop.write(id);
    expect([...shop.bucket]).toEqual(first);
    const { id: late } = await shop.ask();
    shop.wait(7 * 86_400);
    await shop.write(late);
    expect([...shop.bucket.keys()]).toEqual([`${shop.id}/${id}`]);
  });

  test('that is asked for by somebody who goes at that moment leaves no kept answer behind [PLT-05]', async () => {
    const shop = await withAda();
    await shop.ask();
    const { commit } = shop.store;
    const reply = { kind: 'put', table: 'identity', item: { pk: `REPLIES#${shop.id}`, sk: 'REPLY#1' } };
    shop.store.commit = async (writes) => {
      shop.store.commit = commit;
      await shop.erase();
      await shop.forget();
      await commit(writes);
    };
    await expect(shop.ask(shop.id, { once: () => [reply] })).rejects.toThrow(InvalidToken);
    expect(shop.items().map(({ sk }) => sk)).toEqual(['FACT#erased']);
  });

  test('leaves no file of somebody who went while it was written [PLT-05]', async () => {
    const shop = await withAda();
    const { id } = await shop.ask();
    const { write } = shop.store;
    shop.store.write = async (one) => {
      shop.store.write = write;
      await shop.erase();
      await shop.forget();
      return write(one);
    };
    await shop.write(id);
    expect([...shop.bucket]).toEqual([]);
    await shop.write(id);
    expect([...shop.bucket]).toEqual([]);
  });
});

describe('erasure', () => {
  test('takes user, address, sessions, tokens, exports and files, and keeps the fact that they were [AUT-22]', async () => {
    const shop = await withAda();
    await shop.signIn(email, password);
    await shop.forgot(email);
    await shop.changeEmail(shop.id, password, 'new@example.com');
    const { id } = await shop.ask();
    await shop.write(id);
    await shop.erase();
    expect(await shop.user(shop.id)).toBeUndefined();
    expect(shop.told('user.erased')).toEqual([{ userId: shop.id }]);
    await expect(shop.me(shop.id)).rejects.toThrow(InvalidToken);
    await expect(shop.erase()).rejects.toThrow(InvalidToken);
    await shop.forget();
    await shop.forget();
    expect(shop.items().map(({ pk, sk }) => [pk, sk])).toEqual([[`USER#${shop.id}`, 'FACT#erased']]);
    expect([...shop.bucket]).toEqual([]);
    expect(shop.logins.passwords.has(shop.id)).toBe(false);
  });

  test('ends every session in the very moment, and takes the cookies of the one that asks [AUT-19]', async () => {
    const shop = await withAda();
    const cookie = await shop.signIn(email, password);
    const { cookies } = await shop.erase();
    expect(cookies.map((ended) => /^[^;]*; Max-Age=0;/.exec(ended)?.[0])).toEqual([
      '__Host-refresh=; Max-Age=0;',
      '__Host-csrf=; Max-Age=0;',
    ]);
    await expect(shop.refresh(cookie)).rejects.toThrow();
    await expect(shop.logIn(email, password)).rejects.toThrow();
  });

  test('takes the addresses with the user, before the rest is found [AUT-22]', async () => {
    const shop = await withAda();
    const { identity, store } = shop.ports;
    await store.write(identity.writes.keepAddresses(shop.id, []));
    await shop.erase();
    expect(shop.items().map(({ sk }) => sk)).not.toContain('ADDRESSES');
  });

  test('while the address is being changed leaves neither the old one nor the new one behind [AUT-06, AUT-22]', async () => {
    const shop = await withAda();
    await shop.changeEmail(shop.id, password, 'new@example.com');
    const { commit } = shop.store;
    shop.store.commit = async (writes) => {
      shop.store.commit = commit;
      await shop.verify(shop.mailed('change-email').at(-1) ?? '');
      await commit(writes);
    };
    await shop.erase();
    expect(shop.told('auth.email.changed')).toHaveLength(1);
    expect(shop.items().filter(({ pk }) => String(pk).startsWith('EMAIL#'))).toEqual([]);
  });

  test('frees the address for whoever comes next [AUT-22]', async () => {
    const shop = await withAda();
    await shop.erase();
    const next = await shop.create(email, 'customer', password);
    await shop.forget();
    expect((await shop.user(next.id))?.email).toBe(email);
  });
});
