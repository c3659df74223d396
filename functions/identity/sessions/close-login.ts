import { count, log } from '../../shared/observability.ts';
import type { Logins } from '../logins.ts';

/** Removes a login that no user has (any more). That one stays behind is untidy and nothing worse: it is only counted. */
export async function closeLogin(logins: Logins, userId: string): Promise<void> {
  try {
    await logins.close(userId);
  } catch (error) {
    log.error('a login was left behind', error, { userId });
    count('LoginLeftBehind');
  }
}
