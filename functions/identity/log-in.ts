import type { Clock } from '../shared/clock.ts';
import { unreachable } from '../shared/domain-error.ts';
import { announced } from '../shared/facts.ts';
import type { Request } from '../shared/http.ts';
import { newId } from '../shared/ids.ts';
import { permissionsOf } from '../shared/permissions.ts';
import type { Store } from '../shared/store.ts';
import { type LogIn, LoginAttempted } from './contract.ts';
import { findUser } from './find-user.ts';
import type { Logins } from './logins.ts';
import type { IdentityReads } from './reads.ts';
import { EmailNotVerified, InvalidCredentials, outcomeOf } from './sign-in.ts';
import { NOBODY } from './user.ts';
import { whereaboutsOf } from './whereabouts.ts';
import type { IdentityWrites } from './writes.ts';

/**
 * Exchanges e-mail and password for an access token. The user pool is asked for every address, known or not, so that
 * neither the answer nor its time tells which it is; each attempt is recorded. Throws `InvalidCredentials` and
 * `EmailNotVerified`.
 */
export const logIn =
  ({
    store,
    identity: { reads, writes },
    logins,
    clock,
  }: {
    readonly store: Store;
    readonly identity: { readonly reads: IdentityReads; readonly writes: IdentityWrites };
    readonly logins: Logins;
    readonly clock: Clock;
  }) =>
  async ({ body, sourceIp, userAgent }: Request<typeof LogIn>) => {
    const user = await findUser(store, reads, body.email);
    const granted = await logins.check(user?.id ?? NOBODY, body.password);
    const outcome = outcomeOf(user, granted !== undefined);
    await store.write(
      writes.recordLogin(
        newId('lgn'),
        user,
        clock.now(),
        announced(
          LoginAttempted,
          { ...(user ? { userId: user.id } : {}), outcome, ...whereaboutsOf({ sourceIp, userAgent }) },
          { key: 'attempted' },
        ),
      ),
    );
    switch (outcome) {
      case 'unknown-address':
      case 'wrong-password':
      case 'disabled':
        throw new InvalidCredentials();
      case 'not-verified':
        throw new EmailNotVerified();
      case 'success':
        if (!user || !granted) throw new Error('A success without a user or a token');
        return {
          user: {
            id: user.id,
            email: user.email,
            name: user.name,
            role: user.role,
            permissions: [...permissionsOf(user.role)],
          },
          token: granted.token,
          tokenType: 'Bearer' as const,
          expiresIn: granted.expiresIn,
        };
      default:
        return unreachable(outcome);
    }
  };
