import { announced } from '../../shared/events/facts.ts';
import type { Write } from '../../shared/store/store.ts';
import type { User } from '../people/user.ts';
import type { IdentityWrites } from '../writes.ts';
import { UserCreated, UserSuperseded } from './contract.ts';
import type { Registration } from './registration.ts';

/** A registration that brings a new user. */
export type Admission = Exclude<Registration, { kind: 'repeat' }>;

/** The writes that bring a new user, in the place of its predecessor if there is one, with their facts. */
export const admission = (writes: IdentityWrites, decided: Admission, user: User, now: Date): Write[] => [
  ...(decided.kind === 'new' ? writes.admit(user) : supersession(writes, decided.predecessor, user, now)),
  writes.record(
    user.id,
    user.version,
    now,
    announced(UserCreated, { userId: user.id, role: user.role }, { key: 'created' }),
  ),
];

const supersession = (writes: IdentityWrites, predecessor: User, user: User, now: Date): Write[] => [
  ...writes.supersede(predecessor, user),
  superseded(writes, predecessor, user.id, now),
];

/** The fact that a user that never confirmed its address has gone, because another has. */
export const superseded = (writes: IdentityWrites, predecessor: User, successorId: string, now: Date): Write =>
  writes.record(
    predecessor.id,
    predecessor.version + 1,
    now,
    announced(UserSuperseded, { userId: predecessor.id, successorId }, { key: 'superseded' }),
  );
