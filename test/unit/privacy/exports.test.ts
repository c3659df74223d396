import { describe, expect, test, vi } from 'vitest';
import { changeEmail } from '../../../functions/identity/people/change-email.ts';
import type { PersonalData } from '../../../functions/privacy/personal-data.ts';
import { NotFound } from '../../../functions/shared/domain-error.ts';
import { InvalidToken } from '../../../functions/shared/http/tokens.ts';
import { invocation, withInvocation } from '../../../functions/shared/invocation.ts';
import { email, password, withAda } from './ada.ts';

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

describe('an export', () => {
  test('is announced once, written, and linked to for its owner only, until its file goes [PLT-05]', async () => {
    const shop = await withAda();
    const { id } = await shop.ask();
    expect(shop.announced('user.export.requested')).toEqual([{ userId: shop.id, exportId: id }]);
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
    expect(data.account.map(({ type }) => type)).toContain('user.created');
    expect(data.exports).toEqual([{ id, at: shop.clock.time.toISOString() }]);
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
    const reply = { kind: 'put', table: 'privacy', item: { pk: `REPLIES#${shop.id}`, sk: 'REPLY#1' } };
    shop.store.commit = async (writes) => {
      shop.store.commit = commit;
      await shop.leave();
      await shop.erase();
      await commit(writes);
    };
    await expect(shop.ask(shop.id, { once: () => [reply] })).rejects.toThrow(InvalidToken);
    expect(shop.items()).toEqual([]);
    expect(shop.store.items('privacy').map(({ sk }) => sk)).toEqual(['ERASURE', 'FACT#erased']);
  });

  test('leaves no file of somebody who went while it was written [PLT-05]', async () => {
    const shop = await withAda();
    const { id } = await shop.ask();
    const { write } = shop.store;
    shop.store.write = async (one) => {
      shop.store.write = write;
      await shop.leave();
      await shop.erase();
      return write(one);
    };
    await shop.write(id);
    expect([...shop.bucket]).toEqual([]);
    await shop.write(id);
    expect([...shop.bucket]).toEqual([]);
  });
});
