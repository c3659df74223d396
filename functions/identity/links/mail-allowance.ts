import { type Attempts, TooManyAttempts } from '../../shared/http/attempts.ts';
import type { TokenPurpose } from './one-time-token.ts';

/**
 * What anybody can have mailed: a link of some purpose, or to its owner that an address was registered again. The link that
 * comes with a registration is a kind of its own: where it may not be mailed nobody registers, and no other mail may do that.
 */
type MailKind = TokenPurpose | 'registration' | 'registration-repeated';

/**
 * Whether one more mail of a kind may go to a normalised address that somebody has named who need not own it; it counts as
 * sent, once, however often it is decided anew. Each kind is counted by itself, so nobody uses up the links of another
 * purpose; those of the same purpose strangers can use up, for everybody who names the address. As much is counted for
 * addresses of nobody, so that neither answer nor work tells which is which.
 */
export function mailAllowance(attempts: Attempts, email: string): (kind: MailKind) => Promise<boolean> {
  const answers = new Map<MailKind, Promise<boolean>>();
  return (kind) => {
    const answer = answers.get(kind) ?? isGiven(attempts, `${kind} ${email}`);
    answers.set(kind, answer);
    return answer;
  };
}

async function isGiven(attempts: Attempts, name: string): Promise<boolean> {
  try {
    await attempts.take([{ kind: 'mails', name }]);
    return true;
  } catch (error) {
    if (error instanceof TooManyAttempts) return false;
    throw error;
  }
}
