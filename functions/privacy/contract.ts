/**
 * Privacy: the file of everything that the shop knows of a person, and the erasure of a person in every context. What there
 * is to tell and to let go of is declared by each context's `personal.ts`.
 *
 * Consumes `user.export.requested` (writes the file) and `user.erased` (has every context let go).
 * Emits both.
 */
import * as z from 'zod';
import { defineEvent } from '../shared/events/event.ts';
import { customer, customerSelfRead, defineRoute, problem } from '../shared/http/route.ts';
import { Timestamp } from '../shared/http/shapes.ts';
import { idSchema } from '../shared/ids.ts';

const absent = problem(404, 'not-found', 'absent, or not yours');
const noToken = problem(401, 'invalid-token', 'the token is missing, wrong or expired, or the account is disabled');

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
  access: customerSelfRead,
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
  access: customerSelfRead,
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

export const ExportRequested = defineEvent({
  type: 'user.export.requested',
  context: 'privacy',
  schemaVersion: 1,
  summary: 'A user wants everything that the shop knows of them in a file.',
  data: z.object({ userId: idSchema('usr'), exportId: idSchema('exp') }),
});

export const UserErased = defineEvent({
  type: 'user.erased',
  context: 'privacy',
  schemaVersion: 1,
  summary: 'A user has left for good: whoever keeps something personal of them lets it go.',
  data: z.object({ userId: idSchema('usr') }),
});
