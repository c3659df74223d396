import { randomBytes } from 'node:crypto';
import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { cognitoLogins } from '../functions/identity/logins.cognito.ts';
import { identityReads, type User } from '../functions/identity/reads.ts';
import { AddressTaken, createUser } from '../functions/identity/sign-up/create-user.ts';
import { identityWrites } from '../functions/identity/writes.ts';
import { systemClock } from '../functions/shared/clock.ts';
import type { Store } from '../functions/shared/store/store.ts';
import { asOperator } from './as-operator.ts';
import { type Login, roles, type Users } from './outputs.ts';

export interface UserBooks {
  readonly store: Store;
  readonly identityTable: string;
  readonly userPoolId: string;
  readonly cognito: CognitoIdentityProviderClient;
}

/**
 * A user of every role, with passwords of this run. Known logins stay as they are; whoever is there already without its
 * password being known gets a new one, so that what is answered always opens the door.
 */
export async function seedUsers({
  users,
  ...books
}: UserBooks & { readonly users?: Users | undefined }): Promise<Users> {
  const logins: [string, Login][] = [];
  for (const role of roles) {
    const login = users?.[role] ?? {
      email: `${role}@printverse.example`,
      password: randomBytes(15).toString('base64url'),
    };
    try {
      await makeUser(books, role, login);
    } catch (error) {
      if (!(error instanceof AddressTaken)) throw error;
      if (!users) await loginsOf(books).setPassword(error.owner.id, login.password);
    }
    logins.push([role, login]);
  }
  return Object.fromEntries(logins) as Users;
}

/** One user who can sign in at once, called after the role unless something else is said. Throws `AddressTaken`. */
export function makeUser(
  books: UserBooks,
  role: (typeof roles)[number],
  login: Login,
  name = `${role.charAt(0).toUpperCase()}${role.slice(1)}`,
): Promise<User> {
  const create = createUser({
    store: books.store,
    identity: { reads: identityReads(books.identityTable), writes: identityWrites(books.identityTable) },
    logins: loginsOf(books),
    clock: systemClock,
  });
  return asOperator(() => create({ email: login.email, name, locale: 'en' }, { role, password: login.password }));
}

const loginsOf = ({ userPoolId, cognito }: UserBooks) => cognitoLogins({ userPoolId, client: cognito });
