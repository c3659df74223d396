/**
 * Identity: users, their logins, sessions and one-time tokens, and the addresses that they keep with us. Users are ours,
 * passwords are the user pool's.
 *
 * Consumes nothing.
 * Emits `user.created`, `user.superseded`, `user.changed`, and of the `auth` family what is listed in `events`:
 * registration, verification, login, logout, sessions, passwords, addresses, refusals.
 */
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
import { PermissionDenied, TokenRejected, UnauthorizedAccess } from './refusals/contract.ts';
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
