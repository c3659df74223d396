import { log } from '../../shared/observability.ts';
import { whileStale } from '../../shared/steps.ts';
import type { LoginPorts } from '../identity-ports.ts';
import { PasswordRefused } from '../logins.ts';
import type { PasswordTurn } from './password-turn.ts';

/**
 * Tells the user pool of another password. In: the user's id, and the turn that the user item names. Throws `PasswordRefused`,
 * when the turn is over at once, because the pool has done nothing, and `SignInUnavailable`, when it runs out by itself.
 */
export async function givePassword(
  { store, identity: { reads, writes }, logins, clock }: LoginPorts,
  userId: string,
  { id }: PasswordTurn,
  password: string,
): Promise<void> {
  try {
    await logins.setPassword(userId, password);
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
