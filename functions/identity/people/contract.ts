/** What people say of themselves, the addresses that they keep, and users as admins see them. */
import * as z from 'zod';
import { defineEvent } from '../../shared/events/event.ts';
import {
  customer,
  customerSelfRead,
  defineRoute,
  pageOf,
  pageQuery,
  permitted,
  problem,
} from '../../shared/http/route.ts';
import { Address, EmailAddress, Locale, line, Timestamp } from '../../shared/http/shapes.ts';
import { idSchema } from '../../shared/ids.ts';
import { aboutUser, from } from '../event-shapes.ts';
import { absent, authAliases, noToken, PersonName, Profile, Role, TypedPassword } from '../shapes.ts';

export const ReadMe = defineRoute({
  operationId: 'getMe',
  method: 'GET',
  path: '/me',
  access: customerSelfRead,
  tag: 'Identity',
  summary: 'Who I am',
  etag: 'version',
  success: { status: 200, description: 'The profile', body: Profile },
  problems: [noToken],
});

export const ChangeMe = defineRoute({
  operationId: 'changeMe',
  method: 'PATCH',
  path: '/me',
  access: customerSelfRead,
  tag: 'Identity',
  summary: 'Change what I am called and the language I am written to in',
  ifMatch: 'honoured',
  body: z.strictObject({
    name: PersonName.optional(),
    firstName: PersonName.nullable().optional().meta({ description: 'null takes it away' }),
    lastName: PersonName.nullable().optional().meta({ description: 'null takes it away' }),
    locale: Locale.optional(),
  }),
  etag: 'version',
  success: { status: 200, description: 'The profile as it now stands', body: Profile },
  problems: [noToken],
});

export const ChangeEmail = defineRoute({
  operationId: 'changeEmail',
  method: 'POST',
  path: '/auth/change-email',
  aliases: authAliases('POST', '/auth/change-email'),
  access: customerSelfRead,
  tag: 'Identity',
  summary:
    'Ask for another address. It counts once it is confirmed; the old one is told. Says the same for any address',
  attempts: { account: 'caller' },
  asksForMail: true,
  body: z.strictObject({ password: TypedPassword, email: EmailAddress }),
  success: { status: 202, description: 'A mail is on its way to the new address' },
  problems: [
    noToken,
    problem(401, 'invalid-credentials', 'the password is wrong'),
    problem(503, 'sign-in-unavailable', 'the user pool is too busy'),
  ],
});

const AddressFields = Address.safeExtend({ label: line(40).optional() });
export type AddressFields = z.infer<typeof AddressFields>;

export const SavedAddress = z
  .object({ id: idSchema('adr'), ...AddressFields.shape, createdAt: Timestamp, version: z.int().positive() })
  .meta({ id: 'SavedAddress' });
export type SavedAddress = z.infer<typeof SavedAddress>;

const addressParams = z.strictObject({ addressId: idSchema('adr') });

/** Addresses that one person may keep. */
export const MAX_ADDRESSES = 20;

export const ListAddresses = defineRoute({
  operationId: 'listAddresses',
  method: 'GET',
  path: '/me/addresses',
  access: customerSelfRead,
  tag: 'Identity',
  summary: 'My addresses, oldest first',
  success: { status: 200, description: 'All of them', body: z.object({ items: z.array(SavedAddress) }) },
  problems: [noToken],
});

export const ReadAddress = defineRoute({
  operationId: 'getAddress',
  method: 'GET',
  path: '/me/addresses/{addressId}',
  access: customerSelfRead,
  tag: 'Identity',
  summary: 'One of my addresses',
  params: addressParams,
  etag: 'version',
  success: { status: 200, description: 'The address', body: SavedAddress },
  problems: [noToken, absent],
});

export const AddAddress = defineRoute({
  operationId: 'addAddress',
  method: 'POST',
  path: '/me/addresses',
  access: customer,
  tag: 'Identity',
  summary: 'Keep an address',
  idempotencyKey: 'honoured',
  body: AddressFields,
  etag: 'version',
  success: { status: 201, description: 'The address', body: SavedAddress },
  problems: [noToken, problem(409, 'too-many-addresses', `there are ${MAX_ADDRESSES} already`)],
});

export const ReplaceAddress = defineRoute({
  operationId: 'replaceAddress',
  method: 'PUT',
  path: '/me/addresses/{addressId}',
  access: customerSelfRead,
  tag: 'Identity',
  summary: 'Change an address; orders keep the one that they were placed with',
  params: addressParams,
  ifMatch: 'honoured',
  body: AddressFields,
  etag: 'version',
  success: { status: 200, description: 'The address as it now stands', body: SavedAddress },
  problems: [noToken, absent],
});

export const RemoveAddress = defineRoute({
  operationId: 'removeAddress',
  method: 'DELETE',
  path: '/me/addresses/{addressId}',
  access: customerSelfRead,
  tag: 'Identity',
  summary: 'Forget an address',
  params: addressParams,
  success: { status: 204, description: 'It is gone' },
  problems: [noToken, absent],
});

export const AdminUser = z
  .object({ ...Profile.shape, disabled: z.boolean(), updatedAt: Timestamp })
  .meta({ id: 'AdminUser' });
export type AdminUser = z.infer<typeof AdminUser>;

export const AdminListUsers = defineRoute({
  operationId: 'adminListUsers',
  method: 'GET',
  path: '/admin/users',
  access: permitted('users:manage'),
  tag: 'Admin',
  summary: 'All users, newest first',
  query: z.strictObject({
    ...pageQuery,
    query: z
      .string()
      .trim()
      .min(1)
      .max(254)
      .optional()
      .meta({ description: 'A whole e-mail address, or a part of a name or address' }),
    role: Role.optional(),
  }),
  success: { status: 200, description: 'A page; it may be short while there is a next one', body: pageOf(AdminUser) },
  problems: [],
});

const userParams = z.strictObject({ userId: idSchema('usr') });

export const AdminReadUser = defineRoute({
  operationId: 'adminGetUser',
  method: 'GET',
  path: '/admin/users/{userId}',
  access: permitted('users:manage'),
  tag: 'Admin',
  summary: 'One user',
  params: userParams,
  etag: 'version',
  success: { status: 200, description: 'The user', body: AdminUser },
  problems: [absent],
});

export const AdminChangeUser = defineRoute({
  operationId: 'adminChangeUser',
  method: 'PATCH',
  path: '/admin/users/{userId}',
  access: permitted('users:manage'),
  tag: 'Admin',
  summary: 'Give a user another role, or shut the account and open it again; every login of the user ends',
  params: userParams,
  ifMatch: 'honoured',
  body: z.strictObject({ role: Role.optional(), disabled: z.boolean().optional() }),
  etag: 'version',
  success: { status: 200, description: 'The user as it now stands', body: AdminUser },
  problems: [
    absent,
    problem(409, 'own-account', 'nobody takes the own role away or shuts the own account'),
    problem(503, 'sign-in-unavailable', 'the user pool is too busy'),
  ],
});

export const EmailChangeRequested = defineEvent({
  type: 'auth.email.change.requested',
  context: 'identity',
  schemaVersion: 1,
  summary: 'This user asks for another address, which waits for confirmation by a mailed link.',
  data: z.object({ ...aboutUser, tokenId: idSchema('tok'), expiresAt: Timestamp, ...from }),
});

export const EmailChanged = defineEvent({
  type: 'auth.email.changed',
  context: 'identity',
  schemaVersion: 1,
  summary:
    'Another address of this user counts now, confirmed by a mailed token. The former one is kept for a while, under its id.',
  data: z.object({ ...aboutUser, tokenId: idSchema('tok') }),
});

export const UserChanged = defineEvent({
  type: 'user.changed',
  context: 'identity',
  schemaVersion: 1,
  summary: 'An admin gave a user another role, or shut or opened the account.',
  data: z.object({ ...aboutUser, role: Role, disabled: z.boolean() }),
});
