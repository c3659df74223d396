/**
 * Identity: users, their logins, sessions and one-time tokens, and what they keep with us: addresses, exports of their
 * data. Users are ours, passwords are the user pool's.
 *
 * Consumes `user.export.requested` (writes the file), `user.erased` (lets go of login, sessions, tokens and files).
 * Emits `user.created`, `user.superseded`, `user.changed`, `user.export.requested`, `user.erased`, and of the `auth`
 * family what is listed in `events`: registration, verification, login, logout, sessions, passwords, addresses, refusals.
 */
import * as z from 'zod';
import { defineEvent } from '../shared/events/event.ts';
import { ROLES } from '../shared/http/permissions.ts';
import {
  browserSession,
  customer,
  defineRoute,
  everyone,
  pageOf,
  pageQuery,
  permitted,
  problem,
  service,
} from '../shared/http/route.ts';
import { Address, Locale, line, oneLine, Timestamp } from '../shared/http/shapes.ts';
import { idSchema } from '../shared/ids.ts';

/** As it is compared and stored: without surrounding blanks, composed (NFC), in small letters. */
export const EmailAddress = z
  .string()
  .trim()
  .normalize('NFC')
  .max(254)
  .regex(z.regexes.email, 'not an e-mail address')
  .toLowerCase()
  .meta({ id: 'EmailAddress', examples: ['ada@example.com'] });

/** Twelve characters of any kind. The user pool asks for the same, and takes no blank at either end. */
export const NewPassword = z
  .string()
  .normalize('NFC')
  .max(256)
  .regex(oneLine('{12,}'), 'at least 12 characters, no control characters')
  .regex(/^\S.*\S$/u, 'no blank at the beginning or the end')
  .meta({ id: 'NewPassword', format: 'password' });

/** Whatever somebody types as theirs. */
const TypedPassword = z.string().normalize('NFC').min(1).max(256).meta({ format: 'password' });

const PersonName = line(100);

/** What every sign-in answers. */
const accessToken = {
  token: z.string(),
  tokenType: z.literal('Bearer'),
  expiresIn: z.int().positive().max(900).meta({ description: 'Seconds' }),
};

/** The spellings under which the same routes answer. */
const authAliases = (method: 'GET' | 'POST', path: string) =>
  ['/api', '/bff'].map((prefix) => ({ method, path: `${prefix}${path}` }));

/** What a link of a mail ends in. */
const MailedToken = z.string().min(1).max(200);

/** What such a link asks for. Mailing services add parameters of their own to links, which a page can overlook. */
const LinkQuery = z.looseObject({ token: z.string().max(200).optional() });

export const Role = z.enum(ROLES).meta({ id: 'Role' });

export const Profile = z
  .object({
    id: idSchema('usr'),
    email: z.string(),
    name: z.string(),
    firstName: z.string().optional(),
    lastName: z.string().optional(),
    locale: Locale,
    role: Role,
    permissions: z.array(z.string()),
    emailVerified: z.boolean(),
    createdAt: Timestamp,
    version: z.int().positive(),
  })
  .meta({ id: 'Profile' });
export type Profile = z.infer<typeof Profile>;

export const Register = defineRoute({
  operationId: 'register',
  method: 'POST',
  path: '/auth/register',
  aliases: [...authAliases('POST', '/auth/register'), { method: 'POST', path: '/users' }],
  access: everyone,
  tag: 'Identity',
  summary: 'Open an account; a mail asks to confirm the address. Says the same for a known address',
  asksForMail: true,
  body: z.strictObject({
    email: EmailAddress,
    password: NewPassword,
    name: PersonName,
    firstName: PersonName.optional(),
    lastName: PersonName.optional(),
    locale: Locale.optional().meta({ description: 'Of mails; without it, what Accept-Language prefers' }),
  }),
  success: {
    status: 201,
    description: 'A mail is on its way to the address',
    body: z.object({
      user: z.object({ email: z.string(), name: z.string() }),
      requiresVerification: z.literal(true),
    }),
  },
  problems: [
    problem(400, 'password-refused', 'the user pool does not take the password; nothing has changed'),
    problem(503, 'sign-in-unavailable', 'the user pool is too busy'),
  ],
});

export const VerifyEmail = defineRoute({
  operationId: 'verifyEmail',
  method: 'POST',
  path: '/auth/verify-email',
  aliases: authAliases('POST', '/auth/verify-email'),
  access: everyone,
  tag: 'Identity',
  summary: 'Confirm an address by the token of its mail, once',
  attempts: {},
  body: z.strictObject({ token: MailedToken }),
  success: { status: 204, description: 'The address is confirmed' },
  problems: [problem(400, 'invalid-token', 'the token is wrong, was used before or is too old')],
});

export const ShowVerifyEmail = defineRoute({
  operationId: 'showVerifyEmail',
  method: 'GET',
  path: '/auth/verify-email',
  aliases: authAliases('GET', '/auth/verify-email'),
  access: everyone,
  tag: 'Identity',
  summary: 'The page behind the link of the mail: it confirms on a click, and looking at it changes nothing',
  query: LinkQuery,
  success: { status: 200, description: 'The page', mediaType: 'text/html; charset=utf-8' },
  problems: [],
});

export const ResendVerification = defineRoute({
  operationId: 'resendVerification',
  method: 'POST',
  path: '/auth/verify-email/resend',
  aliases: authAliases('POST', '/auth/verify-email/resend'),
  access: everyone,
  tag: 'Identity',
  summary: 'Send the mail again; earlier links end. Says the same for any address',
  asksForMail: true,
  body: z.strictObject({
    email: EmailAddress,
  }),
  success: { status: 202, description: 'If the address waits for confirmation, a mail is on its way' },
  problems: [],
});

export const LogIn = defineRoute({
  operationId: 'logIn',
  method: 'POST',
  path: '/auth/login',
  aliases: authAliases('POST', '/auth/login'),
  access: everyone,
  tag: 'Identity',
  summary: 'Exchange e-mail and password for an access token',
  body: z.strictObject({
    email: EmailAddress,
    password: TypedPassword,
    rememberMe: z.boolean().optional().meta({ description: 'Asks to stay signed in for longer' }),
  }),
  attempts: { account: 'email' },
  success: {
    status: 200,
    description: 'The token and whom it speaks for; the cookies `__Host-refresh` and `__Host-csrf` open a session',
    headers: ['Set-Cookie'],
    body: z.object({
      user: z.object({
        id: idSchema('usr'),
        email: z.string(),
        name: z.string(),
        role: Role,
        permissions: z.array(z.string()),
      }),
      ...accessToken,
    }),
  },
  problems: [
    problem(401, 'invalid-credentials', 'no such user, a wrong password, or the account is disabled'),
    problem(403, 'email-not-verified', 'the password is right, but the address was never confirmed'),
    problem(503, 'sign-in-unavailable', 'the user pool is too busy'),
  ],
});

const absent = problem(404, 'not-found', 'absent, or not yours');
const noToken = problem(401, 'invalid-token', 'the token is missing, wrong or expired, or the account is disabled');

export const Refresh = defineRoute({
  operationId: 'refresh',
  method: 'POST',
  path: '/auth/refresh',
  aliases: authAliases('POST', '/auth/refresh'),
  access: browserSession,
  tag: 'Identity',
  summary: "A new access token out of the browser's session, whose cookie is replaced",
  success: {
    status: 200,
    description: 'The token; a second tab that asks within ten seconds gets one without a new cookie',
    headers: ['Set-Cookie'],
    body: z.object({
      ...accessToken,
      userId: idSchema('usr').meta({
        description: 'Whose session it is: in another tab somebody else may have signed in',
      }),
    }),
  },
  problems: [
    problem(401, 'not-signed-in', 'there is no session, or none any more'),
    problem(403, 'csrf', 'the CSRF token is missing or wrong, or the page is not one of ours'),
    problem(503, 'sign-in-unavailable', 'the user pool is too busy'),
  ],
});

export const LogOut = defineRoute({
  operationId: 'logOut',
  method: 'POST',
  path: '/auth/logout',
  aliases: authAliases('POST', '/auth/logout'),
  access: browserSession,
  tag: 'Identity',
  summary: "End the browser's session; its cookies go",
  success: { status: 204, description: 'There is no session any more', headers: ['Set-Cookie'] },
  problems: [
    problem(401, 'not-signed-in', 'there is no session'),
    problem(403, 'csrf', 'the CSRF token is missing or wrong, or the page is not one of ours'),
  ],
});

export const ForgotPassword = defineRoute({
  operationId: 'forgotPassword',
  method: 'POST',
  path: '/auth/forgot-password',
  aliases: authAliases('POST', '/auth/forgot-password'),
  access: everyone,
  tag: 'Identity',
  summary: 'Mail a link to choose a new password. Says the same for any address',
  asksForMail: true,
  body: z.strictObject({ email: EmailAddress }),
  success: { status: 202, description: 'If the address belongs to an account, a mail is on its way' },
  problems: [],
});

export const ResetPassword = defineRoute({
  operationId: 'resetPassword',
  method: 'POST',
  path: '/auth/reset-password',
  aliases: authAliases('POST', '/auth/reset-password'),
  access: everyone,
  tag: 'Identity',
  summary: 'Choose a new password by the token of a mail, once; every login ends',
  attempts: {},
  body: z.strictObject({ token: MailedToken, password: NewPassword }),
  success: { status: 204, description: 'The new password counts' },
  problems: [
    problem(400, 'invalid-token', 'the token is wrong, was used before or is too old'),
    problem(
      400,
      'password-refused',
      'the user pool does not take the password; every login has ended by then, and the link is good for another one',
    ),
    problem(503, 'sign-in-unavailable', 'the user pool is too busy'),
  ],
});

export const ShowResetPassword = defineRoute({
  operationId: 'showResetPassword',
  method: 'GET',
  path: '/auth/reset-password',
  aliases: authAliases('GET', '/auth/reset-password'),
  access: everyone,
  tag: 'Identity',
  summary: 'The form behind the link of the mail; looking at it changes nothing',
  query: LinkQuery,
  success: { status: 200, description: 'The page', mediaType: 'text/html; charset=utf-8' },
  problems: [],
});

export const ChangePassword = defineRoute({
  operationId: 'changePassword',
  method: 'POST',
  path: '/auth/change-password',
  aliases: authAliases('POST', '/auth/change-password'),
  access: customer,
  tag: 'Identity',
  summary: 'Choose a new password, knowing the present one; every other login ends',
  attempts: { account: 'caller' },
  body: z.strictObject({ currentPassword: TypedPassword, newPassword: NewPassword }),
  success: { status: 204, description: 'The new password counts' },
  problems: [
    noToken,
    problem(
      400,
      'password-refused',
      'the user pool does not take the password; every other login and every mailed link has ended by then',
    ),
    problem(401, 'invalid-credentials', 'the present password is wrong'),
    problem(503, 'sign-in-unavailable', 'the user pool is too busy'),
  ],
});

export const ChangeEmail = defineRoute({
  operationId: 'changeEmail',
  method: 'POST',
  path: '/auth/change-email',
  aliases: authAliases('POST', '/auth/change-email'),
  access: customer,
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

export const ValidateToken = defineRoute({
  operationId: 'validateToken',
  method: 'POST',
  path: '/auth/validate',
  aliases: authAliases('POST', '/auth/validate'),
  access: service,
  tag: 'Identity',
  summary: 'Whether an access token is good, and which of the permissions asked for it carries now',
  body: z.strictObject({
    token: z.string().min(1).max(8_192),
    permissions: z.array(z.string().min(1).max(100)).max(50).default([]),
  }),
  success: {
    status: 200,
    description: 'What the token is worth; `valid` is false for a bad one, and where a permission is missing',
    body: z.object({
      valid: z.boolean(),
      userId: idSchema('usr').nullable(),
      permissions: z.array(z.string()).meta({ description: 'Those of the permissions asked for that it carries' }),
      expiresAt: Timestamp.nullable(),
    }),
  },
  problems: [
    problem(403, 'forbidden', 'the request is not signed by a service of ours'),
    problem(503, 'sign-in-unavailable', "the user pool's keys cannot be read, so no token can be judged"),
  ],
});

export const ReadMe = defineRoute({
  operationId: 'getMe',
  method: 'GET',
  path: '/me',
  access: customer,
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
  access: customer,
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

export const Session = z
  .object({
    id: idSchema('ses'),
    current: z.boolean().meta({ description: 'The one that this token comes from' }),
    rememberMe: z.boolean(),
    ip: z.string(),
    userAgent: z.string().optional(),
    createdAt: Timestamp,
    lastUsedAt: Timestamp,
    expiresAt: Timestamp,
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;

export const ListSessions = defineRoute({
  operationId: 'listSessions',
  method: 'GET',
  path: '/me/sessions',
  access: customer,
  tag: 'Identity',
  summary: 'Where I am signed in',
  success: {
    status: 200,
    description: 'The newest hundred, newest first',
    body: z.object({ items: z.array(Session) }),
  },
  problems: [noToken],
});

export const EndSession = defineRoute({
  operationId: 'endSession',
  method: 'DELETE',
  path: '/me/sessions/{sessionId}',
  access: customer,
  tag: 'Identity',
  summary: 'Sign out somewhere else',
  params: z.strictObject({ sessionId: idSchema('ses') }),
  success: { status: 204, description: 'It can be refreshed no more' },
  problems: [noToken, absent],
});

const AddressFields = z.strictObject({ ...Address.shape, label: line(40).optional() });
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
  access: customer,
  tag: 'Identity',
  summary: 'My addresses, oldest first',
  success: { status: 200, description: 'All of them', body: z.object({ items: z.array(SavedAddress) }) },
  problems: [noToken],
});

export const ReadAddress = defineRoute({
  operationId: 'getAddress',
  method: 'GET',
  path: '/me/addresses/{addressId}',
  access: customer,
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
  access: customer,
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
  access: customer,
  tag: 'Identity',
  summary: 'Forget an address',
  params: addressParams,
  success: { status: 204, description: 'It is gone' },
  problems: [noToken, absent],
});

/** Days for which the file of an export lies there: long enough to come back for it, short for a file that holds all of somebody. */
export const EXPORT_DAYS = 7;

export const ExportStatus = z.enum(['PENDING', 'READY', 'FAILED']).meta({ id: 'ExportStatus' });

export const Export = z
  .object({
    id: idSchema('exp'),
    status: ExportStatus,
    url: z.string().optional().meta({
      description: 'Downloads the file for some minutes: one JSON document, whose `schemaVersion` says how to read it',
    }),
    expiresAt: Timestamp.optional().meta({ description: 'When the file goes' }),
    createdAt: Timestamp,
  })
  .meta({ id: 'Export' });
export type Export = z.infer<typeof Export>;

export const RequestExport = defineRoute({
  operationId: 'requestExport',
  method: 'POST',
  path: '/me/export',
  access: customer,
  tag: 'Identity',
  summary: 'Have everything that the shop knows of me put into a file',
  idempotencyKey: 'honoured',
  success: { status: 202, description: 'The file is being written', body: Export },
  problems: [noToken],
});

/** Without an ETag: the link is signed anew for every answer. */
export const ReadExport = defineRoute({
  operationId: 'getExport',
  method: 'GET',
  path: '/me/export/{exportId}',
  access: customer,
  tag: 'Identity',
  summary: 'Where the file is, once it is written',
  params: z.strictObject({ exportId: idSchema('exp') }),
  success: { status: 200, description: 'How far it is, and a link that serves for some minutes', body: Export },
  problems: [noToken, absent],
});

export const EraseMe = defineRoute({
  operationId: 'eraseMe',
  method: 'DELETE',
  path: '/me',
  access: customer,
  tag: 'Identity',
  summary: 'Erase my account in every part of the shop; orders keep what the law needs',
  success: {
    status: 204,
    description:
      'The account is gone, and every login with it; an order that still runs loses its customer when it ends',
    headers: ['Set-Cookie'],
  },
  problems: [noToken, problem(409, 'own-account', 'you have another role than a customer: an admin takes it first')],
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

/** What anybody may call, what only its owner, what admins, what services. Each is an entry of its own. */
export const authRoutes = [
  Register,
  VerifyEmail,
  ShowVerifyEmail,
  ResendVerification,
  LogIn,
  Refresh,
  LogOut,
  ForgotPassword,
  ResetPassword,
  ShowResetPassword,
];
export const meRoutes = [
  ReadMe,
  ChangeMe,
  EraseMe,
  ChangePassword,
  ChangeEmail,
  ListSessions,
  EndSession,
  ListAddresses,
  ReadAddress,
  AddAddress,
  ReplaceAddress,
  RemoveAddress,
  RequestExport,
  ReadExport,
];
export const adminRoutes = [AdminListUsers, AdminReadUser, AdminChangeUser];
export const serviceRoutes = [ValidateToken];
export const routes = [...authRoutes, ...meRoutes, ...adminRoutes, ...serviceRoutes];

const aboutUser = { userId: idSchema('usr') };

/** From where somebody did something, in the events that security is about. */
const from = { ip: z.string(), userAgent: z.string().optional() };
/** The same in events that there were before they said so. */
const fromLately = { ...from, ip: from.ip.optional() };

export const UserCreated = defineEvent({
  type: 'user.created',
  context: 'identity',
  schemaVersion: 1,
  summary: 'There is a new user, by registration or made by an admin.',
  data: z.object({ ...aboutUser, role: Role }),
});

export const UserSuperseded = defineEvent({
  type: 'user.superseded',
  context: 'identity',
  schemaVersion: 1,
  summary:
    'A user that never confirmed its address has gone: the successor has registered with it again, or changed to it.',
  data: z.object({ ...aboutUser, successorId: idSchema('usr') }),
});

export const UserRegistered = defineEvent({
  type: 'auth.user.registered',
  context: 'identity',
  schemaVersion: 1,
  summary: 'Somebody has opened an account; the address is not confirmed yet.',
  data: z.object({ ...aboutUser, ...fromLately }),
});

export const RegistrationRepeated = defineEvent({
  type: 'auth.registration.repeated',
  context: 'identity',
  schemaVersion: 1,
  summary:
    'Somebody has tried to register with the address of this user, or to change to it; its owner is told by mail. Nothing has changed.',
  data: z.object({ ...aboutUser, ...fromLately }),
});

export const EmailVerificationRequested = defineEvent({
  type: 'auth.email.verification.requested',
  context: 'identity',
  schemaVersion: 1,
  summary: 'The address of this user waits for confirmation by a mailed link, whose token is derived from the id.',
  data: z.object({ ...aboutUser, tokenId: idSchema('tok'), expiresAt: Timestamp, ...fromLately }),
});

export const EmailVerified = defineEvent({
  type: 'auth.email.verified',
  context: 'identity',
  schemaVersion: 1,
  summary: 'The address of this user is confirmed.',
  data: z.object(aboutUser),
});

export const LoginOutcome = z.enum(['success', 'unknown-address', 'wrong-password', 'disabled', 'not-verified']);
export type LoginOutcome = z.infer<typeof LoginOutcome>;

export const LoginAttempted = defineEvent({
  type: 'auth.login',
  context: 'identity',
  schemaVersion: 1,
  summary: 'Somebody has tried to sign in, with success or without.',
  data: z.object({
    userId: aboutUser.userId.optional(),
    outcome: LoginOutcome,
    sessionId: idSchema('ses').optional(),
    ...from,
  }),
});

export const LoggedOut = defineEvent({
  type: 'auth.logout',
  context: 'identity',
  schemaVersion: 1,
  summary: 'A session was ended by its user, there or from somewhere else.',
  data: z.object({ ...aboutUser, sessionId: idSchema('ses'), ...from }),
});

export const SessionStolen = defineEvent({
  type: 'auth.session.stolen',
  context: 'identity',
  schemaVersion: 1,
  summary: 'A cookie that was replaced long ago came back: somebody has a copy. The session has ended.',
  data: z.object({ ...aboutUser, sessionId: idSchema('ses'), ...from }),
});

export const PasswordResetRequested = defineEvent({
  type: 'auth.password.reset.requested',
  context: 'identity',
  schemaVersion: 1,
  summary: 'A link to choose a new password is to be mailed; its token is derived from the id.',
  data: z.object({ ...aboutUser, tokenId: idSchema('tok'), expiresAt: Timestamp, ...from }),
});

export const PasswordResetCompleted = defineEvent({
  type: 'auth.password.reset.completed',
  context: 'identity',
  schemaVersion: 1,
  summary: 'A new password was chosen by a mailed link; every login has ended.',
  data: z.object({ ...aboutUser, ...from }),
});

export const PasswordChanged = defineEvent({
  type: 'auth.password.changed',
  context: 'identity',
  schemaVersion: 1,
  summary: 'A new password was chosen by somebody who knew the old one; every other login has ended.',
  data: z.object({ ...aboutUser, ...from }),
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

/** A request that was refused, and where it came from. */
const refusal = z.object({ userId: aboutUser.userId.optional(), operation: z.string(), ...from });

export const UnauthorizedAccess = defineEvent({
  type: 'auth.access.unauthorized',
  context: 'identity',
  schemaVersion: 1,
  summary:
    "Somebody asked for what is somebody else's, and was told that it does not exist, or to act for somebody else; or a page that is not ours asked in the name of a browser.",
  data: refusal,
});

export const PermissionDenied = defineEvent({
  type: 'auth.permission.denied',
  context: 'identity',
  schemaVersion: 1,
  summary: 'Somebody asked for what their role does not allow.',
  data: refusal,
});

export const TokenRejected = defineEvent({
  type: 'auth.token.rejected',
  context: 'identity',
  schemaVersion: 1,
  summary: 'An access token was refused behind the front door: wrong, of another kind, or of a user who may no more.',
  data: refusal,
});

export const UserChanged = defineEvent({
  type: 'user.changed',
  context: 'identity',
  schemaVersion: 1,
  summary: 'An admin gave a user another role, or shut or opened the account.',
  data: z.object({ ...aboutUser, role: Role, disabled: z.boolean() }),
});

export const ExportRequested = defineEvent({
  type: 'user.export.requested',
  context: 'identity',
  schemaVersion: 1,
  summary: 'A user wants everything that the shop knows of them in a file.',
  data: z.object({ ...aboutUser, exportId: idSchema('exp') }),
});

export const UserErased = defineEvent({
  type: 'user.erased',
  context: 'identity',
  schemaVersion: 1,
  summary: 'A user has left for good: whoever keeps something personal of them lets it go.',
  data: z.object(aboutUser),
});

export const events = [
  UserCreated,
  UserSuperseded,
  UserRegistered,
  RegistrationRepeated,
  EmailVerificationRequested,
  EmailVerified,
  LoginAttempted,
  LoggedOut,
  SessionStolen,
  PasswordResetRequested,
  PasswordResetCompleted,
  PasswordChanged,
  EmailChangeRequested,
  EmailChanged,
  UnauthorizedAccess,
  PermissionDenied,
  TokenRejected,
  UserChanged,
  ExportRequested,
  UserErased,
];
