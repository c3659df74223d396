/** Products in a file: put into the catalog from one, and written into one. */
import * as z from 'zod';
import { defineEvent } from '../../shared/events/event.ts';
import { defineRoute, permitted, problem } from '../../shared/http/route.ts';
import { line, Timestamp } from '../../shared/http/shapes.ts';
import { idSchema } from '../../shared/ids.ts';

/** Bytes of a file that is imported, at most. */
export const MAX_SHEET_BYTES = 20_000_000;
/** Where uploads lie in the bucket. */
export const UPLOADS = 'imports/';
/** Days for which files lie there, and it is known what became of them. */
export const SHEET_DAYS = 7;
/** Errors of an import that are kept and shown; the others are counted. */
export const MAX_ERRORS = 500;

const absent = problem(404, 'not-found', 'absent, or long ago');

export const ImportProducts = defineRoute({
  operationId: 'adminImportProducts',
  method: 'POST',
  path: '/admin/products/imports',
  access: permitted('catalog:write'),
  tag: 'Admin',
  summary: 'Asks for a link to upload a CSV file of products with; what it holds is imported when it is there',
  body: z
    .strictObject({
      fileName: line(200),
      size: z
        .int()
        .positive()
        .meta({ description: `Bytes, at most ${MAX_SHEET_BYTES}` }),
      sha256: z
        .string()
        .regex(/^[A-Za-z0-9+/]{43}=$/, 'a SHA-256 in base64')
        .meta({ description: 'Of the file; S3 refuses another one' }),
    })
    .meta({
      examples: [{ fileName: 'autumn.csv', size: 48_211, sha256: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' }],
    }),
  success: {
    status: 201,
    description:
      'Where the file goes, once, as it was announced. It has a row for each variant and the columns that an export has; rows of one product name its slug and follow one another',
    body: z.object({
      importId: idSchema('imp'),
      url: z.string(),
      method: z.literal('PUT'),
      headers: z.record(z.string(), z.string()).meta({ description: 'To be sent with the file exactly like this' }),
      expiresAt: Timestamp,
    }),
  },
  problems: [problem(413, 'too-large', 'the file is larger than is taken')],
});

const rows = z.int().nonnegative();

export const ImportCounts = z
  .object({
    rows: rows.meta({ description: 'In the file, without its header and empty ones; 0 until it is read' }),
    created: rows,
    changed: rows,
    unchanged: rows,
    failed: rows,
  })
  .meta({
    id: 'ImportCounts',
    examples: [{ rows: 20_000, created: 120, changed: 30, unchanged: 19_650, failed: 200 }],
  });
export type ImportCounts = z.infer<typeof ImportCounts>;

export const ReadImport = defineRoute({
  operationId: 'adminGetImport',
  method: 'GET',
  path: '/admin/products/imports/{importId}',
  access: permitted('catalog:write'),
  tag: 'Admin',
  summary: 'How far an import is, and what is wrong with which row',
  params: z.strictObject({ importId: idSchema('imp') }),
  success: {
    status: 200,
    description:
      'WAITING for the file, RUNNING, DONE, or FAILED where the file cannot be read at all and nothing of it was imported',
    body: z.object({
      id: idSchema('imp'),
      fileName: z.string(),
      status: z.enum(['WAITING', 'RUNNING', 'DONE', 'FAILED']),
      counts: ImportCounts.meta({ description: 'Rows. A product is imported whole or not at all' }),
      errors: z.array(z.object({ row: z.int(), column: z.string(), message: z.string() })).meta({
        description: `The first ${MAX_ERRORS}. Rows are counted as a spreadsheet does: the header is row 1`,
        examples: [[{ row: 17, column: 'price', message: 'Write it like 12.50.' }]],
      }),
      moreErrors: z.int().nonnegative().meta({ description: 'So many were found and are not shown' }),
      reason: z.string().optional().meta({ description: 'Why the file cannot be read' }),
      createdAt: Timestamp,
      updatedAt: Timestamp,
    }),
  },
  problems: [absent],
});

export const ExportProducts = defineRoute({
  operationId: 'adminExportProducts',
  method: 'POST',
  path: '/admin/products/exports',
  access: permitted('catalog:write'),
  tag: 'Admin',
  summary: 'Have all products of every status written into a CSV file, which can be imported as it is',
  success: { status: 202, description: 'The file is being written', body: z.object({ exportId: idSchema('exp') }) },
  problems: [],
});

/** Without an ETag: the link is signed anew for every answer. */
export const ReadProductExport = defineRoute({
  operationId: 'adminGetProductExport',
  method: 'GET',
  path: '/admin/products/exports/{productExportId}',
  access: permitted('catalog:write'),
  tag: 'Admin',
  summary: 'Where the file with the products is, once it is written',
  params: z.strictObject({ productExportId: idSchema('exp') }),
  success: {
    status: 200,
    description: 'How far it is, and a link that serves for some minutes',
    body: z.object({
      id: idSchema('exp'),
      status: z.enum(['PENDING', 'READY', 'FAILED']),
      url: z.string().optional().meta({ description: 'Downloads the file' }),
      createdAt: Timestamp,
    }),
  },
  problems: [absent],
});

export const ProductExportRequested = defineEvent({
  type: 'product.export.requested',
  context: 'catalog',
  schemaVersion: 1,
  summary: 'Staff want all products in a file.',
  data: z.object({ exportId: idSchema('exp') }),
});

export const sheetRoutes = [ImportProducts, ReadImport, ExportProducts, ReadProductExport];
