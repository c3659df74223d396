import { announced } from '../../shared/events/facts.ts';
import type { Write } from '../../shared/store/store.ts';
import { PasswordResetRequested } from '../passwords/contract.ts';
import { EmailChangeRequested } from '../people/contract.ts';
import type { User } from '../people/user.ts';
import { EmailVerificationRequested } from '../sign-up/contract.ts';
import type { IdentityWrites } from '../writes.ts';
import { naming, type OneTimeToken, type TokenPurpose } from './one-time-token.ts';
import { type Whereabouts, whereaboutsOf } from './whereabouts.ts';

const REQUESTED = {
  'verify-email': EmailVerificationRequested,
  'reset-password': PasswordResetRequested,
  'change-email': EmailChangeRequested,
} as const satisfies Record<TokenPurpose, unknown>;

/** The fact that a link is to be mailed; `sequence` is the user's version after it. In: from where it was asked for. */
export function requestLink(
  writes: IdentityWrites,
  token: OneTimeToken,
  sequence: number,
  now: Date,
  from: Whereabouts,
): Write {
  const data = { userId: token.userId, tokenId: token.id, expiresAt: token.expiresAt, ...whereaboutsOf(from) };
  const fact = { key: `${token.purpose}-requested#${token.id}` };
  return writes.recordSecurity(token.userId, sequence, now, announced(REQUESTED[token.purpose], data, fact));
}

/** The two writes that make a token the good one of its purpose, in the place of the one before. */
export const replaceToken = (
  writes: IdentityWrites,
  user: Pick<User, 'id' | 'version'>,
  token: OneTimeToken,
  now: Date,
): Write[] => [writes.change(user, now, naming(token)), writes.keepToken(token)];
