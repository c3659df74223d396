/** What identity tells of requests that were refused. Every entry with callers needs it, and nothing else of identity's contract. */
import * as z from 'zod';
import { defineEvent } from '../../shared/events/event.ts';
import { aboutUser, from } from '../event-shapes.ts';

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
