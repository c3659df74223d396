/**
 * Identity: users, their logins, sessions and one-time tokens, and the addresses that they keep with us. Users are ours,
 * passwords are the user pool's.
 *
 * Consumes nothing.
 * Emits `user.created`, `user.superseded`, `user.changed`, and of the `auth` family:
 * registration, verification, login, logout, sessions, passwords, addresses, refusals.
 */
import { ChangePassword, ForgotPassword, ResetPassword, ShowResetPassword } from './passwords/contract.ts';
import {
  AddAddress,
  AdminChangeUser,
  AdminListUsers,
  AdminReadUser,
  ChangeEmail,
  ChangeMe,
  ListAddresses,
  ReadAddress,
  ReadMe,
  RemoveAddress,
  ReplaceAddress,
} from './people/contract.ts';
import { EndSession, ListSessions, LogIn, LogOut, Refresh, ValidateToken } from './sessions/contract.ts';
import { Register, ResendVerification, ShowVerifyEmail, VerifyEmail } from './sign-up/contract.ts';

export * from './passwords/contract.ts';
export * from './people/contract.ts';
export * from './refusals/contract.ts';
export * from './sessions/contract.ts';
export { NewPassword, Profile, Role } from './shapes.ts';
export * from './sign-up/contract.ts';

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
