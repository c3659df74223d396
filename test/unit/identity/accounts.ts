import { changeMe } from '../../../functions/identity/change-me.ts';
import { createUser } from '../../../functions/identity/create-user.ts';
import { logIn } from '../../../functions/identity/log-in.ts';
import type { Logins } from '../../../functions/identity/logins.ts';
import { readMe } from '../../../functions/identity/read-me.ts';
import { identityReads } from '../../../functions/identity/reads.ts';
import { register } from '../../../functions/identity/register.ts';
import { resendVerification } from '../../../functions/identity/resend-verification.ts';
import { verifyEmail } from '../../../functions/identity/verify-email.ts';
import { identityWrites } from '../../../functions/identity/writes.ts';
import type { Envelope } from '../../../functions/shared/contract.ts';
import { withInvocation } from '../../../functions/shared/invocation.ts';
import type { Role } from '../../../functions/shared/permissions.ts';
import { mailToken } from '../../../functions/shared/signatures.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';

const TABLE = 'identity';
const KEYS = { current: 'the key of the mails', previous: undefined };

/** A user pool in memory: names and passwords. */
export function memoryLogins() {
  const passwords = new Map<string, string>();
  const roles = new Map<string, Role>();
  const calls: string[] = [];
  const logins: Logins = {
    open: async (userId, password) => {
      calls.push('open');
      passwords.set(userId, password);
    },
    assign: async (userId, role) => void roles.set(userId, role),
    setPassword: async (userId, password) => void passwords.set(userId, password),
    check: async (userId, password) => {
      calls.push('check');
      return passwords.get(userId) === password ? { token: `token of ${userId}`, expiresIn: 900 } : undefined;
    },
    close: async (userId) => {
      calls.push('close');
      passwords.delete(userId);
    },
  };
  return { ...logins, passwords, roles, calls };
}

/** The use cases of identity over memory, as a person and a mailbox see them. */
export function accounts() {
  const store = memoryStore();
  const logins = memoryLogins();
  const clock = { time: new Date('2026-11-21T10:00:00.000Z'), now: () => clock.time };
  const identity = { reads: identityReads(TABLE), writes: identityWrites(TABLE) };
  const ports = { store, identity, logins, clock, key: async () => KEYS };
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
    ({ body, language: 'en', headers: {}, sourceIp: '192.0.2.1', ...more }) as never;
  const caller = (userId: string) => ({ caller: { userId, role: 'customer', permissions: [] } });
  const events = (): Envelope<Record<string, string>>[] =>
    store.items(TABLE).flatMap((item) => (item['event'] as Envelope<Record<string, string>> | undefined) ?? []);

  return {
    store,
    logins,
    clock,
    ports,
    inside,
    register: (body: object, more?: object) => inside(() => register(ports)(request(body, more))),
    verify: (token: string) => inside(() => verifyEmail(ports)(request({ token }))),
    resend: (email: string) => inside(() => resendVerification(ports)(request({ email }))),
    logIn: (email: string, password: string, more?: object) =>
      inside(() => logIn(ports)(request({ email, password }, more))),
    create: (email: string, role: Role, password: string) =>
      inside(() => createUser(ports)({ email, name: role, locale: 'en' }, { role, password })),
    me: (userId: string) => inside(() => readMe({ store, reads: identity.reads })(request(undefined, caller(userId)))),
    changeMe: (userId: string, body: object) => inside(() => changeMe(ports)(request(body, caller(userId)))),
    user: async (userId: string) => (await store.readTogether([identity.reads.user(userId)]))[0],
    items: () => store.items(TABLE),
    events,
    /** Data of the events of a type, oldest first. */
    told: (type: string) => events().flatMap((event) => (event.type === type ? [event.data] : [])),
    /** Tokens of the mails that have gone out, oldest first. */
    mailed: () =>
      events()
        .filter(({ type }) => type === 'auth.email.verification.requested')
        .map(({ data }) => mailToken(KEYS.current, data['tokenId'] ?? '')),
  };
}
