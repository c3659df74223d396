import { beforeEach, describe, expect, test } from 'vitest';
import { identityChecks } from '../../../functions/identity/guards.ts';
import { InvalidOneTimeToken } from '../../../functions/identity/links/one-time-token.ts';
import { changeUser } from '../../../functions/identity/people/change-user.ts';
import type { AdminUser } from '../../../functions/identity/people/contract.ts';
import { listUsers } from '../../../functions/identity/people/list-users.ts';
import { readUser } from '../../../functions/identity/people/read-user.ts';
import { userList } from '../../../functions/identity/people/users.dynamodb.ts';
import { eraseMe } from '../../../functions/privacy/erase-me.ts';
import { privacyReads } from '../../../functions/privacy/reads.ts';
import { privacyWrites } from '../../../functions/privacy/writes.ts';
import { PermissionDenied } from '../../../functions/shared/domain-error.ts';
import { signedCursors } from '../../../functions/shared/http/cursor.ts';
import { ChangedMeanwhile } from '../../../functions/shared/http/request-input.ts';
import { accounts } from './accounts.ts';

const password = 'correct horse battery';

let shop: Awaited<ReturnType<typeof admins>>;
beforeEach(async () => {
  shop = await admins();
});

/** The shop as an admin sees it. */
async function admins() {
  const shop = accounts();
  const admin = await shop.create('admin@example.org', 'admin', password);
  const { store } = shop;
  const reads = shop.ports.identity.reads;
  const ports = {
    ...shop.ports,
    checks: identityChecks('identity'),
    reads,
    users: userList(store, 'identity'),
    cursors: signedCursors(async () => ({ current: 'the key of cursors', previous: undefined })),
  };
  const privacyPorts = {
    ...shop.ports,
    identity: { ...shop.ports.identity, checks: ports.checks },
    privacy: { reads: privacyReads('privacy'), writes: privacyWrites('privacy') },
  };
  const request = (more: object) =>
    ({ caller: { userId: admin.id, role: 'admin' }, ifMatch: () => {}, ...more }) as never;
  return {
    ...shop,
    admin,
    change: (userId: string, body: object, more: object = {}): Promise<AdminUser> =>
      shop.inside(() => changeUser(ports)(request({ params: { userId }, body, ...more }))),
    erase: (userId: string) => shop.inside(() => eraseMe(privacyPorts)(request({ caller: { userId } }))),
    read: (userId: string) => shop.inside(() => readUser(ports)(request({ params: { userId } }))),
    list: (query: object = {}, userId = admin.id) =>
      shop.inside(() => listUsers(ports)(request({ query: { limit: 20, ...query }, caller: { userId } }))),
  };
}

const emailsOf = ({ items }: { items: readonly AdminUser[] }) => items.map(({ email }) => email);

describe('another role', () => {
  test('ends the links that were mailed, and so does a shut account: opened again, it opens to none of them [ADM-01, AUT-17]', async () => {
    const email = 'grace@example.com';
    const { id } = await shop.create(email, 'customer', password);
    for (const change of [{ role: 'operator' }, { disabled: true }]) {
      await shop.forgot(email);
      const link = shop.mailed('reset-password').at(-1) ?? '';
      await shop.change(id, change);
      await shop.change(id, { disabled: false });
      await expect(shop.reset(link, 'another long password')).rejects.toThrow(InvalidOneTimeToken);
    }
  });

  test('counts in the table and in the pool, and ends every login [ADM-01, AUT-13, AUT-23]', async () => {
    const { id } = await shop.create('grace@example.com', 'staff', password);
    const cookie = await shop.signIn('grace@example.com', password);
    const changed = await shop.change(id, { role: 'operator' });
    expect(changed).toMatchObject({ id, role: 'operator', permissions: ['scans:write', 'events:read'], version: 2 });
    expect(await shop.read(id)).toEqual(changed);
    expect(shop.logins.roles.get(id)).toBe('operator');
    expect(shop.logins.calls).toContain('endAll');
    await expect(shop.refresh(cookie)).rejects.toMatchObject({ code: 'not-signed-in' });
    expect(shop.told('user.changed')).toEqual([{ userId: id, role: 'operator', disabled: false }]);
  });

  test('that breaks off anywhere leaves the pool with less than the table says, never more, and heals by a repeat [ADM-01, AUT-23]', async () => {
    for (const [from, to] of [
      ['staff', 'customer'],
      ['customer', 'admin'],
      ['admin', 'staff'],
    ] as const) {
      for (let broken = 1; broken <= 4; broken++) {
        const shop = await admins();
        const { id } = await shop.create('grace@example.com', from, password);
        const { assign, endAll } = shop.ports.logins;
        const { commit } = shop.store;
        let step = 0;
        const breaking =
          <A extends unknown[]>(work: (...given: A) => Promise<void>) =>
          (...given: A): Promise<void> =>
            ++step >= broken ? Promise.reject(new Error('cut off')) : work(...given);
        Object.assign(shop.ports.logins, { assign: breaking(assign), endAll: breaking(endAll) });
        Object.assign(shop.store, { commit: breaking(commit) });
        await shop.change(id, { role: to }).catch((error: Error) => expect(error.message).toBe('cut off'));
        const inPool = shop.logins.roles.get(id) ?? 'customer';
        expect([(await shop.read(id)).role, 'customer']).toContain(inPool);
        Object.assign(shop.ports.logins, { assign, endAll });
        Object.assign(shop.store, { commit });
        await shop.change(id, { role: to });
        expect([(await shop.read(id)).role, shop.logins.roles.get(id)]).toEqual([to, to]);
        expect(shop.told('user.changed')).toHaveLength(1);
      }
    }
  });

  test('given by two admins at once is the same in the table and in the pool in the end [ADM-01]', async () => {
    const { id } = await shop.create('grace@example.com', 'customer', password);
    const { assign } = shop.ports.logins;
    let second: Promise<unknown> | undefined;
    shop.ports.logins.assign = async (userId, role) => {
      // The other admin decides while the pool is being told of the first decision.
      if (role === 'admin' && !second) await (second = shop.change(id, { role: 'customer' }));
      await assign(userId, role);
    };
    await shop.change(id, { role: 'admin' });
    expect(second).toBeDefined();
    expect([(await shop.read(id)).role, shop.logins.roles.get(id)]).toEqual(['customer', 'customer']);
  });

  test.each([{ role: 'staff' }, { disabled: true }])(
    'given by an admin who is made %j meanwhile counts for nothing: of two at once one stays [ADM-01, AUT-23]',
    async (fate) => {
      const { id } = await shop.create('grace@example.com', 'admin', password);
      const cookie = await shop.signIn('grace@example.com', password);
      const { assign } = shop.ports.logins;
      shop.ports.logins.assign = async (userId, role) => {
        shop.ports.logins.assign = assign;
        await shop.change(shop.admin.id, fate, { caller: { userId: id, role: 'admin' } });
        await assign(userId, role);
      };
      await expect(shop.change(id, { role: 'customer' })).rejects.toThrow(PermissionDenied);
      expect([(await shop.read(id)).role, shop.logins.roles.get(id)]).toEqual(['admin', 'admin']);
      expect(shop.told('user.changed')).toMatchObject([{ userId: shop.admin.id, ...fate }]);
      await shop.refresh(cookie);
    },
  );

  test('is refused in the words of its refusal, though the pool cannot be told of it [ADM-01]', async () => {
    const { id } = await shop.create('grace@example.com', 'staff', password);
    const { assign } = shop.ports.logins;
    let told = 0;
    shop.ports.logins.assign = (userId, role) => (++told === 1 ? assign(userId, role) : Promise.reject(new Error()));
    shop.store.commit = () => Promise.reject(new PermissionDenied());
    await expect(shop.change(id, { role: 'operator' })).rejects.toThrow(PermissionDenied);
    expect(told).toBe(2);
  });
});

describe('an account', () => {
  test('that is shut lets nobody in, and opens again without the old logins [ADM-01, AUT-21]', async () => {
    const { id } = await shop.create('grace@example.com', 'customer', password);
    const cookie = await shop.signIn('grace@example.com', password);
    expect(await shop.change(id, { disabled: true })).toMatchObject({ disabled: true });
    await expect(shop.logIn('grace@example.com', password)).rejects.toMatchObject({ code: 'invalid-credentials' });
    await shop.change(id, { disabled: false });
    await expect(shop.refresh(cookie)).rejects.toMatchObject({ code: 'not-signed-in' });
    expect(await shop.logIn('grace@example.com', password)).toMatchObject({ user: { id } });
  });

  test('that is as it should be stays as it is, logins included [ADM-01]', async () => {
    const { id } = await shop.create('grace@example.com', 'staff', password);
    const cookie = await shop.signIn('grace@example.com', password);
    const before = await shop.read(id);
    for (const body of [{}, { role: 'staff' }, { disabled: false }, { role: 'staff', disabled: false }]) {
      expect(await shop.change(id, body)).toEqual(before);
    }
    expect(shop.told('user.changed')).toEqual([]);
    expect(shop.logins.calls).not.toContain('endAll');
    await shop.refresh(cookie);
  });

  test('with a role is not erased before another admin has taken the role: there is always an admin left [ADM-01, AUT-22]', async () => {
    for (const role of ['operator', 'organizer', 'staff', 'admin'] as const) {
      const { id } = await shop.create(`${role}@example.com`, role, password);
      const before = shop.items();
      await expect(shop.erase(id)).rejects.toMatchObject({ kind: 'conflict', code: 'own-account' });
      expect(shop.items()).toEqual(before);
      await shop.change(id, { role: 'customer' });
      await shop.erase(id);
      expect(await shop.user(id)).toBeUndefined();
    }
  });

  test('that is given a role while it is being erased stays [ADM-01, AUT-22]', async () => {
    const { id } = await shop.create('grace@example.com', 'customer', password);
    const { commit } = shop.store;
    shop.store.commit = async (writes) => {
      shop.store.commit = commit;
      await shop.change(id, { role: 'admin' });
      await commit(writes);
    };
    await expect(shop.erase(id)).rejects.toMatchObject({ code: 'own-account' });
    expect(await shop.read(id)).toMatchObject({ role: 'admin' });
  });

  test('is not changed by its own admin, nor on a reading that is no longer so [ADM-01, BFF-03]', async () => {
    const { id } = await shop.create('grace@example.com', 'admin', password);
    const own = { caller: { userId: id } };
    for (const body of [{ role: 'staff' }, { disabled: true }]) {
      await expect(shop.change(id, body, own)).rejects.toMatchObject({ kind: 'conflict', code: 'own-account' });
    }
    const ifMatch = () => {
      throw new ChangedMeanwhile();
    };
    shop.ports.logins.assign = () => expect.unreachable();
    await expect(shop.change(id, { role: 'staff' }, { ifMatch })).rejects.toMatchObject({ kind: 'stale' });
    expect(await shop.read(id)).toMatchObject({ role: 'admin', disabled: false, version: 1 });
    expect([shop.logins.roles.get(id), shop.logins.calls.includes('endAll')]).toEqual(['admin', false]);
    await expect(shop.change('usr_0000000000000000000000000B', {})).rejects.toMatchObject({ kind: 'missing' });
  });
});

describe('the list of users', () => {
  beforeEach(async () => {
    for (const [minute, [email, role]] of [
      ['ada@example.com', 'staff'],
      ['grace@example.com', 'customer'],
      ['hedy@example.net', 'customer'],
    ].entries() as ArrayIterator<[number, [string, 'staff' | 'customer']]>) {
      // After the admin, by more than an id.
      shop.clock.time = new Date(Date.UTC(2026, 10, 21, 10, minute + 1));
      const { id } = await shop.create(email, role, password);
      if (email.startsWith('grace')) await shop.changeMe(id, { name: 'Grace Hopper', lastName: 'Hôpper' });
    }
    shop.clock.time = new Date(Date.UTC(2026, 10, 21, 11));
  });

  test('has everybody, newest first, page by page [ADM-01]', async () => {
    const everybody = ['hedy@example.net', 'grace@example.com', 'ada@example.com', 'admin@example.org'];
    expect(emailsOf(await shop.list())).toEqual(everybody);
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await shop.list({ limit: 1, ...(cursor ? { cursor } : {}) });
      seen.push(...emailsOf(page));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(everybody);
  });

  test.each([
    ['a whole address, in any letters', { query: ' GRACE@example.com ' }, ['grace@example.com']],
    ['a whole address that is nobody’s', { query: 'eve@example.com' }, []],
    ['a whole address, of another role', { query: 'ada@example.com', role: 'customer' }, []],
    ['a part of addresses', { query: 'EXAMPLE.C' }, ['grace@example.com', 'ada@example.com']],
    ['a part of a name', { query: 'hopp' }, ['grace@example.com']],
    ['a part of a last name, composed otherwise', { query: 'HO\u0302P' }, ['grace@example.com']],
    ['a role', { role: 'customer' }, ['hedy@example.net', 'grace@example.com']],
  ])('is searched by %s [ADM-01]', async (_, query, found) => {
    expect(emailsOf(await shop.list(query))).toEqual(found);
  });

  test('goes on for its own admin alone, and for the same search [ADM-01]', async () => {
    const { nextCursor } = await shop.list({ limit: 1 });
    expect(nextCursor).not.toBeNull();
    for (const [query, admin] of [
      [{}, 'usr_0000000000000000000000000B'],
      [{ role: 'staff' }, shop.admin.id],
      [{ query: 'a' }, shop.admin.id],
    ] as const) {
      const another = shop.list({ ...query, limit: 1, cursor: nextCursor }, admin);
      await expect(another).rejects.toMatchObject({ code: 'invalid-cursor' });
    }
  });
});
