import { OwnAccount, presentUser } from '../identity/guards.ts';
import { announced } from '../shared/events/facts.ts';
import { Reply, type Request } from '../shared/http/api.ts';
import { endedCookies } from '../shared/http/browser-session.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import { type EraseMe, UserErased } from './contract.ts';
import type { PrivacyPorts } from './privacy-ports.ts';

/**
 * Erases the caller: the user, the address and what is kept under them are gone in one transaction with the erasure that has
 * every context let go of the rest. With the user every session is over. Whoever has another role than a customer's has it
 * taken by another admin first, so there is always an admin left. Throws `InvalidToken` and `OwnAccount`.
 */
export const eraseMe =
  ({ store, identity, privacy: { writes }, clock }: PrivacyPorts) =>
  async ({ caller }: Request<typeof EraseMe>): Promise<Reply> => {
    await whileStale(async () => {
      const [found] = await store.readTogether([identity.reads.user(caller.userId)]);
      const user = presentUser(found);
      if (user.role !== 'customer') throw new OwnAccount();
      const now = clock.now();
      const fact = announced(UserErased, { userId: user.id }, { key: 'erased' });
      await store.commit([
        ...identity.writes.erase(user),
        writes.beginErasure({ userId: user.id, begunAt: now.toISOString() }),
        writes.record(user.id, user.version + 1, now, fact),
      ]);
    });
    return new Reply(undefined, {}, endedCookies());
  };
