import { DomainError } from '../../shared/domain-error.ts';
import type { Role } from '../../shared/http/permissions.ts';
import { newId } from '../../shared/ids.ts';
import { whileStale } from '../../shared/store/optimistic.ts';
import type { LoginPorts } from '../identity-ports.ts';
import { findUser } from '../people/find-user.ts';
import { newUser, type Person, type User } from '../people/user.ts';
import { closeLogin } from '../sessions/close-login.ts';
import { admission } from './admission.ts';
import { registrationOf } from './registration.ts';

export class AddressTaken extends DomainError {
  override name = 'AddressTaken';
  readonly owner: User;
  constructor(owner: User) {
    super('conflict', 'address-taken', 'There is a user with this e-mail address already.');
    this.owner = owner;
  }
}

/**
 * Makes a user with a role whose address counts as confirmed: for whoever may decide that, never for a request from
 * outside. In: the person with a normalised address, the role and a password. A registration of the address that was
 * never confirmed gives way. Throws `AddressTaken` with the owner, `PasswordRefused` and `SignInUnavailable`.
 */
export const createUser =
  ({ store, identity: { reads, writes }, logins, clock }: LoginPorts) =>
  async (person: Person, { role, password }: { readonly role: Role; readonly password: string }): Promise<User> => {
    const admissible = async () => {
      const decided = registrationOf(await findUser(store, reads, person.email));
      if (decided.kind === 'repeat') throw new AddressTaken(decided.owner);
      return decided;
    };
    await admissible();
    const id = newId('usr');
    await logins.open(id, password);
    if (role !== 'customer') await logins.assign(id, role);
    const { user, decided } = await whileStale(async () => {
      const decided = await admissible();
      const now = clock.now();
      const user = newUser(id, person, { role, verified: true }, now);
      await store.commit(admission(writes, decided, user, now));
      return { user, decided };
    });
    if (decided.kind === 'supersede') await closeLogin(logins, decided.predecessor.id);
    return user;
  };
