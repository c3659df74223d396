import type { Clock } from '../../shared/clock.ts';
import type { Request } from '../../shared/http/api.ts';
import type { Store } from '../../shared/store/store.ts';
import { findCaller } from '../people/find-caller.ts';
import type { IdentityReads } from '../reads.ts';
import type { ListSessions } from './contract.ts';
import { isAlive, sessionIdOf, sessionShown } from './session.ts';
import type { SessionList } from './session-list.ts';

/** Answers where the caller is signed in, newest first; what is over is not there. Throws `InvalidToken`. */
export const listSessions =
  ({
    store,
    identity: { reads },
    sessions,
    clock,
  }: {
    readonly store: Store;
    readonly identity: { readonly reads: IdentityReads };
    readonly sessions: SessionList;
    readonly clock: Clock;
  }) =>
  async ({ caller }: Request<typeof ListSessions>) => {
    const [user, all] = await Promise.all([findCaller(store, reads, caller.userId), sessions.ofUser(caller.userId)]);
    const now = clock.now();
    const own = sessionIdOf(caller.signInId);
    return { items: all.filter((session) => isAlive(session, user, now)).map((session) => sessionShown(session, own)) };
  };
