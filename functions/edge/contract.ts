/**
 * Edge: what belongs to the API as a whole: health, the OpenAPI document and its viewer, and the answer to whatever
 * no route takes.
 *
 * Consumes nothing. Emits nothing.
 */
import * as z from 'zod';
import { defineRoute, everyone, problem } from '../shared/http/route.ts';

export const HealthStatus = z.enum(['pass', 'warn', 'fail']).meta({ id: 'HealthStatus' });
export type HealthStatus = z.infer<typeof HealthStatus>;

export const Health = z
  .object({
    status: HealthStatus,
    checks: z.record(z.string(), z.object({ status: HealthStatus, durationMs: z.int().nonnegative() })),
  })
  .meta({ id: 'Health' });
export type Health = z.infer<typeof Health>;

export const ReadHealth = defineRoute({
  operationId: 'getHealth',
  method: 'GET',
  path: '/health',
  access: everyone,
  tag: 'Health',
  summary: 'Whether the API answers at all',
  success: { status: 200, description: 'It does; nothing else was looked at', body: Health },
  problems: [],
});

export const ReadReadiness = defineRoute({
  operationId: 'getReadiness',
  method: 'GET',
  path: '/health/ready',
  access: everyone,
  tag: 'Health',
  summary: 'Whether the shop can do its work: what it depends on was looked at within the last seconds',
  success: {
    status: 200,
    description: 'pass, warn (something is slow) or fail (something cannot be reached); the status is in the body',
    body: Health,
  },
  problems: [],
});

export const ReadOpenApi = defineRoute({
  operationId: 'getOpenApi',
  method: 'GET',
  path: '/openapi.json',
  access: everyone,
  tag: 'Documentation',
  summary: 'This document',
  etag: 'content',
  success: {
    status: 200,
    description: 'OpenAPI 3.1',
    mediaType: 'application/json',
    body: z.looseObject({ openapi: z.string().meta({ examples: ['3.1.1'] }) }),
  },
  problems: [],
});

export const ShowDocs = defineRoute({
  operationId: 'showDocs',
  method: 'GET',
  path: '/docs',
  access: everyone,
  tag: 'Documentation',
  summary: 'A viewer for this document',
  etag: 'content',
  success: {
    status: 200,
    description: 'A page that loads nothing from elsewhere',
    mediaType: 'text/html; charset=utf-8',
  },
  problems: [],
});

/** The viewer's files, by the name under which the bundle has them. */
export const DOCS_ASSETS = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'LICENSE.txt': 'text/plain; charset=utf-8',
} as const;
export type DocsAsset = keyof typeof DOCS_ASSETS;

export const ReadDocsAsset = defineRoute({
  operationId: 'getDocsAsset',
  method: 'GET',
  path: '/docs/{asset}',
  access: everyone,
  tag: 'Documentation',
  summary: "One of the viewer's files",
  params: z.strictObject({ asset: z.enum(Object.keys(DOCS_ASSETS) as [DocsAsset, ...DocsAsset[]]) }),
  etag: 'content',
  success: { status: 200, description: 'The file', mediaType: 'text/*' },
  problems: [problem(404, 'not-found', 'the viewer has no such file')],
});
