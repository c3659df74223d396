import type { TokenPurpose } from '../../../functions/identity/links/one-time-token.ts';
import type { Logins } from '../../../functions/identity/logins.ts';
import { changePassword } from '../../../functions/identity/passwords/change-password.ts';
import { forgotPassword } from '../../../functions/identity/passwords/forgot-password.ts';
import { resetPassword } from '../../../functions/identity/passwords/reset-password.ts';
import { changeEmail } from '../../../functions/identity/people/change-email.ts';
import { changeMe } from '../../../functions/identity/people/change-me.ts';
import { readMe } from '../../../functions/identity/people/read-me.ts';
import { identityReads } from '../../../functions/identity/reads.ts';
import { endSession } from '../../../functions/identity/sessions/end-session.ts';
import { listSessions } from '../../../functions/identity/sessions/list-sessions.ts';
import { logIn } from '../../../functions/identity/sessions/log-in.ts';
import { logOut } from '../../../functions/identity/sessions/log-out.ts';
import { refreshSession } from '../../../functions/identity/sessions/refresh-session.ts';
import { sessionList } from '../../../functions/identity/sessions/sessions.dynamodb.ts';
import { createUser } from '../../../functions/identity/sign-up/create-user.ts';
import { register } from '../../../functions/identity/sign-up/register.ts';
import { resendVerification } from '../../../functions/identity/sign-up/resend-verification.ts';
import { verifyEmail } from '../../../functions/identity/sign-up/verify-email.ts';
import { identityWrites } from '../../../functions/identity/writes.ts';
import type { Envelope } from '../../../functions/shared/events/event.ts';
import type { Reply } from '../../../functions/shared/http/api.ts';
import { attemptBuckets } from '../../../functions/shared/http/attempts.ts';
import type { Role } from '../../../functions/shared/http/permissions.ts';
import { withInvocation } from '../../../functions/shared/invocation.ts';
import { mailToken, type SigningKeys } from '../../../functions/shared/signatures.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';

const TABLE = 'identity';
/** Mails of a kind that one address gets in an hour. */
export const MAILS_AN_HOUR = 5;
/** Failures of an account and of a source address in a quarter of an hour. */
export const GUESSES = 10;
export const GUESSES_OF_A_SOURCE = 100;
/** Requests for mails of a source address in a quarter of an hour. */
export const MAIL_REQUESTS = 30;
const KEYS = { current: 'the key of the mails', previous: undefined };
const SESSION_KEYS: SigningKeys = { current: 'the key of the sessions', previous: undefined };

const LINK_MAILED: Readonly<Record<TokenPurpose, string>> = {
  'verify-email': 'auth.email.verification.requested',
  'reset-password': 'auth.password.reset.requested',
  'change-email': 'auth.email.change.requested',
};

/** A user pool in memory: names, passwords, and the sign-ins that are good, each by its refresh token. */
export function memoryLogins() {
  const passwords = new Map<string, string>();
  const roles = new Map<string, Role>();
  const signIns = new Map<string, string>();
  const calls: string[] = [];
  let count = 0;
  const logins: Logins = {
    open: async (userId, password) => {
      calls.push('open');
      passwords.set(userId, password);
    },
    assign: async (userId, role) => void roles.set(userId, role),
    setPassword: async (userId, password) => {
      calls.push('setPassword');
      passwords.set(userId, password);
    },
    renew: async (userId, role, password) => {
      calls.push('renew');
      // Whoever stands in the way of another password stands in the way of this one.
      await all.setPassword(userId, password);
      roles.set(userId, role);
      for (const [refreshToken, owner] of signIns) if (owner === userId) signIns.delete(refreshToken);
    },
    check: async (userId, password) => {
      calls.push('check');
      if (passwords.get(userId) !== password) return undefined;
      const id = `sign-in ${++count}`;
      signIns.set(`refresh of ${id}`, userId);
      return { id, token: `token of ${userId}`, expiresIn: 900, refreshToken: `refresh of ${id}` };
    },
    refresh: async (userId, refreshToken) => {
      calls.push('refresh');
      return signIns.get(refreshToken) === userId ? { token: `token of ${userId}`, expiresIn: 900 } : undefined;
    },
    revoke: async (refreshToken) => {
      calls.push('revoke');
      signIns.delete(refreshToken);
    },
    endAll: async (userId) => {
      calls.push('endAll');
      for (const [refreshToken, owner] of signIns) if (owner === userId) signIns.delete(refreshToken);
    },
    close: async (userId) => {
      calls.push('close');
      passwords.delete(userId);
    },
  };
  /** Answers what puts everything back as it is now. */
  const snapshot = () => {
    const kept = [passwords, roles, signIns].map((map: Map<string, string>) => [map, new Map(map)] as const);
    return () => {
      for (const [map, entries] of kept) {
        map.clear();
        for (const [key, value] of entries) map.set(key, value);
      }
    };
  };
  const all = { ...logins, passwords, roles, signIns, calls, snapshot };
  return all;
}

/** The session's cookie in an answer, if it sets one. */
export const cookieIn = ({ cookies }: Reply): string =>
  /^__Host-refresh=([^;]*)/.exec(cookies.find((cookie) => cookie.startsWith('__Host-refresh=')) ?? '')?.[1] ?? '';

/** The use cases of identity over memory, as a person and a mailbox see them. */
export function accounts(poolOf: (clock: { now(): Date }) => ReturnType<typeof memoryLogins> = memoryLogins) {
  const store = memoryStore();
  const clock = { time: new Date('2026-11-21T10:00:00.000Z'), now: (): Date => clock.time };
  const logins = poolOf(clock);
  const identity = { reads: identityReads(TABLE), writes: identityWrites(TABLE) };
  const keys = { sessions: SESSION_KEYS };
  const ports = {
    store,
    identity,
    logins,
    clock,
    key: async () => KEYS,
    sessionKey: async () => keys.sessions,
    sessions: sessionList(store, TABLE),
    attempts: attemptBuckets({
      store,
      table: 'attempts',
      clock,
      allowances: {
        account: { most: GUESSES, seconds: 900 },
        source: { most: GUESSES_OF_A_SOURCE, seconds: 900 },
        mails: { most: MAILS_AN_HOUR, seconds: 3_600 },
        mailRequests: { most: MAIL_REQUESTS, seconds: 900 },
        estimates: { most: MAIL_REQUESTS, seconds: 900 },
      },
    }),
  };
  const invocation = {
    correlationId: 'cor_1',
    requestId: 'req_1',
    traceparent: undefined,
    causationId: undefined,
    actor: 'anonymous',
    deadline: Number.MAX_SAFE_INTEGER,
  };
  const inside = <T>(work: () => Promise<T>): Promise<T> => withInvocation(invocation, work);
  const request = (body: unknown, more: object = {}) =>
    ({ body, language: 'en', headers: {}, sourceIp: '192.0.2.1', ifMatch: () => {}, ...more }) as never;
  const caller = (userId: string, signInId?: string) => ({
    caller: { userId, role: 'customer', permissions: [], signInId },
  });
  const events = (): Envelope<Record<string, string>>[] =>
    store.items(TABLE).flatMap((item) => (item['event'] as Envelope<Record<string, string>> | undefined) ?? []);

  return {
    store,
    logins,
    clock,
    keys,
    ports,
    inside,
    register: (body: object, more?: object) => inside(() => register(ports)(request(body, more))),
    verify: (token: string) => inside(() => verifyEmail(ports)(request({ token }))),
    forgot: (email: string) => inside(() => forgotPassword(ports)(request({ email }))),
    reset: (token: string, password: string) => inside(() => resetPassword(ports)(request({ token, password }))),
    changeEmail: (userId: string, password: string, email: string) =>
      inside(() => changeEmail(ports)(request({ password, email }, caller(userId)))),
    resend: (email: string) => inside(() => resendVerification(ports)(request({ email }))),
    /** Answers what a login answers, without its cookies. */
    logIn: async (email: string, password: string, more?: object) =>
      (await inside(() => logIn(ports)(request({ email, password }, more)))).body,
    /** Answers the session cookie. */
    signIn: async (email: string, password: string, rememberMe?: boolean) =>
      cookieIn(await inside(() => logIn(ports)(request({ email, password, rememberMe })))),
    refresh: (sessionCookie: string) =>
      inside(() => refreshSession(ports)(request(undefined, { sessionCookie, userAgent: 'refreshed' }))),
    logOut: (sessionCookie: string) => inside(() => logOut(ports)(request(undefined, { sessionCookie }))),
    sessions: async (userId: string, signInId?: string) =>
      (await inside(() => listSessions(ports)(request(undefined, caller(userId, signInId))))).items,
    endSession: (userId: string, sessionId: string) =>
      inside(() => endSession(ports)(request(undefined, { ...caller(userId), params: { sessionId } }))),
    changePassword: (userId: string, signInId: string | undefined, currentPassword: string, newPassword: string) =>
      inside(() => changePassword(ports)(request({ currentPassword, newPassword }, caller(userId, signInId)))),
    create: (email: string, role: Role, password: string) =>
      inside(() => createUser(ports)({ email, name: role, locale: 'en' }, { role, password })),
    me: (userId: string) => inside(() => readMe({ store, reads: identity.reads })(request(undefined, caller(userId)))),
    changeMe: (userId: string, body: object) => inside(() => changeMe(ports)(request(body, caller(userId)))),
    user: async (userId: string) => (await store.readTogether([identity.reads.user(userId)]))[0],
    items: () => store.items(TABLE),
    events,
    /** Data of the events of a type, oldest first. */
    told: (type: string) => events().flatMap((event) => (event.type === type ? [event.data] : [])),
    /** Tokens of the mails that have gone out for a purpose, oldest first. */
    mailed: (purpose: TokenPurpose = 'verify-email') =>
      events()
        .filter(({ type }) => type === LINK_MAILED[purpose])
        .map(({ data }) => mailToken(KEYS.current, data['tokenId'] ?? '')),
  };
}
