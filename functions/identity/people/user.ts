import { permissionsOf, type Role } from '../../shared/http/permissions.ts';
import type { Locale } from '../../shared/http/shapes.ts';
import { derivedId } from '../../shared/ids.ts';
import type { PasswordTurn } from '../passwords/password-turn.ts';
import type { Profile } from '../shapes.ts';
import type { AdminUser } from './contract.ts';

export interface User {
  /** Also the name of the login in the user pool, and so the `username` of its tokens. */
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly firstName?: string;
  readonly lastName?: string;
  /** The language of mails. */
  readonly locale: Locale;
  readonly role: Role;
  /** Has confirmed the address. */
  readonly verified: boolean;
  readonly disabled: boolean;
  /** The one-time tokens that may still confirm the address, reset the password and give another address. */
  readonly verificationId?: string;
  readonly resetId?: string;
  readonly emailChangeId?: string;
  /** Counts how often every login was ended at once; what was opened under an earlier number is over. */
  readonly generation: number;
  /** Who began last to give the login another password, until it counts. */
  readonly passwordTurn?: PasswordTurn;
  /** RFC 3339, UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
}

/** What a person says of themselves. */
export interface Person {
  readonly email: string;
  readonly name: string;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly locale: Locale;
}

/**
 * No user at all, in the form of an id: its time is zero, so none is ever made like it. Whoever is not to learn that
 * there is no user has the same work done for this one.
 */
export const NOBODY = 'usr_00000000000000000000000000';

/**
 * What the user pool is asked for in the place of a user that an unknown address does not have. Never one that exists, and
 * another for each address: what the pool counts against one of them tells nothing of the others.
 */
export const strangerOf = (email: string): string => derivedId('usr', ['nobody', email]);

/** A user at version 1. In: a new id, the person, the role, whether the address is confirmed, and the time. */
export const newUser = (
  id: string,
  { email, name, firstName, lastName, locale }: Person,
  { role, verified }: Pick<User, 'role' | 'verified'>,
  now: Date,
): User => ({
  id,
  email,
  name,
  ...(firstName === undefined ? {} : { firstName }),
  ...(lastName === undefined ? {} : { lastName }),
  locale,
  role,
  verified,
  disabled: false,
  generation: 0,
  createdAt: now.toISOString(),
  updatedAt: now.toISOString(),
  version: 1,
});

/** A user as it is shown to its owner. */
export const profileOf = ({
  id,
  email,
  name,
  firstName,
  lastName,
  locale,
  role,
  verified,
  createdAt,
  version,
}: User): Profile => ({
  id,
  email,
  name,
  ...(firstName === undefined ? {} : { firstName }),
  ...(lastName === undefined ? {} : { lastName }),
  locale,
  role,
  permissions: [...permissionsOf(role)],
  emailVerified: verified,
  createdAt,
  version,
});

/** A user as it is shown to admins. */
export const adminUserOf = (user: User): AdminUser => ({
  ...profileOf(user),
  disabled: user.disabled,
  updatedAt: user.updatedAt,
  version: user.version,
});
