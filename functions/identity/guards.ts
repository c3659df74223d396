/** What other contexts ask of users: who a caller is now, that somebody still is who they were, and who was refused. */
import type { Clock } from '../shared/clock.ts';
import { announced, recordFact } from '../shared/events/facts.ts';
import type { ApiPorts, Caller, LiveUsers, Refusal } from '../shared/http/api-ports.ts';
import { securityTrail } from '../shared/http/security-trail.ts';
import { newId } from '../shared/ids.ts';
import type { Check, Store, Write } from '../shared/store/store.ts';
import { refusalPartition, userKey } from './identity-keys.ts';
import { whereaboutsOf } from './links/whereabouts.ts';
import { identityReads } from './reads.ts';
import { PermissionDenied, TokenRejected, UnauthorizedAccess } from './refusals/contract.ts';
import { forgottenAt, traced } from './traces.ts';

export { presentUser } from './people/find-caller.ts';
export { OwnAccount } from './people/own-account.ts';

/** Checks for transactions that lean on a user. They leave the user as it is. */
export const identityChecks = (table: string) => ({
  /** Nothing of the transaction happens unless a user still has the role that it leans on. Throws what `refused` makes. */
  whileAllowed: ({ userId, role }: Pick<Caller, 'userId' | 'role'>, refused: () => Error): Check => ({
    kind: 'check',
    table,
    key: userKey(userId),
    names: { '#role': 'role', '#disabled': 'disabled' },
    values: { ':role': role, ':no': false },
    condition: '#role = :role AND #disabled = :no',
    refused,
  }),

  /** Nothing of the transaction happens for somebody who has gone or is shut out. Throws what `refused` makes. */
  whilePresent: (userId: string, refused: () => Error): Check => ({
    kind: 'check',
    table,
    key: userKey(userId),
    names: { '#disabled': 'disabled' },
    values: { ':no': false },
    condition: '#disabled = :no',
    refused,
  }),
});
export type IdentityChecks = ReturnType<typeof identityChecks>;

/** The port that the request pipeline asks for a caller's present role, over the identity table. */
const liveUsers = (store: Store, table: string): LiveUsers => ({
  current: async (userId) => {
    const [user] = await store.readTogether([identityReads(table).user(userId)]);
    return user;
  },
});

const REFUSALS = {
  'unauthorized-access': UnauthorizedAccess,
  'permission-denied': PermissionDenied,
  'token-rejected': TokenRejected,
} as const satisfies Record<Refusal['kind'], unknown>;

/** The fact of a refused request, of a user or of nobody that we know. */
function recordRefusal(table: string, { kind, operationId, userId, ...request }: Refusal, now: Date): Write {
  const refusalId = newId('rfs');
  const data = { ...(userId ? { userId } : {}), operation: operationId, ...whereaboutsOf(request) };
  return traced(
    userId,
    now,
    recordFact({
      table,
      partition: refusalPartition(refusalId),
      subject: refusalId,
      sequence: 0,
      now,
      draft: announced(REFUSALS[kind], data, { key: 'refused' }),
      expiresAt: forgottenAt(now),
    }),
  );
}

/** What stands behind every route with a caller or a cookie: the user as it is now, and the trail of what was refused. */
export const guards = (store: Store, table: string, clock: Clock): Required<Pick<ApiPorts, 'users' | 'trail'>> => ({
  users: liveUsers(store, table),
  trail: securityTrail(async (refusal) => store.write(recordRefusal(table, refusal, clock.now())), clock),
});
