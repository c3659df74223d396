import { announced } from '../shared/events/facts.ts';
import { Reply, type Request } from '../shared/http/api.ts';
import { endedCookies } from '../shared/http/browser-session.ts';
import { whileStale } from '../shared/steps.ts';
import { type EraseMe, UserErased } from './contract.ts';
import type { UserPorts } from './identity-ports.ts';
import { findCaller } from './people/find-caller.ts';
import { OwnAccount } from './people/own-account.ts';

/**
 * Erases the caller: the user, the address and what is kept under them are gone in one transaction with the event by which
 * every part of the shop lets go of the rest. With the user every session is over. Whoever has another role than a
 * customer's has it taken by another admin first, so there is always an admin left. Throws `InvalidToken` and `OwnAccount`.
 */
export const eraseMe =
  ({ store, identity: { reads, writes }, clock }: UserPorts) =>
  async ({ caller }: Request<typeof EraseMe>): Promise<Reply> => {
    await whileStale(async () => {
      const user = await findCaller(store, reads, caller.userId);
      if (user.role !== 'customer') throw new OwnAccount();
      const fact = announced(UserErased, { userId: user.id }, { key: 'erased' });
      await store.commit([...writes.erase(user), writes.record(user.id, user.version + 1, clock.now(), fact)]);
    });
    return new Reply(undefined, {}, endedCookies());
  };
