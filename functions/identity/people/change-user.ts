import { NotFound, PermissionDenied } from '../../shared/domain-error.ts';
import { announced } from '../../shared/events/facts.ts';
import type { Request } from '../../shared/http/api.ts';
import type { Role } from '../../shared/http/permissions.ts';
import { log } from '../../shared/observability.ts';
import { whileStale } from '../../shared/store/optimistic.ts';
import type { Store } from '../../shared/store/store.ts';
import type { IdentityChecks } from '../guards.ts';
import type { LoginPorts } from '../identity-ports.ts';
import { namingNone } from '../links/one-time-token.ts';
import type { Logins } from '../logins.ts';
import { assertNoTurn } from '../passwords/password-turn.ts';
import type { IdentityReads } from '../reads.ts';
import { revokeSignIns } from '../sessions/revoke-sign-in.ts';
import { type AdminChangeUser, type AdminUser, UserChanged } from './contract.ts';
import { OwnAccount } from './own-account.ts';
import { adminUserOf, type User } from './user.ts';

/**
 * Gives a user another role, or shuts the account or opens it again, and ends every sign-in and every mailed link of the
 * user. What is so already stays as it is. Throws `NotFound`, `ChangedMeanwhile`, `OwnAccount`, `SignInUnavailable`, and
 * `PermissionDenied` when the admin was no admin any more by the time that it would have counted.
 *
 * The table decides, and the user pool follows: a role leaves the pool before it leaves the table, and enters it after.
 * Wherever this breaks off, tokens carry less than the table says and never more, staff routes ask the table anyway, and
 * the same request again brings the pool in line.
 */
export const changeUser =
  ({ store, identity: { reads, writes }, checks, logins, clock }: LoginPorts & { readonly checks: IdentityChecks }) =>
  async ({ params: { userId }, body, caller, ifMatch }: Request<typeof AdminChangeUser>): Promise<AdminUser> => {
    let poolToldFirst = false;
    const change = async () => {
      const [user] = await store.readTogether([reads.user(userId)]);
      if (!user) throw new NotFound();
      ifMatch(user.version);
      const { role = user.role, disabled = user.disabled } = body;
      if (role === user.role && disabled === user.disabled) return user;
      if (userId === caller.userId) throw new OwnAccount();
      if (role !== user.role) {
        assertNoTurn(user, clock.now());
        poolToldFirst = true;
        await logins.assign(userId, 'customer');
      }
      const now = clock.now();
      const next: User = {
        ...user,
        role,
        disabled,
        generation: user.generation + 1,
        updatedAt: now.toISOString(),
        version: user.version + 1,
      };
      const fact = announced(UserChanged, { userId, role, disabled }, { key: `changed#${next.version}` });
      await store.commit([
        checks.whileAllowed(caller, () => new PermissionDenied(caller.userId)),
        writes.change(user, now, { role, disabled, generation: next.generation, ...namingNone }),
        writes.record(userId, next.version, now, fact),
      ]);
      await revokeSignIns(logins, userId);
      return next;
    };
    const follow = () => followTable(store, reads, logins, userId);
    const changed = await whileStale(change).catch(async (refusal: unknown) => {
      // What the pool was told did not come to be, and whoever was refused may not ask again.
      if (poolToldFirst)
        await follow().catch((error: unknown) => log.error('a role is less in the pool', error, { userId }));
      throw refusal;
    });
    await follow();
    return adminUserOf(changed);
  };

/** Until the pool says what the table says: somebody else may have decided otherwise while the pool was being told. */
async function followTable(
  store: Store,
  reads: IdentityReads,
  logins: Logins,
  userId: string,
  told?: Role,
): Promise<void> {
  const [user] = await store.readTogether([reads.user(userId)]);
  if (!user || user.role === told) return;
  await logins.assign(userId, user.role);
  await followTable(store, reads, logins, userId, user.role);
}
