import type { Clock } from '../../shared/clock.ts';
import type { Request } from '../../shared/http/api.ts';
import type { Store } from '../../shared/store/store.ts';
import { presentUser } from '../people/find-caller.ts';
import type { IdentityReads } from '../reads.ts';
import type { ListSessions } from './contract.ts';
import { isAlive, sessionIdOf, sessionShown } from './session.ts';
import type { SessionList } from './session-list.ts';

/**
 * Answers where the caller is signed in, newest first; what is over is not there, and the session that asks always is, at the end
 * where so many are newer that the list ends before it. Throws `InvalidToken`.
 */
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
    const own = sessionIdOf(caller.signInId);
    const [[found, asking], newest] = await Promise.all([
      store.readTogether([reads.user(caller.userId), reads.session(own)]),
      sessions.ofUser(caller.userId),
    ]);
    const user = presentUser(found);
    const now = clock.now();
    const isMissing = asking?.userId === user.id && !newest.some(({ id }) => id === own);
    const all = isMissing ? [...newest, asking] : newest;
    return { items: all.filter((session) => isAlive(session, user, now)).map((session) => sessionShown(session, own)) };
  };
