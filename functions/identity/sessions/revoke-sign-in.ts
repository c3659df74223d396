import { count, log } from '../../shared/observability.ts';
import type { Logins } from '../logins.ts';

/**
 * Has the user pool forget a sign-in that nobody needs any more. In: its refresh token, as far as it could be read. It never
 * left us, so that it stays good is untidy and nothing worse: it is only counted.
 */
export async function revokeSignIn(logins: Logins, refreshToken: string | undefined): Promise<void> {
  if (refreshToken !== undefined) await counted(() => logins.revoke(refreshToken));
}

/** The same for every sign-in of a user. */
export const revokeSignIns = (logins: Logins, userId: string): Promise<void> => counted(() => logins.endAll(userId));

async function counted(revoke: () => Promise<void>): Promise<void> {
  try {
    await revoke();
  } catch (error) {
    log.warn('a sign-in was not revoked', { error: error instanceof Error ? error.name : 'unknown' });
    count('SignInNotRevoked');
  }
}
