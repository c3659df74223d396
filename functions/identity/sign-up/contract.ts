/** Opening an account, and confirming its address. */
import * as z from 'zod';
import { defineEvent } from '../../shared/events/event.ts';
import { defineRoute, everyone, problem } from '../../shared/http/route.ts';
import { EmailAddress, Locale, Timestamp } from '../../shared/http/shapes.ts';
import { idSchema } from '../../shared/ids.ts';
import { aboutUser, fromLately } from '../event-shapes.ts';
import { authAliases, LinkQuery, MailedToken, NewPassword, PersonName, Role } from '../shapes.ts';

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
