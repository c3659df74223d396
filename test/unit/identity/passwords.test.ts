import { beforeEach, describe, expect, test } from 'vitest';
import { InvalidOneTimeToken } from '../../../functions/identity/links/one-time-token.ts';
import { PasswordRefused, SignInUnavailable } from '../../../functions/identity/logins.ts';
import { InvalidCredentials } from '../../../functions/identity/sessions/sign-in.ts';
import { TooManyAttempts } from '../../../functions/shared/http/attempts.ts';
import { NotSignedIn } from '../../../functions/shared/http/browser-session.ts';
import { accounts, GUESSES, GUESSES_OF_A_SOURCE, MAILS_AN_HOUR } from './accounts.ts';

const email = 'ada@example.com';
const ada = { email, password: 'correct horse battery', name: 'Ada' };
const fresh = 'a fresh new password';

const last = <T>(list: readonly T[]): T => {
  const found = list.at(-1);
  if (found === undefined) throw new Error('There is none');
  return found;
};

let shop: ReturnType<typeof accounts>;
let userId: string;
beforeEach(async () => {
  shop = accounts();
  await shop.register(ada);
  await shop.verify(last(shop.mailed()));
  userId = last(shop.told('user.created'))['userId'] ?? '';
});

const later = (seconds: number) => {
  shop.clock.time = new Date(shop.clock.time.getTime() + seconds * 1000);
};
const disable = async (id = userId) => {
  const user = await shop.user(id);
  await shop.store.write({
    kind: 'put',
    table: 'identity',
    item: { pk: `USER#${id}`, sk: 'META', schema: 1, ...user, disabled: true },
  });
};
const resetLink = async () => {
  await shop.forgot(email);
  return last(shop.mailed('reset-password'));
};

/**
 * What a call costs in time: its reads and transactions, in their order and with how much is in each, and what was asked of
 * the user pool.
 */
async function workOf(call: () => Promise<unknown>) {
  const { readTogether, commit } = shop.store;
  const tables: string[] = [];
  shop.logins.calls.length = 0;
  shop.store.readTogether = (reads) => {
    tables.push(`read of ${reads.length}`);
    return readTogether(reads);
  };
  shop.store.commit = (writes, options) => {
    tables.push(`commit of ${writes.length}`);
    return commit(writes, options);
  };
  await call();
  Object.assign(shop.store, { readTogether, commit });
  return { tables, pool: [...shop.logins.calls] };
}

describe('a forgotten password', () => {
  test('is replaced by a link that is mailed, once; every session ends, and the old one counts no more [AUT-17, AUT-18]', async () => {
    const cookie = await shop.signIn(email, ada.password);
    const token = await resetLink();
    await shop.reset(token, fresh);
    await expect(shop.refresh(cookie)).rejects.toThrow(NotSignedIn);
    await expect(shop.logIn(email, ada.password)).rejects.toThrow(InvalidCredentials);
    expect(await shop.logIn(email, fresh)).toMatchObject({ user: { email } });
    await expect(shop.reset(token, 'yet another password')).rejects.toThrow(InvalidOneTimeToken);
    expect(await shop.logIn(email, fresh)).toMatchObject({ user: { email } });
    expect(shop.told('auth.password.reset.completed')).toEqual([{ userId, ip: '192.0.2.1' }]);
    expect(shop.logins.calls).toContain('endAll');
  });

  test('is asked about with where from, remembered for thirty days; neither event carries token or address [AUT-18, K35]', async () => {
    const token = await resetLink();
    await shop.reset(token, fresh);
    expect(last(shop.told('auth.password.reset.requested'))).toEqual({
      userId,
      tokenId: token.split('.')[0],
      expiresAt: '2026-11-21T11:00:00.000Z',
      ip: '192.0.2.1',
    });
    const facts = shop.items().filter(({ type }) => String(type).startsWith('auth.password.'));
    expect(facts.map(({ ttl }) => ttl)).toEqual(Array(2).fill(shop.clock.time.getTime() / 1000 + 30 * 86_400));
    expect(JSON.stringify(facts)).not.toMatch(/@example|password"/);
    expect(JSON.stringify(shop.items())).not.toContain(token.split('.')[1]);
  });

  test('can be reset before the address is confirmed, which the link does as well [AUT-08, AUT-17]', async () => {
    const eve = { email: 'eve@example.com', password: 'planted for somebody', name: 'Eve' };
    await shop.register(eve);
    const confirmation = last(shop.mailed());
    await shop.forgot(eve.email);
    await shop.reset(last(shop.mailed('reset-password')), fresh);
    expect(await shop.logIn(eve.email, fresh)).toMatchObject({ user: { email: eve.email } });
    expect(shop.told('auth.email.verified')).toHaveLength(2);
    await expect(shop.verify(confirmation)).rejects.toThrow(InvalidOneTimeToken);
  });

  test('has one link that is good: a newer one ends the one before, and an hour ends it [AUT-17]', async () => {
    const first = await resetLink();
    const second = await resetLink();
    await expect(shop.reset(first, fresh)).rejects.toThrow(InvalidOneTimeToken);
    later(3_600);
    await expect(shop.reset(second, fresh)).rejects.toThrow(InvalidOneTimeToken);
    const third = await resetLink();
    later(3_599);
    await shop.reset(third, fresh);
  });

  test('is asked for with the same work and answer for a known, an unknown and a disabled address [AUT-17]', async () => {
    const work = await workOf(() => shop.forgot(email));
    expect(await workOf(() => shop.forgot(email))).toEqual(work);
    const before = shop.items().length;
    expect(await workOf(() => shop.forgot('nobody@example.com'))).toEqual(work);
    // The token of nobody's, which nothing leads to.
    expect(shop.items()).toHaveLength(before + 1);
    await disable();
    expect(await workOf(() => shop.forgot(email))).toEqual(work);
    expect(shop.mailed('reset-password')).toHaveLength(2);
    // Also when it was asked for too often.
    for (let time = 0; time < MAILS_AN_HOUR; time++) {
      expect(await workOf(() => shop.forgot('nobody@example.com'))).toEqual(work);
    }
    await expect(shop.reset(last(shop.mailed('reset-password')), fresh)).rejects.toThrow(InvalidOneTimeToken);
  });

  test('reset that the pool refuses leaves the link good, and password and address as they were; logins have ended [AUT-17]', async () => {
    const cookie = await shop.signIn(email, ada.password);
    const token = await resetLink();
    const { setPassword } = shop.ports.logins;
    const refuse = async () => {
      shop.ports.logins.setPassword = setPassword;
      throw new PasswordRefused(undefined);
    };
    shop.ports.logins.setPassword = refuse;
    await expect(shop.reset(token, fresh)).rejects.toThrow(PasswordRefused);
    expect(shop.told('auth.password.reset.completed')).toEqual([]);
    await expect(shop.refresh(cookie)).rejects.toThrow(NotSignedIn);
    expect(await shop.logIn(email, ada.password)).toMatchObject({ user: { email } });
    await shop.reset(token, fresh);
    expect(await shop.logIn(email, fresh)).toMatchObject({ user: { email } });

    const unused = await resetLink();
    for (const tried of [
      () => shop.reset(unused, 'yet another password'),
      () => shop.changePassword(userId, undefined, fresh, 'yet another password'),
    ]) {
      shop.ports.logins.setPassword = refuse;
      await expect(tried()).rejects.toThrow(PasswordRefused);
    }
    await shop.changePassword(userId, undefined, fresh, ada.password);
    expect(await shop.logIn(email, ada.password)).toMatchObject({ user: { email } });
  });

  /** What goes on to the user pool is held there, until it is told what to answer. */
  const heldAtPool = () => {
    const { setPassword } = shop.ports.logins;
    const arrived: (() => void)[] = [];
    const held: { answer(): void; refuse(): void }[] = [];
    shop.ports.logins.setPassword = (id, password) =>
      new Promise((resolve, reject) => {
        held.push({
          answer: () => resolve(setPassword(id, password)),
          refuse: () => reject(new PasswordRefused(undefined)),
        });
        for (const tell of arrived.splice(0)) tell();
      });
    return async (reset: () => Promise<unknown>) => {
      const there = new Promise<void>((resolve) => void arrived.push(resolve));
      const answer = reset();
      await there;
      return { answer, pool: last(held) };
    };
  };

  test('reset by one whose minute at the pool is over counts for whoever came after it with the same link [AUT-17]', async () => {
    const token = await resetLink();
    const toPool = heldAtPool();
    const slow = await toPool(() => shop.reset(token, 'the password of the slow'));
    later(60);
    const next = await toPool(() => shop.reset(token, fresh));
    slow.pool.answer();
    await expect(slow.answer).rejects.toThrow(InvalidOneTimeToken);
    expect(shop.told('auth.password.reset.completed')).toEqual([]);
    next.pool.answer();
    await next.answer;
    expect(shop.told('auth.password.reset.completed')).toHaveLength(1);
    expect(await shop.logIn(email, fresh)).toMatchObject({ user: { email } });
  });

  test('that one is refused whose minute at the pool is over stays with whoever came after it [AUT-17]', async () => {
    const token = await resetLink();
    const toPool = heldAtPool();
    const slow = await toPool(() => shop.reset(token, 'the password of the slow'));
    later(60);
    const next = await toPool(() => shop.reset(token, fresh));
    slow.pool.refuse();
    await expect(slow.answer).rejects.toThrow(PasswordRefused);
    await expect(shop.reset(token, 'the password of a third')).rejects.toThrow(SignInUnavailable);
    next.pool.answer();
    await next.answer;
    expect(await shop.logIn(email, fresh)).toMatchObject({ user: { email } });
  });

  test('is reset by one link at a time: by a newer one once the other is over, and as good as before meanwhile [AUT-17]', async () => {
    const first = await resetLink();
    const toPool = heldAtPool();
    const slow = await toPool(() => shop.reset(first, 'the password of the slow'));
    const newer = await resetLink();
    await expect(shop.reset(newer, fresh)).rejects.toThrow(SignInUnavailable);
    slow.pool.refuse();
    await expect(slow.answer).rejects.toThrow(PasswordRefused);
    const next = await toPool(() => shop.reset(newer, fresh));
    next.pool.answer();
    await next.answer;
    expect(await shop.logIn(email, fresh)).toMatchObject({ user: { email } });
  });

  test('reset while the pool gives no answer may have been reset: the link rests until no late answer can come [AUT-17]', async () => {
    const token = await resetLink();
    const { setPassword } = shop.ports.logins;
    shop.ports.logins.setPassword = async (id, password) => {
      await setPassword(id, password);
      throw new SignInUnavailable(undefined);
    };
    await expect(shop.reset(token, 'the password of the lost')).rejects.toThrow(SignInUnavailable);
    shop.ports.logins.setPassword = setPassword;
    await expect(shop.reset(token, fresh)).rejects.toThrow(SignInUnavailable);
    later(60);
    await shop.reset(token, fresh);
    expect(await shop.logIn(email, fresh)).toMatchObject({ user: { email } });
  });

  test('reset by two at once gets the password of the one that was told yes, whoever reaches the pool first [AUT-17]', async () => {
    const token = await resetLink();
    const wanted = ['the password of one', 'the password of two'];
    const answers = await Promise.allSettled(wanted.map((password) => shop.reset(token, password)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const winner = wanted[answers.findIndex(({ status }) => status === 'fulfilled')] ?? '';
    expect(await shop.logIn(email, winner)).toMatchObject({ user: { email } });
    expect(shop.told('auth.password.reset.completed')).toHaveLength(1);
  });

  test('reset while another reset with the same link is at the pool is refused before the pool [AUT-17]', async () => {
    const token = await resetLink();
    const { setPassword } = shop.ports.logins;
    let second: Promise<unknown> = Promise.resolve();
    shop.ports.logins.setPassword = async (id, password) => {
      shop.ports.logins.setPassword = setPassword;
      second = shop.reset(token, 'the password of a second');
      await expect(second).rejects.toThrow(SignInUnavailable);
      await setPassword(id, password);
    };
    await shop.reset(token, fresh);
    expect(shop.logins.calls.filter((call) => call === 'setPassword')).toHaveLength(1);
    expect(await shop.logIn(email, fresh)).toMatchObject({ user: { email } });
  });

  test('reset by one that dies at the pool can be reset again after a minute, and nobody stays signed in meanwhile [AUT-17]', async () => {
    const cookie = await shop.signIn(email, ada.password);
    const token = await resetLink();
    const { setPassword } = shop.ports.logins;
    const died = new Promise<void>((reached) => {
      shop.ports.logins.setPassword = async (id, password) => {
        await setPassword(id, password);
        reached();
        // Its function is gone: it neither goes on nor lets go.
        await new Promise(() => {});
      };
    });
    void shop.reset(token, 'the password of the dead');
    await died;
    shop.ports.logins.setPassword = setPassword;
    await expect(shop.refresh(cookie)).rejects.toThrow(NotSignedIn);
    later(59);
    await expect(shop.reset(token, fresh)).rejects.toThrow(SignInUnavailable);
    later(1);
    await shop.reset(token, fresh);
    expect(await shop.logIn(email, fresh)).toMatchObject({ user: { email } });
  });

  test('given a login with the old one opens a session in between, that one ends as well [AUT-17]', async () => {
    const token = await resetLink();
    const { setPassword } = shop.ports.logins;
    let cookie = '';
    shop.ports.logins.setPassword = async (id, password) => {
      cookie = await shop.signIn(email, ada.password);
      await setPassword(id, password);
    };
    // That the pool ends its sign-ins is tidiness: the session is over without it.
    shop.ports.logins.endAll = () => Promise.reject(new SignInUnavailable(undefined));
    await shop.reset(token, fresh);
    expect(cookie).not.toBe('');
    await expect(shop.refresh(cookie)).rejects.toThrow(NotSignedIn);
  });

  test('reset gives the account its failures back, by address and as a caller, and the source none [AUT-17, BFF-04]', async () => {
    const guess = (kind: 'account' | 'source', name: string) =>
      shop.inside(() => shop.ports.attempts.take([{ kind, name }]));
    const names = [email, userId];
    for (const name of names) for (let time = 0; time < GUESSES; time++) await guess('account', name);
    for (let time = 0; time < GUESSES_OF_A_SOURCE; time++) await guess('source', '192.0.2.1');
    const token = await resetLink();
    for (const name of names) await expect(guess('account', name)).rejects.toThrow(TooManyAttempts);
    await expect(shop.reset('tok_wrong', fresh)).rejects.toThrow(InvalidOneTimeToken);
    for (const name of names) await expect(guess('account', name)).rejects.toThrow(TooManyAttempts);
    await shop.reset(token, fresh);
    for (const name of names) for (let time = 0; time < GUESSES; time++) await guess('account', name);
    await expect(guess('source', '192.0.2.1')).rejects.toThrow(TooManyAttempts);
  });

  test('that a reset takes away meanwhile proves nothing any more: no other address, no other password [AUT-17]', async () => {
    for (const attack of [
      () => shop.changeEmail(userId, ada.password, 'elsewhere@example.com'),
      () => shop.changePassword(userId, undefined, ada.password, 'the password of a thief'),
    ]) {
      const link = await resetLink();
      const { check } = shop.ports.logins;
      shop.ports.logins.check = async (id, password) => {
        shop.ports.logins.check = check;
        const granted = await check(id, password);
        await shop.reset(link, fresh);
        return granted;
      };
      await expect(attack()).rejects.toThrow(InvalidCredentials);
      expect(await shop.logIn(email, fresh)).toMatchObject({ user: { email } });
      await shop.ports.logins.setPassword(userId, ada.password);
    }
    expect(shop.mailed('change-email')).toEqual([]);
  });

  test('that a reset is just taking away changes nothing any more, whichever would reach the pool last [AUT-17]', async () => {
    const link = await resetLink();
    const { setPassword } = shop.ports.logins;
    shop.ports.logins.setPassword = async (id, password) => {
      shop.ports.logins.setPassword = setPassword;
      await shop.forgot(email);
      const theft = shop.changePassword(userId, undefined, ada.password, 'the password of a thief');
      await expect(theft).rejects.toThrow(SignInUnavailable);
      await setPassword(id, password);
    };
    await shop.reset(link, fresh);
    expect.assertions(3);
    expect(shop.logins.passwords.get(userId)).toBe(fresh);
    await shop.changePassword(userId, undefined, fresh, ada.password);
    expect(await shop.logIn(email, ada.password)).toMatchObject({ user: { email } });
  });

  test('that is being changed is changed and reset by nobody else, whichever would reach the pool last [AUT-17]', async () => {
    const toPool = heldAtPool();
    const change = (password: string) => shop.changePassword(userId, undefined, ada.password, password);
    const slow = await toPool(() => change('the password of the slow'));
    const link = await resetLink();
    await expect(shop.reset(link, fresh)).rejects.toThrow(SignInUnavailable);
    await expect(change(fresh)).rejects.toThrow(SignInUnavailable);
    slow.pool.answer();
    await slow.answer;
    expect(await shop.logIn(email, 'the password of the slow')).toMatchObject({ user: { email } });
    const next = await toPool(async () => shop.reset(await resetLink(), fresh));
    next.pool.answer();
    await next.answer;
    expect(await shop.logIn(email, fresh)).toMatchObject({ user: { email } });
    expect(shop.told('auth.password.changed')).toHaveLength(1);
  });

  test('changed by one whose minute at the pool is over is told of by whoever came after it alone [AUT-17]', async () => {
    const toPool = heldAtPool();
    const slow = await toPool(() => shop.changePassword(userId, undefined, ada.password, 'the password of the slow'));
    later(60);
    const next = await toPool(() => shop.changePassword(userId, undefined, ada.password, fresh));
    slow.pool.answer();
    await expect(slow.answer).rejects.toThrow(InvalidCredentials);
    next.pool.answer();
    await next.answer;
    expect(shop.told('auth.password.changed')).toHaveLength(1);
    expect(await shop.logIn(email, fresh)).toMatchObject({ user: { email } });
  });

  test('changed by somebody who knows it ends the link to reset it, and to another address [AUT-17]', async () => {
    const token = await resetLink();
    await shop.changeEmail(userId, ada.password, 'new@example.com');
    await shop.changePassword(userId, undefined, ada.password, fresh);
    await expect(shop.reset(token, 'yet another password')).rejects.toThrow(InvalidOneTimeToken);
    await expect(shop.verify(last(shop.mailed('change-email')))).rejects.toThrow(InvalidOneTimeToken);
  });
});

describe('another address', () => {
  const fresher = 'new@example.com';
  const changeLink = async (to = fresher) => {
    await shop.changeEmail(userId, ada.password, to);
    return last(shop.mailed('change-email'));
  };

  test('counts once its link is clicked, and the old one is free then [AUT-06]', async () => {
    const token = await changeLink();
    expect(await shop.logIn(email, ada.password)).toMatchObject({ user: { email } });
    await expect(shop.logIn(fresher, ada.password)).rejects.toThrow(InvalidCredentials);
    await shop.verify(token);
    expect(await shop.logIn(fresher, ada.password)).toMatchObject({ user: { id: userId, email: fresher } });
    await expect(shop.logIn(email, ada.password)).rejects.toThrow(InvalidCredentials);
    await expect(shop.verify(token)).rejects.toThrow(InvalidOneTimeToken);
    expect(await shop.user(userId)).not.toHaveProperty('emailChangeId');
    await shop.register({ ...ada, name: 'Somebody else' });
    expect(shop.told('user.created')).toHaveLength(2);
  });

  test('is told by events without it; the old one is kept for two weeks, to be told [AUT-06, K35]', async () => {
    const token = await changeLink();
    const [tokenId = ''] = token.split('.');
    expect(last(shop.told('auth.email.change.requested'))).toEqual({
      userId,
      tokenId,
      expiresAt: '2026-11-22T10:00:00.000Z',
      ip: '192.0.2.1',
    });
    await shop.verify(token);
    expect(shop.told('auth.email.changed')).toEqual([{ userId, tokenId }]);
    expect(JSON.stringify(shop.events())).not.toContain('@example');
    expect(shop.items().find(({ sk }) => sk === `FORMER-EMAIL#${tokenId}`)).toMatchObject({
      pk: `USER#${userId}`,
      email,
      ttl: shop.clock.time.getTime() / 1000 + 14 * 86_400,
    });
  });

  test('takes the password that is asked for, and a wrong one changes nothing [AUT-06]', async () => {
    const before = shop.items();
    await expect(shop.changeEmail(userId, 'wrong', fresher)).rejects.toThrow(InvalidCredentials);
    expect(shop.items()).toEqual(before);
  });

  test('that is somebody else’s tells its owner and nobody else, after the same work [AUT-01, AUT-06]', async () => {
    const owner = { email: 'eve@example.com', password: 'another password of eve', name: 'Eve' };
    await shop.register(owner);
    await shop.verify(last(shop.mailed()));
    const ownerId = last(shop.told('user.created'))['userId'];
    const ofNobody = await workOf(() => shop.changeEmail(userId, ada.password, fresher));
    const pending = last(shop.mailed('change-email'));
    expect(await workOf(() => shop.changeEmail(userId, ada.password, owner.email))).toEqual(ofNobody);
    expect(shop.told('auth.registration.repeated')).toEqual([{ userId: ownerId, ip: '192.0.2.1' }]);
    expect(shop.mailed('change-email')).toHaveLength(1);
    // Else a link to one's own second address would tell whether another one is somebody's.
    await expect(shop.verify(pending)).rejects.toThrow(InvalidOneTimeToken);
    expect(await shop.user(userId)).toMatchObject({ email });
    expect(await shop.logIn(owner.email, owner.password)).toMatchObject({ user: { id: ownerId } });
  });

  test('that was taken before the click stays with whom it is [AUT-06]', async () => {
    const token = await changeLink();
    await shop.register({ email: fresher, password: 'another password of eve', name: 'Eve' });
    await shop.verify(last(shop.mailed()));
    await expect(shop.verify(token)).rejects.toThrow(InvalidOneTimeToken);
    expect(await shop.user(userId)).toMatchObject({ email });
    expect(shop.items().filter(({ pk }) => pk === `EMAIL#${email}`)).toHaveLength(1);
  });

  test('that somebody registered and never confirmed comes to who confirms it; the registration gives way [AUT-01, AUT-06]', async () => {
    await shop.register({ email: fresher, password: 'another password of eve', name: 'Eve' });
    const planted = last(shop.mailed());
    const eveId = last(shop.told('user.created'))['userId'] ?? '';
    await shop.verify(await changeLink());
    expect(await shop.logIn(fresher, ada.password)).toMatchObject({ user: { id: userId } });
    expect(await shop.user(eveId)).toBeUndefined();
    expect(shop.told('user.superseded')).toEqual([{ userId: eveId, successorId: userId }]);
    expect([...shop.logins.passwords.keys()]).toEqual([userId]);
    await expect(shop.verify(planted)).rejects.toThrow(InvalidOneTimeToken);
  });

  test('wanted by two users at once comes to one of them [AUT-06]', async () => {
    const eve = await shop.create('eve@example.com', 'customer', 'another password of eve');
    const token = await changeLink();
    await shop.changeEmail(eve.id, 'another password of eve', fresher);
    const clicks = await Promise.allSettled([shop.verify(token), shop.verify(last(shop.mailed('change-email')))]);
    expect(clicks.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const [owner] = shop.items().filter(({ pk }) => pk === `EMAIL#${fresher}`);
    const holders = await Promise.all([userId, eve.id].map((id) => shop.user(id)));
    expect(holders.filter((user) => user?.email === fresher).map((user) => user?.id)).toEqual([owner?.['userId']]);
  });

  test('ends the link that resets the password by the old one [AUT-06, AUT-17]', async () => {
    const stale = await resetLink();
    await shop.verify(await changeLink());
    await expect(shop.reset(stale, fresh)).rejects.toThrow(InvalidOneTimeToken);
    await shop.forgot(fresher);
    await shop.reset(last(shop.mailed('reset-password')), fresh);
    expect(await shop.logIn(fresher, fresh)).toMatchObject({ user: { id: userId } });
  });

  test('asked for by whoever knew the password is void once the password was reset [AUT-06, AUT-17]', async () => {
    const planted = await changeLink();
    await shop.reset(await resetLink(), fresh);
    await expect(shop.verify(planted)).rejects.toThrow(InvalidOneTimeToken);
  });

  test('is confirmed for a day, by the last link that was asked for [AUT-06]', async () => {
    const first = await changeLink();
    const second = await changeLink('newer@example.com');
    await expect(shop.verify(first)).rejects.toThrow(InvalidOneTimeToken);
    later(86_400);
    await expect(shop.verify(second)).rejects.toThrow(InvalidOneTimeToken);
  });

  test('of a user who was disabled meanwhile is none [AUT-06]', async () => {
    const token = await changeLink();
    await disable();
    await expect(shop.verify(token)).rejects.toThrow(InvalidOneTimeToken);
  });

  test('is asked for by a sign-in that does not stay [AUT-06]', async () => {
    const before = shop.logins.signIns.size;
    await changeLink();
    expect(shop.logins.signIns.size).toBe(before);
  });
});

describe('a token', () => {
  test('lies there until a day after its time, used or not, of somebody or nobody, and is forgotten then [AUT-06, AUT-17]', async () => {
    const before = shop.clock.time.getTime() / 1000;
    await shop.reset(await resetLink(), fresh);
    await shop.forgot('nobody@example.com');
    const kept = shop.items().filter(({ pk }) => String(pk).startsWith('TOKEN#'));
    expect(kept.map(({ purpose, ttl }) => [purpose, Number(ttl) - before])).toEqual([
      ['verify-email', 2 * 86_400],
      ['reset-password', 3_600 + 86_400],
      ['reset-password', 3_600 + 86_400],
    ]);
  });

  test('for one thing opens nothing else [AUT-06, AUT-17]', async () => {
    const reset = await resetLink();
    await expect(shop.verify(reset)).rejects.toThrow(InvalidOneTimeToken);
    await shop.changeEmail(userId, ada.password, 'new@example.com');
    await expect(shop.reset(last(shop.mailed('change-email')), fresh)).rejects.toThrow(InvalidOneTimeToken);
    await shop.reset(reset, fresh);
  });
});

describe('an address that anybody may have mailed', () => {
  const mails = () =>
    shop.mailed().length + shop.mailed('reset-password').length + shop.told('auth.registration.repeated').length;

  test('gets so many mails of a kind an hour; the last link stays good [AUT-05, AUT-17]', async () => {
    const token = await resetLink();
    const before = mails();
    for (let more = 0; more < 2 * MAILS_AN_HOUR; more++) await shop.register({ ...ada, name: 'Eve' });
    expect(mails() - before).toBe(MAILS_AN_HOUR);
    await shop.reset(token, fresh);
    later(3_600 / MAILS_AN_HOUR);
    await shop.register({ ...ada, name: 'Eve' });
    expect(mails() - before).toBe(MAILS_AN_HOUR + 1);
  });

  test('gets so many links to reset the password an hour; the last one stays good [AUT-05, AUT-17]', async () => {
    for (let time = 0; time < 2 * MAILS_AN_HOUR; time++) await shop.forgot(email);
    expect(shop.mailed('reset-password')).toHaveLength(MAILS_AN_HOUR);
    await shop.reset(last(shop.mailed('reset-password')), fresh);
  });

  test('gets so many links to change to it an hour, and as many words of it if it is somebody’s [AUT-05, AUT-06]', async () => {
    const owner = await shop.create('eve@example.com', 'customer', 'another password of eve');
    for (const to of ['new@example.com', owner.email])
      for (let time = 0; time < 2 * MAILS_AN_HOUR; time++) await shop.changeEmail(userId, ada.password, to);
    expect(shop.mailed('change-email')).toHaveLength(MAILS_AN_HOUR);
    expect(shop.told('auth.registration.repeated')).toHaveLength(MAILS_AN_HOUR);
  });

  test('gets a link at every ask of its owner, though a stranger registers it all day [AUT-01, AUT-17]', async () => {
    const minutes = 60 / MAILS_AN_HOUR;
    for (let passed = 0; passed < 24 * 60; passed += minutes) {
      later(minutes * 60);
      await shop.register({ ...ada, password: 'planted for somebody', name: 'Mallory' });
      if (passed % 60 !== 0) continue;
      const links = shop.mailed('reset-password').length;
      const token = await resetLink();
      expect(shop.mailed('reset-password')).toHaveLength(links + 1);
      await shop.reset(token, `${fresh} ${passed}`);
      expect(await shop.logIn(email, `${fresh} ${passed}`)).toMatchObject({ user: { email } });
    }
    expect(shop.told('auth.registration.repeated').length).toBeGreaterThan(23 * MAILS_AN_HOUR);
  });

  test('is counted one mail for one ask, though it was decided anew [AUT-01, AUT-05]', async () => {
    const eve = { email: 'eve@example.com', password: 'another password of eve', name: 'Eve' };
    const before = mails();
    await Promise.all([shop.register(eve), shop.register(eve)]);
    for (let time = 0; time < MAILS_AN_HOUR; time++) await shop.register(eve);
    expect(mails() - before).toBe(MAILS_AN_HOUR);
  });

  test('and got enough is registered again for nobody: its last confirmation stays good [AUT-01, AUT-05]', async () => {
    const eve = { email: 'eve@example.com', password: 'another password of eve', name: 'Eve' };
    for (let time = 0; time < MAILS_AN_HOUR; time++) await shop.register(eve);
    const [token, users] = [last(shop.mailed()), shop.told('user.created').length];
    const answer = await shop.register({ ...eve, password: 'planted for somebody', name: 'Mallory' });
    expect(answer).toEqual({ user: { email: eve.email, name: 'Mallory' }, requiresVerification: true });
    expect(shop.told('user.created')).toHaveLength(users);
    expect(shop.logins.passwords.size).toBe(2);
    await shop.verify(token);
    expect(await shop.logIn(eve.email, eve.password)).toMatchObject({ user: { name: 'Eve' } });
  });

  test('can be registered though strangers asked for everything else to go there [AUT-01, AUT-05]', async () => {
    const eve = { email: 'eve@example.com', password: 'another password of eve', name: 'Eve' };
    const strangers = async () => {
      for (let time = 0; time < 2 * MAILS_AN_HOUR; time++) {
        await shop.resend(eve.email);
        await shop.forgot(eve.email);
        await shop.changeEmail(userId, ada.password, eve.email);
      }
    };
    await strangers();
    await shop.register({ ...eve, name: 'Eva' });
    await strangers();
    await shop.register(eve);
    await shop.verify(last(shop.mailed()));
    expect(await shop.logIn(eve.email, eve.password)).toMatchObject({ user: { name: 'Eve' } });
  });

  test('and got enough takes the same work as any other [AUT-17]', async () => {
    const enough = async (call: () => Promise<unknown>) => {
      const before = await workOf(call);
      for (let time = 0; time < MAILS_AN_HOUR; time++) await call();
      expect(await workOf(call)).toEqual(before);
    };
    await enough(() => shop.forgot(email));
    await enough(() => shop.changeEmail(userId, ada.password, 'new@example.com'));
    await enough(() => shop.register({ ...ada, email: 'eve@example.com' }));
  });

  test('elsewhere is not concerned [AUT-17]', async () => {
    for (let time = 0; time < 2 * MAILS_AN_HOUR; time++) await shop.forgot('nobody@example.com');
    await resetLink();
    expect(shop.mailed('reset-password')).toHaveLength(1);
  });
});
