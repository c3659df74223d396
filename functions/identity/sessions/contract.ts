/** Signing in and out, the sessions of browsers, and what a token is worth. */
import * as z from 'zod';
import { defineEvent } from '../../shared/events/event.ts';
import { browserSession, customerSelfRead, defineRoute, everyone, problem, service } from '../../shared/http/route.ts';
import { EmailAddress, Timestamp } from '../../shared/http/shapes.ts';
import { idSchema } from '../../shared/ids.ts';
import { aboutUser, from } from '../event-shapes.ts';
import { absent, accessToken, authAliases, noToken, Role, TypedPassword } from '../shapes.ts';

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
  access: customerSelfRead,
  tag: 'Identity',
  summary: 'Where I am signed in',
  success: {
    status: 200,
    description: 'The newest hundred, newest first, and the one that asks',
    body: z.object({ items: z.array(Session) }),
  },
  problems: [noToken],
});

export const EndSession = defineRoute({
  operationId: 'endSession',
  method: 'DELETE',
  path: '/me/sessions/{sessionId}',
  access: customerSelfRead,
  tag: 'Identity',
  summary: 'Sign out somewhere else',
  params: z.strictObject({ sessionId: idSchema('ses') }),
  success: { status: 204, description: 'It can be refreshed no more' },
  problems: [noToken, absent],
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
