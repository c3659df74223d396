import { beforeEach, describe, expect, test } from 'vitest';
import { InvalidOneTimeToken } from '../../../functions/identity/links/one-time-token.ts';
import { cognitoLogins } from '../../../functions/identity/logins.cognito.ts';
import { LoginLocked } from '../../../functions/identity/logins.ts';
import { InvalidCredentials } from '../../../functions/identity/sessions/sign-in.ts';
import { problemOf } from '../../../functions/shared/http/problem.ts';
import { standInCognito } from '../../support/stand-in-cognito.ts';
import { accounts } from './accounts.ts';

const email = 'ada@example.com';
const password = 'correct horse battery';
const fresh = 'a fresh new password';

let pool: ReturnType<typeof standInCognito>;
let shop: ReturnType<typeof accounts>;
let userId: string;
beforeEach(async () => {
  shop = accounts((clock) => {
    pool = standInCognito(clock);
    return cognitoLogins({ userPoolId: 'pool', clientId: 'client', client: pool.client }) as never;
  });
  userId = (await shop.create(email, 'staff', password)).id;
});

const later = (seconds: number) => {
  shop.clock.time = new Date(shop.clock.time.getTime() + seconds * 1000);
};
const logIn = (typed: string) => shop.logIn(email, typed).catch((error: unknown) => error);
const guess = async (times: number) => {
  const answers: unknown[] = [];
  for (let time = 0; time < times; time++) answers.push(await logIn(`guess number ${time}`));
  return answers.map((answer) => (answer as Error).name);
};
const resetLink = async () => {
  await shop.forgot(email);
  return shop.mailed('reset-password').at(-1) ?? '';
};

describe('a login that the user pool has locked', () => {
  test('is no wrong password: 429, when to come again, and the attempt is no failure [AUT-07, BFF-07]', async () => {
    expect(await guess(6)).toEqual([...Array(5).fill(InvalidCredentials.name), LoginLocked.name]);
    const error = await logIn(password);
    expect(error).toBeInstanceOf(LoginLocked);
    const { body, headers } = problemOf(error, 'cor_1');
    expect({ status: body.status, code: body.code, headers }).toEqual({
      status: 429,
      code: 'too-many-attempts',
      headers: { 'retry-after': '30' },
    });
    // Nothing was learned, so nothing is recorded as a failure.
    expect(shop.told('auth.login').map(({ outcome }) => outcome)).toEqual(Array(5).fill('wrong-password'));
  });

  test('opens by itself, and the right password begins anew [AUT-07]', async () => {
    await guess(5);
    later(1);
    expect(await logIn(password)).toMatchObject({ user: { email } });
    expect(await guess(5)).toEqual(Array(5).fill(InvalidCredentials.name));
  });

  test('is locked for twice as long by each further failure, up to a quarter of an hour [AUT-07]', async () => {
    await guess(5);
    for (const seconds of [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]) {
      later(seconds - 0.001);
      expect(await logIn(password)).toBeInstanceOf(LoginLocked);
      later(0.001);
      expect(await logIn('another guess')).toBeInstanceOf(InvalidCredentials);
    }
  });

  test('is open again after a reset, at once, for the same user with the same role; nobody else gets in [AUT-17, AUT-22]', async () => {
    const cookie = await shop.signIn(email, password);
    await guess(9);
    later(10);
    await guess(3);
    const token = await resetLink();
    await shop.reset(token, fresh);
    expect(await logIn(password)).toBeInstanceOf(InvalidCredentials);
    expect(await logIn(fresh)).toMatchObject({ user: { id: userId, email, role: 'staff' } });
    expect(pool.groupsOf(userId)).toEqual(['staff']);
    await expect(shop.refresh(cookie)).rejects.toThrow();
    await expect(shop.reset(token, 'yet another password')).rejects.toThrow(InvalidOneTimeToken);
  });

  test('is no reason to refuse a change of password or address as if the present password were wrong [AUT-07, AUT-17]', async () => {
    await guess(5);
    for (const refused of [
      () => shop.changePassword(userId, undefined, password, fresh),
      () => shop.changeEmail(userId, password, 'new@example.com'),
    ]) {
      await expect(refused()).rejects.toThrow(LoginLocked);
    }
    later(1);
    // The present password is a sign-in, which lifts whatever was counted.
    await shop.changePassword(userId, undefined, password, fresh);
    expect(await guess(4)).toEqual(Array(4).fill(InvalidCredentials.name));
    expect(await logIn(fresh)).toMatchObject({ user: { email } });
  });
});

describe('making a login anew', () => {
  test.each(['AdminDeleteUser', 'AdminCreateUser', 'AdminAddUserToGroup'])(
    'that breaks off after %s is made good by the same link, a minute later [AUT-17]',
    async (step) => {
      const token = await resetLink();
      const { send } = pool.client;
      pool.client.send = (async (command: never) => {
        const answer = await send(command);
        if (pool.calls.at(-1) === step) throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
        return answer;
      }) as never;
      await expect(shop.reset(token, fresh)).rejects.toMatchObject({ code: 'sign-in-unavailable' });
      pool.client.send = send;
      later(60);
      await shop.reset(token, fresh);
      expect(await logIn(fresh)).toMatchObject({ user: { id: userId } });
      expect(pool.groupsOf(userId)).toEqual(['staff']);
    },
  );

  test('for a user who is erased meanwhile leaves none behind [AUT-17]', async () => {
    const token = await resetLink();
    const { send } = pool.client;
    pool.client.send = (async (command: never) => {
      const answer = await send(command);
      if (pool.calls.at(-1) === 'AdminCreateUser')
        await shop.store.write({ kind: 'delete', table: 'identity', key: { pk: `USER#${userId}`, sk: 'META' } });
      return answer;
    }) as never;
    await expect(shop.reset(token, fresh)).rejects.toThrow(InvalidOneTimeToken);
    expect(pool.has(userId)).toBe(false);
  });
});
