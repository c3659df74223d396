import { announced } from '../shared/facts.ts';
import type { Write } from '../shared/store.ts';
import { EmailVerificationRequested } from './contract.ts';
import type { OneTimeToken } from './one-time-token.ts';
import type { IdentityWrites } from './writes.ts';

/** The writes that ask a user to confirm the address: the token, and the fact that a mail follows. */
export const requestVerification = (
  writes: IdentityWrites,
  token: OneTimeToken,
  sequence: number,
  now: Date,
): Write[] => [
  writes.keepToken(token),
  writes.record(
    token.userId,
    sequence,
    now,
    announced(
      EmailVerificationRequested,
      { userId: token.userId, tokenId: token.id, expiresAt: token.expiresAt },
      { key: `verification-requested#${token.id}` },
    ),
  ),
];
