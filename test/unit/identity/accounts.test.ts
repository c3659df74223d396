import { describe, expect, test } from 'vitest';
import { InvalidOneTimeToken } from '../../../functions/identity/links/one-time-token.ts';
import { PasswordRefused } from '../../../functions/identity/logins.ts';
import { sessionIdOf } from '../../../functions/identity/sessions/session.ts';
import { EmailNotVerified, InvalidCredentials } from '../../../functions/identity/sessions/sign-in.ts';
import { AddressTaken } from '../../../functions/identity/sign-up/create-user.ts';
import { InvalidToken } from '../../../functions/shared/http/tokens.ts';
import { accounts, MAILS_AN_HOUR } from './accounts.ts';

const email = 'ada@example.com';
const ada = { email, password: 'correct horse battery', name: 'Ada' };
const eve = { email, password: 'another password of eve', name: 'Eve' };
const last = <T>(list: readonly T[]): T => {
  const found = list.at(-1);
  if (found === undefined) throw new Error('There is none');
  return found;
};

/** Ada has registered and clicked on the link. */
async function confirmed() {
  const shop = accounts();
  await shop.register(ada);
  await shop.verify(last(shop.mailed()));
  return shop;
}

describe('registering', () => {
  test('makes a customer who waits for confirmation, and says so [AUT-01, AUT-03, AUT-04, AUT-05]', async () => {
    const shop = accounts();
    expect(await shop.register({ ...ada, firstName: 'Ada', locale: 'fr' })).toEqual({
      user: { email, name: 'Ada' },
      requiresVerification: true,
    });
    const userId = last(shop.told('user.created'))['userId'] ?? '';
    expect(await shop.user(userId)).toMatchObject({
      id: userId,
      email,
      name: 'Ada',
      firstName: 'Ada',
      locale: 'fr',
      role: 'customer',
      verified: false,
      disabled: false,
      version: 1,
    });
  });

  test('is told with from where, for a new address, one that waits and one that is taken; remembered for thirty days [AUT-04, AUT-05, K35]', async () => {
    const shop = accounts();
    const agent = { userAgent: 'B'.repeat(1_000) };
    await shop.register(ada, agent);
    await shop.resend(email);
    await shop.verify(last(shop.mailed()));
    await shop.register(eve, agent);
    const userId = last(shop.told('user.created'))['userId'] ?? '';
    const from = { userId, ip: '192.0.2.1' };
    const browser = { userAgent: 'B'.repeat(256) };
    const link = { tokenId: expect.stringMatching(/^tok_/) as string, expiresAt: '2026-11-22T10:00:00.000Z' };
    expect(shop.told('auth.user.registered')).toEqual([{ ...from, ...browser }]);
    expect(shop.told('auth.email.verification.requested')).toEqual([
      { ...from, ...link, ...browser },
      { ...from, ...link },
    ]);
    expect(shop.told('auth.registration.repeated')).toEqual([{ ...from, ...browser }]);
    const facts = shop.items().filter(({ event }) => 'ip' in ((event as { data?: object } | undefined)?.data ?? {}));
    expect(facts.map(({ ttl }) => ttl)).toEqual(Array(4).fill(shop.clock.time.getTime() / 1000 + 30 * 86_400));
    expect(JSON.stringify(facts)).not.toContain('@example');
  });

  test('without a language takes the one that the browser prefers [AUT-01]', async () => {
    const shop = accounts();
    await shop.register(ada, { language: 'de' });
    expect(await shop.user(last(shop.told('user.created'))['userId'] ?? '')).toMatchObject({ locale: 'de' });
  });

  test('a confirmed address changes nothing but tells its owner, and answers the same [AUT-01]', async () => {
    const shop = await confirmed();
    const before = await shop.user(last(shop.told('user.created'))['userId'] ?? '');
    expect(await shop.register(eve)).toEqual({ user: { email, name: 'Eve' }, requiresVerification: true });
    expect(await shop.user(before?.id ?? '')).toEqual(before);
    expect(shop.told('auth.registration.repeated')).toEqual([{ userId: before?.id, ip: '192.0.2.1' }]);
    expect([...shop.logins.passwords]).toEqual([[before?.id, ada.password]]);
    await expect(shop.logIn(email, eve.password)).rejects.toThrow(InvalidCredentials);
  });

  test('an unconfirmed address again ends its password and its links: nobody plants one for somebody else [AUT-01]', async () => {
    const shop = accounts();
    await shop.register(eve);
    await shop.register(ada);
    const [planted = '', own = ''] = shop.mailed();
    await expect(shop.verify(planted)).rejects.toThrow(InvalidOneTimeToken);
    await shop.verify(own);
    await expect(shop.logIn(email, eve.password)).rejects.toThrow(InvalidCredentials);
    expect(await shop.logIn(email, ada.password)).toMatchObject({ user: { name: 'Ada' } });
    const [first, second] = shop.told('user.created');
    expect(shop.told('user.superseded')).toEqual([{ userId: first?.['userId'], successorId: second?.['userId'] }]);
    expect(await shop.user(first?.['userId'] ?? '')).toBeUndefined();
    expect([...shop.logins.passwords.keys()]).toEqual([second?.['userId']]);
  });

  test('does the same at the user pool for a new, an unconfirmed and a confirmed address, and for the last in a transaction as large as for the first [AUT-01]', async () => {
    const shop = accounts();
    const commits: number[] = [];
    shop.store.beforeCommit = (writes) => void commits.push(writes.length);
    const work = async () => {
      shop.logins.calls.length = 0;
      await shop.register(ada);
      return { calls: [...shop.logins.calls], writes: commits.pop() };
    };
    const asNew = await work();
    expect((await work()).calls).toEqual(asNew.calls);
    await shop.verify(last(shop.mailed()));
    const [items, events] = [shop.items().length, shop.events().length];
    expect(await work()).toEqual(asNew);
    expect([shop.items().length - items, shop.events().length - events]).toEqual([1, 1]);
    // Also when it was mailed enough.
    for (let time = 0; time < MAILS_AN_HOUR; time++) expect(await work()).toEqual(asNew);
  });

  test('that breaks off before it is written leaves nothing, and a repeat starts over [AUT-01]', async () => {
    const shop = accounts();
    shop.store.beforeCommit = () => {
      throw new Error('The lights went out');
    };
    await expect(shop.register(ada)).rejects.toThrow('The lights went out');
    expect(shop.items()).toEqual([]);
    shop.store.beforeCommit = () => {};
    await shop.register(ada);
    await shop.verify(last(shop.mailed()));
    expect(await shop.logIn(email, ada.password)).toMatchObject({ user: { email } });
  });

  test('with a password that the pool does not take changes nothing, and takes no mail from the address [AUT-01, AUT-02]', async () => {
    const shop = accounts();
    const { open } = shop.ports.logins;
    shop.ports.logins.open = () => Promise.reject(new PasswordRefused(undefined));
    for (let time = 0; time < MAILS_AN_HOUR; time++) await expect(shop.register(ada)).rejects.toThrow(PasswordRefused);
    expect(shop.items()).toEqual([]);
    shop.ports.logins.open = open;
    await shop.register(ada);
    expect(shop.mailed()).toHaveLength(1);
  });

  test('while the link of the earlier registration is being clicked does not change its password [AUT-01]', async () => {
    const shop = accounts();
    await shop.register(ada);
    const link = last(shop.mailed());
    let clicked: Promise<unknown> | undefined;
    const commit = shop.store.commit;
    // Eve has looked and found the address unconfirmed; before she writes, Ada clicks.
    shop.store.commit = async (writes, options) => {
      shop.store.commit = commit;
      clicked = shop.verify(link);
      await clicked;
      return commit(writes, options);
    };
    await shop.register(eve);
    expect(clicked).toBeDefined();
    expect(await shop.logIn(email, ada.password)).toMatchObject({ user: { name: 'Ada' } });
    await expect(shop.logIn(email, eve.password)).rejects.toThrow(InvalidCredentials);
    expect(shop.told('auth.registration.repeated')).toHaveLength(1);
  });

  test('twice at once makes one user of the address [AUT-01]', async () => {
    const shop = accounts();
    await Promise.all([shop.register(ada), shop.register(ada)]);
    expect(shop.items().filter(({ pk }) => pk === `EMAIL#${email}`)).toHaveLength(1);
    expect(shop.items().filter(({ sk, email: address }) => sk === 'META' && address === email)).toHaveLength(1);
    await shop.verify(last(shop.mailed()));
    expect(shop.logins.passwords.size).toBe(1);
  });

  test('succeeds although an old login cannot be removed [AUT-01]', async () => {
    const shop = accounts();
    shop.ports.logins.close = async () => {
      throw new Error('Throttled');
    };
    await shop.register(ada);
    await shop.register(ada);
    await shop.verify(last(shop.mailed()));
    expect(await shop.logIn(email, ada.password)).toMatchObject({ user: { email } });
  });
});

describe('a link', () => {
  test('confirms once [AUT-06]', async () => {
    const shop = accounts();
    await shop.register(ada);
    const token = last(shop.mailed());
    await shop.verify(token);
    const userId = last(shop.told('auth.email.verified'))['userId'] ?? '';
    const user = await shop.user(userId);
    expect(user).toMatchObject({ verified: true, version: 2 });
    expect(user).not.toHaveProperty('verificationId');
    await expect(shop.verify(token)).rejects.toThrow(InvalidOneTimeToken);
    expect(await shop.user(userId)).toEqual(user);
  });

  test('clicked twice at once confirms once [AUT-06]', async () => {
    const shop = accounts();
    await shop.register(ada);
    const token = last(shop.mailed());
    const clicks = await Promise.allSettled([shop.verify(token), shop.verify(token)]);
    expect(clicks.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(shop.told('auth.email.verified')).toHaveLength(1);
  });

  test('that is a day old confirms nothing [AUT-06]', async () => {
    const shop = accounts();
    await shop.register(ada);
    shop.clock.time = new Date(shop.clock.time.getTime() + 86_400_000);
    await expect(shop.verify(last(shop.mailed()))).rejects.toThrow(InvalidOneTimeToken);
  });

  test('sent again ends the one before [AUT-06]', async () => {
    const shop = accounts();
    await shop.register(ada);
    await shop.resend(email);
    const [first = '', second = ''] = shop.mailed();
    await expect(shop.verify(first)).rejects.toThrow(InvalidOneTimeToken);
    await shop.verify(second);
    expect(await shop.logIn(email, ada.password)).toMatchObject({ user: { email } });
  });

  test('is sent to nobody unknown or confirmed, in a transaction as large all the same [AUT-06]', async () => {
    const shop = await confirmed();
    await shop.register({ ...eve, email: 'eve@example.com' });
    const mails = shop.mailed().length;
    const commits: number[] = [];
    shop.store.beforeCommit = (writes) => void commits.push(writes.length);
    await shop.resend('nobody@example.com');
    await shop.resend(email);
    expect(shop.mailed()).toHaveLength(mails);
    await shop.resend('eve@example.com');
    expect(shop.mailed()).toHaveLength(mails + 1);
    expect(new Set(commits).size).toBe(1);
  });

  test('of a user who was disabled meanwhile confirms nothing, and none is sent [AUT-06]', async () => {
    const shop = accounts();
    await shop.register(ada);
    const user = await shop.user(last(shop.told('user.created'))['userId'] ?? '');
    if (!user) throw new Error('No user');
    await shop.store.write({
      kind: 'put',
      table: 'identity',
      item: { pk: `USER#${user.id}`, sk: 'META', schema: 1, ...user, disabled: true },
    });
    await expect(shop.verify(last(shop.mailed()))).rejects.toThrow(InvalidOneTimeToken);
    await shop.resend(email);
    expect(shop.mailed()).toHaveLength(1);
  });
});

describe('signing in', () => {
  test('answers who it is, what is allowed, and a token of fifteen minutes [AUT-07, AUT-10]', async () => {
    const shop = accounts();
    const staff = await shop.create('sam@example.com', 'staff', 'a password for sam');
    expect(await shop.logIn('sam@example.com', 'a password for sam')).toEqual({
      user: {
        id: staff.id,
        email: 'sam@example.com',
        name: 'staff',
        role: 'staff',
        permissions: expect.arrayContaining(['orders:read', 'sagas:retry']) as string[],
      },
      token: `token of ${staff.id}`,
      tokenType: 'Bearer',
      expiresIn: 900,
    });
  });

  test('is refused until the address is confirmed, which only the right password learns [AUT-08]', async () => {
    const shop = accounts();
    await shop.register(ada);
    await expect(shop.logIn(email, ada.password)).rejects.toThrow(EmailNotVerified);
    await expect(shop.logIn(email, 'wrong')).rejects.toThrow(InvalidCredentials);
  });

  test('asks the user pool once, whether there is such a user or not [AUT-07]', async () => {
    const shop = await confirmed();
    for (const who of [email, 'nobody@example.com']) {
      shop.logins.calls.length = 0;
      await expect(shop.logIn(who, 'wrong')).rejects.toThrow(InvalidCredentials);
      expect(shop.logins.calls).toEqual(['check']);
    }
  });

  test('is recorded with outcome, address and browser, forgotten after thirty days, and tells no e-mail [AUT-11]', async () => {
    const shop = await confirmed();
    const userId = last(shop.told('user.created'))['userId'];
    const browser = { userAgent: 'B'.repeat(1_000) };
    await shop.logIn(email, ada.password, browser);
    await expect(shop.logIn(email, 'wrong')).rejects.toThrow();
    await expect(shop.logIn('nobody@example.com', 'wrong')).rejects.toThrow();
    expect(shop.told('auth.login')).toEqual([
      {
        userId,
        outcome: 'success',
        sessionId: sessionIdOf('sign-in 1'),
        ip: '192.0.2.1',
        userAgent: 'B'.repeat(256),
      },
      { userId, outcome: 'wrong-password', ip: '192.0.2.1' },
      { outcome: 'unknown-address', ip: '192.0.2.1' },
    ]);
    const kept = shop.items().filter(({ pk }) => String(pk).startsWith('LOGIN#'));
    expect(kept.map(({ ttl }) => ttl)).toEqual(Array(3).fill(shop.clock.time.getTime() / 1000 + 30 * 86_400));
    expect(JSON.stringify(kept)).not.toMatch(/@example|correct horse|wrong"/);
  });
});

describe('a profile', () => {
  test('is its owner’s alone, without what is only ours [AUT-22]', async () => {
    const shop = await confirmed();
    const userId = last(shop.told('user.created'))['userId'] ?? '';
    expect(await shop.me(userId)).toEqual({
      id: userId,
      email,
      name: 'Ada',
      locale: 'en',
      role: 'customer',
      permissions: [],
      emailVerified: true,
      createdAt: '2026-11-21T10:00:00.000Z',
      version: 2,
    });
  });

  test('changes in what is named; null takes away, nothing changes nothing [AUT-22]', async () => {
    const shop = await confirmed();
    const userId = last(shop.told('user.created'))['userId'] ?? '';
    expect(await shop.changeMe(userId, { firstName: 'Ada', lastName: 'L.', locale: 'de' })).toMatchObject({
      name: 'Ada',
      firstName: 'Ada',
      lastName: 'L.',
      locale: 'de',
    });
    const after = await shop.changeMe(userId, { name: 'A. L.', firstName: null });
    expect(after).toMatchObject({ name: 'A. L.', lastName: 'L.' });
    expect(after).not.toHaveProperty('firstName');
    const { version } = (await shop.user(userId)) ?? {};
    expect(await shop.changeMe(userId, {})).toEqual(after);
    expect(await shop.user(userId)).toMatchObject({ version });
  });

  test('of somebody who is gone is behind a token that does not count any more [AUT-21]', async () => {
    const shop = accounts();
    await expect(shop.me('usr_01J00000000000000000000000')).rejects.toThrow(InvalidToken);
    await expect(shop.changeMe('usr_01J00000000000000000000000', { name: 'X' })).rejects.toThrow(InvalidToken);
  });
});

describe('a user made by an operator', () => {
  test('can sign in at once, in its role [AUT-23]', async () => {
    const shop = accounts();
    const { id } = await shop.create(email, 'admin', ada.password);
    expect(await shop.logIn(email, ada.password)).toMatchObject({ user: { id, role: 'admin' } });
    expect(shop.logins.roles.get(id)).toBe('admin');
    expect(shop.told('user.created')).toEqual([{ userId: id, role: 'admin' }]);
    expect(shop.mailed()).toEqual([]);
  });

  test('takes the place of a registration that was never confirmed, so that nobody can squat an address [AUT-23]', async () => {
    const shop = accounts();
    await shop.register(eve);
    await shop.create(email, 'staff', ada.password);
    await expect(shop.verify(last(shop.mailed()))).rejects.toThrow(InvalidOneTimeToken);
    expect(await shop.logIn(email, ada.password)).toMatchObject({ user: { role: 'staff' } });
    await expect(shop.logIn(email, eve.password)).rejects.toThrow(InvalidCredentials);
  });

  test('is refused for a confirmed address, and leaves no login behind [AUT-23]', async () => {
    const shop = await confirmed();
    await expect(shop.create(email, 'admin', 'a password for eve')).rejects.toThrow(AddressTaken);
    expect(shop.logins.passwords.size).toBe(1);
  });
});
