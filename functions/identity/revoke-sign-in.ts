import { count, log } from '../shared/observability.ts';
import type { Logins } from './logins.ts';

/**
 * Has the user pool forget a sign-in that nobody needs any more. In: its refresh token, as far as it could be read. It never
 * left us, so that it stays good is untidy and nothing worse: it is only counted.
 */
export async function revokeSignIn(logins: Logins, refreshToken: string | undefined): Promise<void> {
  if (refreshToken === undefined) return;
  try {
    await logins.revoke(refreshToken);
  } catch (error) {
    log.warn('a sign-in was not revoked', { error: error instanceof Error ? error.name : 'unknown' });
    count('SignInNotRevoked');
  }
}
