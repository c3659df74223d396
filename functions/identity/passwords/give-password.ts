import { log } from '../../shared/observability.ts';
import { whileStale } from '../../shared/store/optimistic.ts';
import type { UserPorts } from '../identity-ports.ts';
import { PasswordRefused } from '../logins.ts';
import type { PasswordTurn } from './password-turn.ts';

/**
 * Tells the user pool of another password. In: the user's id, the turn that the user item names, and how to tell. Throws `PasswordRefused`,
 * when the turn is over at once, because the pool has done nothing, and `SignInUnavailable`, when it runs out by itself.
 */
export async function givePassword(
  { store, identity: { reads, writes }, clock }: UserPorts,
  userId: string,
  { id }: PasswordTurn,
  tell: () => Promise<void>,
): Promise<void> {
  try {
    await tell();
  } catch (error) {
    if (error instanceof PasswordRefused) {
      const letGo = async () => {
        const [user] = await store.readTogether([reads.user(userId)]);
        if (user?.passwordTurn?.id === id) await store.write(writes.change(user, clock.now(), { passwordTurn: null }));
      };
      await whileStale(letGo).catch((failure: unknown) => {
        log.warn('a turn was not let go of', { error: failure instanceof Error ? failure.name : 'unknown' });
      });
    }
    throw error;
  }
}
