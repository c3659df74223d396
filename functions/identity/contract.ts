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
import { customer, defineRoute, problem } from '../shared/http/route.ts';
import { Timestamp } from '../shared/http/shapes.ts';
import { idSchema } from '../shared/ids.ts';
import {
  ChangePassword,
  ForgotPassword,
  PasswordChanged,
  PasswordResetCompleted,
  PasswordResetRequested,
  ResetPassword,
  ShowResetPassword,
} from './passwords/contract.ts';
import {
  AddAddress,
  AdminChangeUser,
  AdminListUsers,
  AdminReadUser,
  ChangeEmail,
  ChangeMe,
  EmailChanged,
  EmailChangeRequested,
  ListAddresses,
  ReadAddress,
  ReadMe,
  RemoveAddress,
  ReplaceAddress,
  UserChanged,
} from './people/contract.ts';
import {
  EndSession,
  ListSessions,
  LoggedOut,
  LogIn,
  LoginAttempted,
  LogOut,
  Refresh,
  SessionStolen,
  ValidateToken,
} from './sessions/contract.ts';
import { aboutUser, absent, from, noToken } from './shapes.ts';
import {
  EmailVerificationRequested,
  EmailVerified,
  Register,
  RegistrationRepeated,
  ResendVerification,
  ShowVerifyEmail,
  UserCreated,
  UserRegistered,
  UserSuperseded,
  VerifyEmail,
} from './sign-up/contract.ts';

export {
  PasswordChanged,
  PasswordResetCompleted,
  PasswordResetRequested,
  ResetPassword,
} from './passwords/contract.ts';
export { EmailChanged, EmailChangeRequested } from './people/contract.ts';
export { LogIn } from './sessions/contract.ts';
export { NewPassword, Profile, Role } from './shapes.ts';
export { EmailVerificationRequested, RegistrationRepeated, VerifyEmail } from './sign-up/contract.ts';

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
