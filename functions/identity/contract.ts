/**
 * Identity: users, their logins, sessions and one-time tokens, and the addresses that they keep with us. Users are ours,
 * passwords are the user pool's.
 *
 * Consumes nothing.
 * Emits `user.created`, `user.superseded`, `user.changed`, and of the `auth` family what is listed in `events`:
 * registration, verification, login, logout, sessions, passwords, addresses, refusals.
 */
import * as z from 'zod';
import { defineEvent } from '../shared/events/event.ts';
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
import { aboutUser, from } from './shapes.ts';
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
  ChangePassword,
  ChangeEmail,
  ListSessions,
  EndSession,
  ListAddresses,
  ReadAddress,
  AddAddress,
  ReplaceAddress,
  RemoveAddress,
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
];
