import { announced } from '../../shared/events/facts.ts';
import type { Request } from '../../shared/http/api.ts';
import { whileStale } from '../../shared/store/optimistic.ts';
import type { LoginPorts } from '../identity-ports.ts';
import { findToken } from '../links/find-token.ts';
import { InvalidOneTimeToken, type OneTimeToken } from '../links/one-time-token.ts';
import { EmailChanged } from '../people/contract.ts';
import { findUser } from '../people/find-user.ts';
import type { User } from '../people/user.ts';
import { closeLogin } from '../sessions/close-login.ts';
import { superseded } from './admission.ts';
import { EmailVerified, type VerifyEmail } from './contract.ts';
import { registrationOf } from './registration.ts';

/**
 * Confirms the address that a mailed token belongs to: the one that its user has, or the one that is to take its place. The
 * user names the token no more from the same transaction on. Throws `InvalidOneTimeToken`.
 */
export const verifyEmail =
  (ports: LoginPorts) =>
  async ({ body }: Request<typeof VerifyEmail>): Promise<undefined> => {
    const { store, identity, logins, clock } = ports;
    const predecessor = await whileStale(async () => {
      const now = clock.now();
      const { token, user } = await findToken(store, identity.reads, body.token, ['verify-email', 'change-email'], now);
      return token.email === undefined
        ? confirm(ports, token, user, now)
        : changeAddress(ports, token, user, token.email, now);
    });
    if (predecessor) await closeLogin(logins, predecessor.id);
  };

async function confirm(
  { store, identity: { writes } }: LoginPorts,
  token: OneTimeToken,
  user: User,
  now: Date,
): Promise<undefined> {
  await store.commit([
    writes.change(user, now, { verified: true, verificationId: null }),
    writes.record(
      user.id,
      user.version + 1,
      now,
      announced(EmailVerified, { userId: user.id }, { key: `email-verified#${token.id}` }),
    ),
  ]);
}

/**
 * A password that could still be reset by the old address stays as it is from now on. Answers the user that had registered
 * the new address and never confirmed it, and gives way. Throws `InvalidOneTimeToken` for an address that is somebody's by now.
 */
async function changeAddress(
  { store, identity: { reads, writes } }: LoginPorts,
  token: OneTimeToken,
  user: User,
  email: string,
  now: Date,
): Promise<User | undefined> {
  const decided = registrationOf(await findUser(store, reads, email));
  if (decided.kind === 'repeat') throw new InvalidOneTimeToken();
  const predecessor = decided.kind === 'supersede' ? decided.predecessor : undefined;
  await store.commit([
    ...writes.moveAddress(user, email, predecessor),
    ...(predecessor ? [superseded(writes, predecessor, user.id, now)] : []),
    writes.change(user, now, { email, emailChangeId: null, resetId: null }),
    writes.keepFormerEmail(user, token.id, now),
    writes.record(
      user.id,
      user.version + 1,
      now,
      announced(EmailChanged, { userId: user.id, tokenId: token.id }, { key: `email-changed#${token.id}` }),
    ),
  ]);
  return predecessor;
}
