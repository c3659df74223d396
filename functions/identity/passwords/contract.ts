/** Choosing another password, knowing the present one or by a mailed link. */
import * as z from 'zod';
import { defineEvent } from '../../shared/events/event.ts';
import { customerSelfRead, defineRoute, everyone, problem } from '../../shared/http/route.ts';
import { EmailAddress, Timestamp } from '../../shared/http/shapes.ts';
import { idSchema } from '../../shared/ids.ts';
import { aboutUser, from } from '../event-shapes.ts';
import { authAliases, LinkQuery, MailedToken, NewPassword, noToken, TypedPassword } from '../shapes.ts';

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
  access: customerSelfRead,
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
