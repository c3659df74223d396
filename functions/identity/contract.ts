/**
 * Identity: users, their logins and one-time tokens. Users are ours, passwords are the user pool's.
 *
 * Consumes nothing.
 * Emits `user.created`, `user.superseded`, `auth.user.registered`, `auth.registration.repeated`,
 * `auth.email.verification.requested`, `auth.email.verified` and `auth.login`.
 */
import * as z from 'zod';
import { customer, defineEvent, defineRoute, everyone, problem } from '../shared/contract.ts';
import { idSchema } from '../shared/ids.ts';
import { ROLES } from '../shared/permissions.ts';
import { Locale, line, Timestamp } from '../shared/shapes.ts';

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
  .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]{12,}$/u, 'at least 12 characters, no control characters')
  .regex(/^\S.*\S$/u, 'no blank at the beginning or the end')
  .meta({ id: 'NewPassword', format: 'password' });

/** Whatever somebody types as theirs. */
const TypedPassword = z.string().normalize('NFC').min(1).max(256).meta({ format: 'password' });

const PersonName = line(100);

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
  })
  .meta({ id: 'Profile' });
export type Profile = z.infer<typeof Profile>;

export const Register = defineRoute({
  operationId: 'register',
  method: 'POST',
  path: '/auth/register',
  aliases: [
    { method: 'POST', path: '/api/auth/register' },
    { method: 'POST', path: '/bff/auth/register' },
    { method: 'POST', path: '/users' },
  ],
  access: everyone,
  tag: 'Identity',
  summary: 'Open an account; a mail asks to confirm the address. Says the same for a known address',
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
    problem(400, 'password-refused', 'the user pool does not take the password'),
    problem(503, 'sign-in-unavailable', 'the user pool is too busy'),
  ],
});

export const VerifyEmail = defineRoute({
  operationId: 'verifyEmail',
  method: 'POST',
  path: '/auth/verify-email',
  aliases: [
    { method: 'POST', path: '/api/auth/verify-email' },
    { method: 'POST', path: '/bff/auth/verify-email' },
  ],
  access: everyone,
  tag: 'Identity',
  summary: 'Confirm an address by the token of its mail, once',
  body: z.strictObject({ token: z.string().min(1).max(200) }),
  success: { status: 204, description: 'The address is confirmed' },
  problems: [problem(400, 'invalid-token', 'the token is wrong, was used before or is too old')],
});

export const ShowVerifyEmail = defineRoute({
  operationId: 'showVerifyEmail',
  method: 'GET',
  path: '/auth/verify-email',
  aliases: [
    { method: 'GET', path: '/api/auth/verify-email' },
    { method: 'GET', path: '/bff/auth/verify-email' },
  ],
  access: everyone,
  tag: 'Identity',
  summary: 'The page behind the link of the mail: it confirms on a click, and looking at it changes nothing',
  query: z.strictObject({ token: z.string().max(200).optional() }),
  success: { status: 200, description: 'The page', mediaType: 'text/html; charset=utf-8' },
  problems: [],
});

export const ResendVerification = defineRoute({
  operationId: 'resendVerification',
  method: 'POST',
  path: '/auth/verify-email/resend',
  aliases: [
    { method: 'POST', path: '/api/auth/verify-email/resend' },
    { method: 'POST', path: '/bff/auth/verify-email/resend' },
  ],
  access: everyone,
  tag: 'Identity',
  summary: 'Send the mail again; earlier links end. Says the same for any address',
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
  aliases: [
    { method: 'POST', path: '/api/auth/login' },
    { method: 'POST', path: '/bff/auth/login' },
  ],
  access: everyone,
  tag: 'Identity',
  summary: 'Exchange e-mail and password for an access token',
  body: z.strictObject({
    email: EmailAddress,
    password: TypedPassword,
    rememberMe: z.boolean().optional().meta({ description: 'Asks to stay signed in for longer' }),
  }),
  success: {
    status: 200,
    description: 'The token and whom it speaks for',
    body: z.object({
      user: z.object({
        id: idSchema('usr'),
        email: z.string(),
        name: z.string(),
        role: Role,
        permissions: z.array(z.string()),
      }),
      token: z.string(),
      tokenType: z.literal('Bearer'),
      expiresIn: z.int().positive().max(900).meta({ description: 'Seconds' }),
    }),
  },
  problems: [
    problem(401, 'invalid-credentials', 'no such user, a wrong password, or the account is disabled'),
    problem(403, 'email-not-verified', 'the password is right, but the address was never confirmed'),
    problem(503, 'sign-in-unavailable', 'the user pool is too busy'),
  ],
});

export const ReadMe = defineRoute({
  operationId: 'getMe',
  method: 'GET',
  path: '/me',
  access: customer,
  tag: 'Identity',
  summary: 'Who I am',
  etag: 'content',
  success: { status: 200, description: 'The profile', body: Profile },
  problems: [problem(401, 'invalid-token', 'the token is missing, wrong or expired, or the account is disabled')],
});

export const ChangeMe = defineRoute({
  operationId: 'changeMe',
  method: 'PATCH',
  path: '/me',
  access: customer,
  tag: 'Identity',
  summary: 'Change what I am called and the language I am written to in',
  body: z.strictObject({
    name: PersonName.optional(),
    firstName: PersonName.nullable().optional().meta({ description: 'null takes it away' }),
    lastName: PersonName.nullable().optional().meta({ description: 'null takes it away' }),
    locale: Locale.optional(),
  }),
  etag: 'content',
  success: { status: 200, description: 'The profile as it now stands', body: Profile },
  problems: [problem(401, 'invalid-token', 'the token is missing, wrong or expired, or the account is disabled')],
});

/** What anybody may call, and what only its owner. Each is an entry of its own. */
export const authRoutes = [Register, VerifyEmail, ShowVerifyEmail, ResendVerification, LogIn];
export const meRoutes = [ReadMe, ChangeMe];
export const routes = [...authRoutes, ...meRoutes];

const aboutUser = { userId: idSchema('usr') };

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
  summary: 'A user that never confirmed its address has gone: the address was registered again, by the successor.',
  data: z.object({ ...aboutUser, successorId: idSchema('usr') }),
});

export const UserRegistered = defineEvent({
  type: 'auth.user.registered',
  context: 'identity',
  schemaVersion: 1,
  summary: 'Somebody has opened an account; the address is not confirmed yet.',
  data: z.object(aboutUser),
});

export const RegistrationRepeated = defineEvent({
  type: 'auth.registration.repeated',
  context: 'identity',
  schemaVersion: 1,
  summary: 'Somebody has tried to register with the address of this user, who is told by mail. Nothing has changed.',
  data: z.object(aboutUser),
});

export const EmailVerificationRequested = defineEvent({
  type: 'auth.email.verification.requested',
  context: 'identity',
  schemaVersion: 1,
  summary: 'The address of this user waits for confirmation by a mailed link, whose token is derived from the id.',
  data: z.object({ ...aboutUser, tokenId: idSchema('tok'), expiresAt: Timestamp }),
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
    ip: z.string(),
    userAgent: z.string().optional(),
  }),
});

export const events = [
  UserCreated,
  UserSuperseded,
  UserRegistered,
  RegistrationRepeated,
  EmailVerificationRequested,
  EmailVerified,
  LoginAttempted,
];
