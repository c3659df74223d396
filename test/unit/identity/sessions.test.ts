import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { InvalidOneTimeToken } from '../../../functions/identity/links/one-time-token.ts';
import { PasswordRefused, SignInUnavailable } from '../../../functions/identity/logins.ts';
import { type Session, sessionIdOf } from '../../../functions/identity/sessions/session.ts';
import { newCookie, openCookie } from '../../../functions/identity/sessions/session-cookie.ts';
import { InvalidCredentials } from '../../../functions/identity/sessions/sign-in.ts';
import { addSeconds } from '../../../functions/shared/clock.ts';
import { NotFound, NotYours } from '../../../functions/shared/domain-error.ts';
import { NotSignedIn } from '../../../functions/shared/http/browser-session.ts';
import { InvalidToken } from '../../../functions/shared/http/tokens.ts';
import { accounts, cookieIn } from './accounts.ts';

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

const email = 'ada@example.com';
const password = 'correct horse battery';
const other = 'another long password';

type Shop = Awaited<ReturnType<typeof withAda>>;

/** A shop with a user; the browser of their first sign-in is `sign-in 1`. */
async function withAda() {
  const shop = accounts();
  const { id } = await shop.create(email, 'customer', password);
  const wait = (seconds: number) => {
    shop.clock.time = addSeconds(shop.clock.time, seconds);
  };
  const kept = (): Session[] =>
    shop
      .items()
      .flatMap((item) =>
        String(item['pk']).startsWith('SESSION#') && item['sk'] === 'META' ? [item as unknown as Session] : [],
      );
  return {
    ...shop,
    adaId: id,
    wait,
    kept,
    signIn: (rememberMe = false, typed = password) => shop.signIn(email, typed, rememberMe),
    change: async (change: Parameters<typeof shop.ports.identity.writes.change>[2]) => {
      const user = await shop.user(id);
      if (user) await shop.store.write(shop.ports.identity.writes.change(user, shop.clock.time, change));
    },
    /** Whether a cookie is the one that the session would replace next. */
    isCurrent: (cookie: string) =>
      kept().some(({ secretHash }) => secretHash === openCookie(shop.keys.sessions, cookie)?.hash),
  };
}

/** The cookie of the next refresh. */
const next = async (shop: Shop, cookie: string): Promise<string> => cookieIn(await shop.refresh(cookie));

describe('signing in', () => {
  test('opens a session with both cookies; no script reads the one that opens it [AUT-19, AUT-20, K8, K32]', async () => {
    const shop = await withAda();
    for (const [rememberMe, age] of [
      [false, ''],
      [true, ' Max-Age=2592000;'],
    ] as const) {
      await shop.signIn(rememberMe);
      const { cookies } = await shop.refresh(await shop.signIn(rememberMe));
      expect(cookies.map((cookie) => cookie.replace(/=[^;]+/, '=…'))).toEqual([
        `__Host-refresh=…;${age} Path=/; HttpOnly; Secure; SameSite=Strict`,
        `__Host-csrf=…;${age} Path=/; Secure; SameSite=Strict`,
      ]);
    }
  });

  test('tells of the session that it opened, in the same transaction [AUT-11]', async () => {
    const shop = await withAda();
    await shop.signIn();
    const [{ id } = { id: '' }] = shop.kept();
    expect(shop.told('auth.login')).toMatchObject([{ userId: shop.adaId, sessionId: id }]);
    shop.store.beforeCommit = () => {
      throw new Error('The lights went out');
    };
    await expect(shop.signIn()).rejects.toThrow('The lights went out');
    expect([shop.kept().length, shop.told('auth.login').length]).toEqual([1, 1]);
  });

  test('of nobody is tried at the user pool as well, under a name of its own for each address [AUT-07]', async () => {
    const shop = await withAda();
    const { check } = shop.ports.logins;
    const asked: string[] = [];
    shop.ports.logins.check = (userId, typed) => {
      asked.push(userId);
      return check(userId, typed);
    };
    for (const nobody of ['a@example.com', 'b@example.com', 'a@example.com'])
      await expect(shop.logIn(nobody, password)).rejects.toThrow(InvalidCredentials);
    const [first = '', second] = asked;
    expect(asked).toEqual([first, second, first]);
    expect(second).not.toBe(first);
    expect(first).toMatch(/^usr_[0-9A-Z]{26}$/);
  });

  test('keeps no secret, and no token that anybody else could use [AUT-19]', async () => {
    const shop = await withAda();
    const cookie = await shop.signIn();
    const kept = JSON.stringify(shop.kept());
    for (const secret of [cookie.slice(31), 'refresh of', password]) expect(kept).not.toContain(secret);
  });

  test.each([
    ['for a working day', false, 12 * 3_600],
    ['for thirty days', true, 30 * 86_400],
  ])('is remembered %s, after which the table forgets it as well [AUT-14]', async (_, rememberMe, seconds) => {
    const shop = await withAda();
    await next(shop, await shop.signIn(rememberMe));
    const over = addSeconds(shop.clock.time, seconds);
    expect(shop.kept()).toMatchObject([{ expiresAt: over.toISOString(), ttl: over.getTime() / 1000 }]);
  });

  test('while every login is being ended opens nothing', async () => {
    const shop = await withAda();
    const { check } = shop.ports.logins;
    shop.ports.logins.check = async (userId, typed) => {
      const granted = await check(userId, typed);
      shop.ports.logins.check = check;
      await shop.changePassword(shop.adaId, undefined, password, other);
      return granted;
    };
    const cookie = await shop.signIn();
    await expect(shop.refresh(cookie)).rejects.toThrow(NotSignedIn);
  });
});

describe('a refresh', () => {
  test('answers a token, and a new cookie that takes the place of the old one [AUT-14]', async () => {
    const shop = await withAda();
    const first = await shop.signIn();
    shop.wait(900);
    const reply = await shop.refresh(first);
    expect(reply.body).toEqual({
      token: `token of ${shop.adaId}`,
      tokenType: 'Bearer',
      expiresIn: 900,
      userId: shop.adaId,
    });
    const second = cookieIn(reply);
    expect(second).not.toBe(first);
    expect(shop.kept()).toMatchObject([
      { lastUsedAt: shop.clock.time.toISOString(), userAgent: 'refreshed', version: 2 },
    ]);
    shop.wait(3_600);
    expect(await next(shop, second)).not.toBe('');
  });

  test('of a second tab gets a token and no cookie, for ten seconds [AUT-14]', async () => {
    const shop = await withAda();
    const first = await shop.signIn();
    const second = await next(shop, first);
    shop.wait(10);
    const { body, cookies } = await shop.refresh(first);
    expect([body, cookies]).toEqual([
      { token: `token of ${shop.adaId}`, tokenType: 'Bearer', expiresIn: 900, userId: shop.adaId },
      [],
    ]);
    expect(await next(shop, second)).not.toBe('');
  });

  test('by a copy ends the session for both, whether thief or owner comes later [AUT-14]', async () => {
    const shop = await withAda();
    const first = await shop.signIn();
    const second = await next(shop, first);
    shop.wait(11);
    await expect(shop.refresh(first)).rejects.toThrow(NotSignedIn);
    await expect(shop.refresh(second)).rejects.toThrow(NotSignedIn);
    const [{ sessionId } = { sessionId: '' }] = shop.told('auth.login');
    expect(shop.told('auth.session.stolen')).toEqual([
      { userId: shop.adaId, sessionId, ip: '192.0.2.1', userAgent: 'refreshed' },
    ]);
    expect([shop.kept().length, shop.logins.signIns.size]).toEqual([0, 0]);
  });

  test('by the same copy at once, many times, tells of it once [AUT-14]', async () => {
    const shop = await withAda();
    const first = await shop.signIn();
    await next(shop, await next(shop, first));
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => shop.refresh(first)));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill('rejected'));
    expect(shop.told('auth.session.stolen')).toHaveLength(1);
  });

  test('by noise ends nothing, although it names the session [AUT-14]', async () => {
    const shop = await withAda();
    const cookie = await shop.signIn();
    const [{ id } = { id: '' }] = shop.kept();
    const forged = newCookie({ current: 'the key of somebody else', previous: undefined }, id).value;
    for (const noise of [forged, `${id}.`, 'nothing', cookie.toLowerCase()])
      await expect(shop.refresh(noise)).rejects.toThrow(NotSignedIn);
    expect(shop.told('auth.session.stolen')).toEqual([]);
    expect(await next(shop, cookie)).not.toBe('');
  });

  test('that has the user pool refuse ends the session, and says nothing of theft [AUT-14]', async () => {
    const shop = await withAda();
    const cookie = await shop.signIn();
    shop.logins.signIns.clear();
    await expect(shop.refresh(cookie)).rejects.toThrow(NotSignedIn);
    expect([shop.kept(), shop.told('auth.session.stolen'), shop.told('auth.logout')]).toEqual([[], [], []]);
  });

  test('while the user pool is too busy changes nothing [AUT-14, BFF-07]', async () => {
    const shop = await withAda();
    const cookie = await shop.signIn();
    const before = shop.items();
    const { refresh } = shop.ports.logins;
    shop.ports.logins.refresh = () => Promise.reject(new SignInUnavailable(undefined));
    await expect(shop.refresh(cookie)).rejects.toThrow(SignInUnavailable);
    expect(shop.items()).toEqual(before);
    shop.ports.logins.refresh = refresh;
    expect(await next(shop, cookie)).not.toBe('');
  });

  test('that held the right secret when it came is no theft, whatever others do meanwhile [AUT-14]', async () => {
    const shop = await withAda();
    const first = await shop.signIn();
    const { refresh } = shop.ports.logins;
    let third = '';
    shop.ports.logins.refresh = async (userId, token) => {
      shop.ports.logins.refresh = refresh;
      third = await next(shop, await next(shop, first));
      return refresh(userId, token);
    };
    expect(await shop.refresh(first)).toMatchObject({ body: { tokenType: 'Bearer' }, cookies: [] });
    expect(await next(shop, third)).not.toBe('');
  });

  test('that loses the write to one that only carried the session over replaces the secret all the same', async () => {
    const shop = await withAda();
    const cookie = await shop.signIn();
    const { refresh } = shop.ports.logins;
    shop.ports.logins.refresh = async (userId, token) => {
      shop.ports.logins.refresh = refresh;
      await shop.changePassword(shop.adaId, 'sign-in 1', password, other);
      return refresh(userId, token);
    };
    const second = await next(shop, cookie);
    expect(await next(shop, second)).not.toBe('');
  });

  test.each([
    ['disabled', (shop: Shop) => shop.change({ disabled: true })],
    ['signed out everywhere', (shop: Shop) => shop.change({ generation: 1 })],
  ])('of a user who was %s is refused [AUT-14]', async (_, change) => {
    const shop = await withAda();
    const cookie = await shop.signIn();
    await change(shop);
    await expect(shop.refresh(cookie)).rejects.toThrow(NotSignedIn);
  });

  test('whose write was answered to nobody still hands out the cookie that it wrote [AUT-14]', async () => {
    const shop = await withAda();
    const cookie = await shop.signIn();
    const { store } = shop.ports;
    const write = store.write.bind(store);
    vi.spyOn(store, 'write').mockImplementationOnce(async (change) => {
      await write(change);
      // As the client, which sends again, sees it: its own write stands in the way.
      throw change.refused?.(undefined) ?? new Error('No condition');
    });
    const replaced = await next(shop, cookie);
    expect(shop.isCurrent(replaced)).toBe(true);
    shop.wait(900);
    expect(shop.isCurrent(await next(shop, replaced))).toBe(true);
  });

  test('goes on over a rotation of the key, and with the first refresh no longer needs the old one', async () => {
    const shop = await withAda();
    const first = await shop.signIn();
    const old = shop.keys.sessions.current;
    shop.keys.sessions = { current: 'a new key', previous: old };
    const second = await next(shop, first);
    shop.keys.sessions = { current: 'a new key', previous: undefined };
    expect(await next(shop, second)).not.toBe('');
    shop.keys.sessions = { current: 'yet another key', previous: undefined };
    await expect(shop.refresh(second)).rejects.toThrow(NotSignedIn);
  });
});

/** Which cookie is current, and which it replaced when. */
interface Model {
  readonly current: string;
  readonly replaced?: { readonly cookie: string; readonly at: number };
}

/** Ada's tabs and Eve, who has a copy of whatever Ada's first tab held when she last looked. */
type Move =
  | { readonly kind: 'refresh'; readonly who: 'ada' | 'eve' }
  | { readonly kind: 'copy' }
  | { readonly kind: 'wait'; readonly seconds: number };
const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('refresh' as const), who: fc.constantFrom('ada', 'eve') }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('copy' as const) }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.constantFrom(1, 5, 10, 11, 600) }),
    },
  ),
  { maxLength: 25 },
);

describe('whoever has copies', () => {
  test('there is one living secret or none, and theft ends it for all, in whatever order they come [AUT-14]', async () => {
    await fc.assert(
      fc.asyncProperty(moves, async (played) => {
        const shop = await withAda();
        const first = await shop.signIn(true);
        const jars = { ada: first, eve: first };
        let model: Model | undefined = { current: first };
        for (const move of played) {
          if (move.kind === 'copy') jars.eve = jars.ada;
          if (move.kind === 'wait') shop.wait(move.seconds);
          if (move.kind !== 'refresh') continue;
          const held = jars[move.who];
          const at = shop.clock.time.getTime();
          const reply = await shop.refresh(held).catch(() => undefined);
          if (model?.current === held) {
            expect(reply?.cookies).toHaveLength(2);
            jars[move.who] = reply ? cookieIn(reply) : '';
            model = { current: jars[move.who], replaced: { cookie: held, at } };
          } else if (model?.replaced?.cookie === held && at - model.replaced.at <= 10_000) {
            expect(reply?.cookies).toEqual([]);
          } else {
            expect(reply).toBeUndefined();
            model = undefined;
          }
          expect(shop.kept()).toHaveLength(model ? 1 : 0);
          expect(shop.told('auth.session.stolen')).toHaveLength(model ? 0 : 1);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('there is one living secret or none, however their requests interleave [AUT-14]', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 0, max: 2 }),
        fc.array(fc.nat(2), { minLength: 2, maxLength: 6 }),
        async (scheduler, replacements, picks) => {
          const shop = await withAda();
          const issued = [await shop.signIn()];
          for (let count = 0; count < replacements; count++) issued.push(await next(shop, issued.at(-1) ?? ''));
          const { readTogether, write, commit } = shop.store;
          Object.assign(shop.store, {
            readTogether: scheduler.scheduleFunction(readTogether),
            write: scheduler.scheduleFunction(write),
            commit: scheduler.scheduleFunction(commit),
          });
          const answers = Promise.allSettled(picks.map((pick) => shop.refresh(issued[pick % issued.length] ?? '')));
          await scheduler.waitFor(answers);
          Object.assign(shop.store, { readTogether, write, commit });

          const cookies = (await answers).flatMap((answer) =>
            answer.status === 'fulfilled' ? [cookieIn(answer.value)] : [],
          );
          const living = shop.kept();
          const stolen = shop.told('auth.session.stolen').length;
          expect(living.length + stolen).toBe(1);
          const working: string[] = [];
          for (const cookie of new Set([...issued, ...cookies].filter((cookie) => cookie !== ''))) {
            if (shop.isCurrent(cookie)) working.push(cookie);
          }
          expect(working).toHaveLength(living.length);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('fifty at once with one cookie: one is given the next, all get a token [AUT-14]', async () => {
    const shop = await withAda();
    const first = await shop.signIn();
    const replies = await Promise.all(Array.from({ length: 50 }, () => shop.refresh(first)));
    const given = replies.map(cookieIn).filter((cookie) => cookie !== '');
    expect(given).toHaveLength(1);
    expect(await next(shop, given[0] ?? '')).not.toBe('');
  });
});

describe('signing out', () => {
  test('ends the session once, tells of it, and takes the cookies [AUT-16]', async () => {
    const shop = await withAda();
    const cookie = await shop.signIn();
    const replies = [await shop.logOut(cookie), await shop.logOut(cookie)];
    for (const { cookies } of replies) {
      expect(cookies.map((line) => /^[^;]+; Max-Age=0;/.exec(line)?.[0])).toEqual([
        '__Host-refresh=; Max-Age=0;',
        '__Host-csrf=; Max-Age=0;',
      ]);
    }
    const [{ sessionId } = { sessionId: '' }] = shop.told('auth.login');
    expect(shop.told('auth.logout')).toEqual([{ userId: shop.adaId, sessionId, ip: '192.0.2.1' }]);
    expect([shop.kept(), shop.logins.signIns.size]).toEqual([[], 0]);
    await expect(shop.refresh(cookie)).rejects.toThrow(NotSignedIn);
  });

  test('works with a secret that was replaced, and ends nothing by noise [AUT-16]', async () => {
    const shop = await withAda();
    const first = await shop.signIn();
    const second = await next(shop, first);
    await shop.logOut(`${second.slice(0, 31)}${'A'.repeat(86)}`);
    expect(shop.kept()).toHaveLength(1);
    await shop.logOut(first);
    expect(shop.kept()).toEqual([]);
  });

  test('at the same time as a refresh leaves no session [AUT-16]', async () => {
    const shop = await withAda();
    const cookie = await shop.signIn();
    const [, refreshed] = await Promise.allSettled([shop.logOut(cookie), shop.refresh(cookie)]);
    expect(shop.kept()).toEqual([]);
    if (refreshed.status === 'fulfilled')
      await expect(shop.refresh(cookieIn(refreshed.value))).rejects.toThrow(NotSignedIn);
  });

  test('succeeds although the user pool does not answer [AUT-16]', async () => {
    const shop = await withAda();
    const cookie = await shop.signIn();
    shop.ports.logins.revoke = () => Promise.reject(new SignInUnavailable(undefined));
    await shop.logOut(cookie);
    expect(shop.kept()).toEqual([]);
  });
});

describe('where I am signed in', () => {
  test('is listed, newest first, with the one that asks marked; what is over is not [AUT-14]', async () => {
    const shop = await withAda();
    const expired = await shop.signIn();
    shop.wait(12 * 3_600 - 60);
    await shop.signIn(true);
    shop.wait(30);
    await shop.logOut(await shop.signIn());
    await shop.signIn();
    shop.wait(30);
    await expect(shop.refresh(expired)).rejects.toThrow(NotSignedIn);
    const sessions = await shop.sessions(shop.adaId, 'sign-in 2');
    expect(sessions.map(({ current, rememberMe }) => ({ current, rememberMe }))).toEqual([
      { current: false, rememberMe: false },
      { current: true, rememberMe: true },
    ]);
    await shop.change({ generation: 7 });
    expect(await shop.sessions(shop.adaId)).toEqual([]);
    await shop.change({ disabled: true });
    await expect(shop.sessions(shop.adaId)).rejects.toThrow(InvalidToken);
  });

  test('always has the one that asks, at the end where a hundred are newer [AUT-14]', async () => {
    const shop = await withAda();
    for (let count = 0; count < 106; count += 1) {
      await shop.signIn(true);
      shop.wait(1);
    }
    const oldest = await shop.sessions(shop.adaId, 'sign-in 1');
    expect(oldest).toHaveLength(101);
    expect(oldest.map(({ current }) => current).lastIndexOf(true)).toBe(100);
    const times = oldest.map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted().toReversed());
    const newest = await shop.sessions(shop.adaId, 'sign-in 106');
    expect([newest.length, newest.filter(({ current }) => current)]).toEqual([100, [newest[0]]]);
    expect(await shop.sessions(shop.adaId, 'sign-in of nobody')).toHaveLength(100);
  });

  test('can be ended from elsewhere, once; somebody else’s is not there [AUT-16]', async () => {
    const shop = await withAda();
    const cookie = await shop.signIn();
    const [{ id } = { id: '' }] = await shop.sessions(shop.adaId);
    const eve = await shop.create('eve@example.com', 'customer', other);
    await expect(shop.endSession(eve.id, id)).rejects.toThrow(NotYours);
    await expect(shop.endSession(eve.id, sessionIdOf('nothing'))).rejects.toThrow(NotFound);
    expect(shop.told('auth.logout')).toEqual([]);
    await shop.endSession(shop.adaId, id);
    expect(shop.told('auth.logout')).toMatchObject([{ userId: shop.adaId, sessionId: id }]);
    await expect(shop.refresh(cookie)).rejects.toThrow(NotSignedIn);
    await expect(shop.endSession(shop.adaId, id)).rejects.toThrow(NotFound);
    expect(shop.logins.signIns.size).toBe(0);
    await shop.signIn();
    const [{ id: over } = { id: '' }] = shop.kept();
    await shop.change({ generation: 7 });
    await expect(shop.endSession(shop.adaId, over)).rejects.toThrow(NotFound);
    expect(shop.told('auth.logout')).toHaveLength(1);
  });
});

describe('changing the password', () => {
  test('ends every other login, keeps the one that asks, and tells of it [AUT-14]', async () => {
    const shop = await withAda();
    const [own, elsewhere] = [await shop.signIn(), await shop.signIn()];
    await shop.changePassword(shop.adaId, 'sign-in 1', password, other);
    expect(shop.told('auth.password.changed')).toEqual([{ userId: shop.adaId, ip: '192.0.2.1' }]);
    await expect(shop.refresh(elsewhere)).rejects.toThrow(NotSignedIn);
    expect(await next(shop, own)).not.toBe('');
    expect([...shop.logins.signIns.keys()]).toEqual(['refresh of sign-in 1']);
    await expect(shop.logIn(email, password)).rejects.toThrow(InvalidCredentials);
    await shop.logIn(email, other);
  });

  test('with a wrong present one changes nothing', async () => {
    const shop = await withAda();
    const cookie = await shop.signIn();
    const before = shop.items();
    await expect(shop.changePassword(shop.adaId, 'sign-in 1', 'wrong', other)).rejects.toThrow(InvalidCredentials);
    expect(shop.items()).toEqual(before);
    expect(shop.logins.passwords.get(shop.adaId)).toBe(password);
    expect(await next(shop, cookie)).not.toBe('');
  });

  test.each([
    ['is too busy', 'after a minute, when no late answer can come', new SignInUnavailable(undefined), 60],
    ['does not take it', 'at once', new PasswordRefused(undefined), 0],
  ])(
    'tells nobody where the user pool %s, has ended other logins and links, and can be asked for again %s [AUT-14, AUT-17]',
    async (_, __, error, seconds) => {
      const shop = await withAda();
      const [cookie, elsewhere] = [await shop.signIn(), await shop.signIn()];
      await shop.forgot(email);
      const { setPassword } = shop.ports.logins;
      shop.ports.logins.setPassword = () => Promise.reject(error);
      await expect(shop.changePassword(shop.adaId, 'sign-in 1', password, other)).rejects.toBe(error);
      expect(shop.told('auth.password.changed')).toEqual([]);
      await expect(shop.refresh(elsewhere)).rejects.toThrow(NotSignedIn);
      await expect(shop.reset(shop.mailed('reset-password').at(-1) ?? '', other)).rejects.toThrow(InvalidOneTimeToken);
      shop.ports.logins.setPassword = setPassword;
      const again = () => shop.changePassword(shop.adaId, 'sign-in 1', password, other);
      if (seconds > 0) await expect(again()).rejects.toThrow(SignInUnavailable);
      shop.clock.time = new Date(shop.clock.time.getTime() + seconds * 1000);
      await again();
      expect(await next(shop, cookie)).not.toBe('');
    },
  );

  test('leaves nobody signed in by the old one, wherever it breaks off', async () => {
    const shop = await withAda();
    const elsewhere = await shop.signIn();
    const { setPassword } = shop.ports.logins;
    shop.ports.logins.setPassword = async (userId, chosen) => {
      await setPassword(userId, chosen);
      throw new Error('The lights went out');
    };
    await expect(shop.changePassword(shop.adaId, undefined, password, other)).rejects.toThrow('The lights went out');
    await expect(shop.refresh(elsewhere)).rejects.toThrow(NotSignedIn);
  });

  test('is too late for whoever signs in with the old one before the pool has changed', async () => {
    const shop = await withAda();
    const { setPassword } = shop.ports.logins;
    let between = '';
    shop.ports.logins.setPassword = async (userId, chosen) => {
      between = await shop.signIn();
      return setPassword(userId, chosen);
    };
    await shop.changePassword(shop.adaId, undefined, password, other);
    expect(between).not.toBe('');
    await expect(shop.refresh(between)).rejects.toThrow(NotSignedIn);
  });

  test('spares a login with the new one that was faster than the tidying up', async () => {
    const shop = await withAda();
    const { ofUser } = shop.ports.sessions;
    let fresh = '';
    shop.ports.sessions.ofUser = async (userId) => {
      fresh = await shop.signIn(false, other);
      return ofUser(userId);
    };
    await shop.changePassword(shop.adaId, undefined, password, other);
    expect(await next(shop, fresh)).not.toBe('');
  });

  test('spares the one that asks though the list of sessions is late to say that it stays', async () => {
    const shop = await withAda();
    const own = await shop.signIn();
    const { ofUser } = shop.ports.sessions;
    const late = await ofUser(shop.adaId);
    shop.ports.sessions.ofUser = async () => late;
    await shop.changePassword(shop.adaId, 'sign-in 1', password, other);
    expect(await next(shop, own)).not.toBe('');
  });

  test('does not bring back a session that had ended', async () => {
    const shop = await withAda();
    const cookie = await shop.signIn();
    await shop.change({ generation: 3 });
    await shop.changePassword(shop.adaId, 'sign-in 1', password, other);
    await expect(shop.refresh(cookie)).rejects.toThrow(NotSignedIn);
  });
});
