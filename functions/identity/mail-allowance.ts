import { type Attempts, TooManyAttempts } from '../shared/attempts.ts';

/**
 * Whether one more mail may go to a normalised address that somebody has named who need not own it; it counts as sent. As
 * much is counted for addresses of nobody, so that neither answer nor work tells which is which.
 */
export async function mayBeMailed(attempts: Attempts, email: string): Promise<boolean> {
  try {
    await attempts.take([{ of: 'mails', name: email }]);
    return true;
  } catch (error) {
    if (error instanceof TooManyAttempts) return false;
    throw error;
  }
}
