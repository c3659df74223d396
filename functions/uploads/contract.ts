/**
 * Uploads: models of customers. A file is taken by a signed link, checked, measured and drawn; quotes are made of what was found.
 *
 * Consumes its own `file.uploaded`, by which a file that was taken gets measured; S3 tells of every file that was stored.
 * Emits `file.uploaded`, `upload.measured`, `upload.rejected`.
 */
import * as z from 'zod';
import { defineEvent } from '../shared/events/event.ts';
import { customer, defineRoute, everyone, pageOf, pageQuery, permitted, problem } from '../shared/http/route.ts';
import { line, Timestamp } from '../shared/http/shapes.ts';
import { idSchema } from '../shared/ids.ts';
import { LIMITS } from './geometry/limits.ts';

/** Bytes of a model, at most. */
export const MAX_MODEL_BYTES = LIMITS.fileBytes;
/** Files that a customer may have here at a time, those that were refused not counted. */
export const MAX_FILES = 100;
/** Their bytes together. */
export const MAX_FILES_BYTES = 2_000_000_000;
/** Days after which a file goes that nobody has looked at: S3 counts in days. What is taken moves to another bucket at once. */
export const INCOMING_DAYS = 1;
/** Days for which it is told why a file was refused. */
export const REFUSED_DAYS = 30;

export const Unit = z.enum(['mm', 'cm', 'inch', 'm']).meta({ id: 'LengthUnit' });

const Sides = z.object({ x: z.number(), y: z.number(), z: z.number() }).meta({ id: 'SidesMm', description: 'mm' });
const Volume = z.number().nullable().meta({ description: 'mm³; null where no number may be promised' });

const ModelRefusal = z
  .object({ code: z.string(), message: z.string(), detail: z.string().optional() })
  .meta({ id: 'ModelRefusal', examples: [{ code: 'truncated', message: 'The file ends before its content does.' }] });

const byMaterial = <S extends z.ZodType>(schema: S) => z.record(z.string(), schema);

export const ModelAnalysis = z
  .object({
    format: z.enum(['stl-binary', 'stl-ascii', 'obj', '3mf']),
    unit: Unit.meta({ description: 'What the figures rest on' }),
    unitSuspicion: z
      .object({
        guess: z.enum(['mm', 'cm', 'inch', 'm', 'too-large']),
        readings: z.array(z.object({ unit: Unit, boundingBoxMm: z.array(z.number()) })),
        headerUnit: z.string().optional(),
      })
      .optional()
      .meta({ description: 'The size makes the unit doubtful: it is asked for before anything is priced' }),
    items: z
      .array(
        z.object({
          name: z.string().optional(),
          quantity: z.int().positive(),
          boundingBoxMm: Sides,
          volumeMm3: Volume,
        }),
      )
      .meta({ description: 'What is printed, each for itself; only the first hundred have their names' }),
    notes: z.array(z.object({ code: z.string(), message: z.string() })),
    issues: z.array(z.string()).meta({ description: 'The codes of the notes' }),
    triangles: z.int(),
    volumeMm3: Volume,
    areaMm2: z.number(),
    boundingBoxMm: Sides.meta({ description: 'mm, of the whole as it is arranged' }),
    watertight: z.boolean(),
    shells: z.int(),
    fits: byMaterial(z.boolean()).meta({ description: 'By material, whether a machine has room for every item' }),
    openEdges: z.int(),
    flippedEdges: z.int(),
    nonManifoldEdges: z.int(),
    degenerateFaces: z.int(),
    duplicateFaces: z.int(),
    signedVolumeMm3: z.number(),
    wallAreaMm2: z.number(),
    supportVolumeMm3: z.number(),
    supportAreaMm2: z.number(),
    thinShare: byMaterial(z.number()).meta({ description: 'By material, the share of walls that are too thin for it' }),
  })
  .meta({ id: 'ModelAnalysis' });

export const UploadDto = z
  .object({
    id: idSchema('upl'),
    fileName: z.string(),
    size: z.int().meta({ description: 'Bytes' }),
    sha256: z.string().meta({ description: 'Of the file, in base64' }),
    unit: Unit.optional().meta({ description: 'As it was announced' }),
    status: z.enum(['PENDING', 'UPLOADED', 'REJECTED_LIGHT']).meta({ id: 'UploadStatus' }),
    reasons: z.array(ModelRefusal).optional(),
    analysis: ModelAnalysis.optional().meta({ description: 'A moment after the file was taken' }),
    previewUrl: z.string().optional().meta({
      description: 'A picture, 640 × 480; whoever knows its name sees it. Absent where it would cost too much',
    }),
    fileKey: z.string().optional().meta({ description: 'By which staff get at the file, once it was taken' }),
    createdAt: Timestamp,
    version: z.int().positive(),
  })
  .meta({ id: 'Upload' });
export type UploadDto = z.infer<typeof UploadDto>;

const absent = problem(404, 'not-found', 'absent, or not yours');
const uploadParams = z.strictObject({ modelUploadId: idSchema('upl') });

export const AskToUpload = defineRoute({
  operationId: 'createUpload',
  method: 'POST',
  path: '/uploads',
  access: customer,
  tag: 'Printing',
  summary: 'Asks for a link to upload a model with',
  idempotencyKey: 'honoured',
  body: z
    .strictObject({
      fileName: line(200),
      contentType: z.string().min(1).max(100),
      size: z
        .int()
        .positive()
        .meta({ description: `Bytes, at most ${MAX_MODEL_BYTES}` }),
      sha256: z
        .string()
        .regex(/^[A-Za-z0-9+/]{43}=$/, 'a SHA-256 in base64')
        .meta({ description: 'Of the file; S3 refuses another one' }),
      unit: Unit.optional().meta({ description: 'In which an STL or OBJ was drawn; a 3MF says it itself' }),
    })
    .meta({
      examples: [
        {
          fileName: 'bracket.stl',
          contentType: 'model/stl',
          size: 482_084,
          sha256: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
        },
      ],
    }),
  success: {
    status: 201,
    description: 'Where the file goes, once, as it was announced',
    body: z.object({
      uploadId: idSchema('upl'),
      url: z.string(),
      method: z.literal('PUT'),
      headers: z.record(z.string(), z.string()).meta({ description: 'To be sent with the file exactly like this' }),
      expiresAt: Timestamp,
    }),
  },
  problems: [
    problem(400, 'unsupported-type', 'models are taken as STL, OBJ and 3MF'),
    problem(409, 'quota-exceeded', 'the caller has as many files here as one may have'),
    problem(413, 'too-large', 'the file is larger than is taken'),
  ],
});

export const ReadUpload = defineRoute({
  operationId: 'getUpload',
  method: 'GET',
  path: '/uploads/{modelUploadId}',
  access: customer,
  tag: 'Printing',
  summary: 'What became of an upload of mine, and what was found in it; staff who review quotes read every one',
  params: uploadParams,
  etag: 'content',
  success: { status: 200, description: 'PENDING until the file is there and was looked at', body: UploadDto },
  problems: [absent],
});

export const ListUploads = defineRoute({
  operationId: 'listUploads',
  method: 'GET',
  path: '/uploads',
  access: customer,
  tag: 'Printing',
  summary: 'My uploads, newest first',
  query: z.strictObject(pageQuery),
  success: { status: 200, description: 'A page; it may be short while there is a next one', body: pageOf(UploadDto) },
  problems: [],
});

export const DeleteUpload = defineRoute({
  operationId: 'deleteUpload',
  method: 'DELETE',
  path: '/uploads/{modelUploadId}',
  access: customer,
  tag: 'Printing',
  summary: 'Deletes a file of mine, with all that was found in it',
  params: uploadParams,
  success: { status: 204, description: 'It is gone' },
  problems: [absent, problem(409, 'in-use', 'a quote or an order needs it')],
});

export const ReadPreview = defineRoute({
  operationId: 'getPreview',
  method: 'GET',
  path: '/previews/{preview}',
  access: everyone,
  tag: 'Printing',
  summary: 'The picture of a model; whoever was given its name sees it',
  params: z.strictObject({
    preview: z
      .string()
      .regex(/^[A-Za-z0-9_-]{22}\.png$/, 'a name that an upload gives')
      .meta({ examples: ['Zk3v9XbQ1mN7tR5yL2pWsA.png'] }),
  }),
  query: z.strictObject({
    colour: z
      .string()
      .regex(/^[0-9a-f]{6}$/, 'rrggbb, in lower case')
      .optional()
      .meta({ description: 'What the part is shown in; without it, a light plastic', examples: ['f2573f'] }),
  }),
  success: { status: 200, description: 'PNG, 640 × 480', mediaType: 'image/png' },
  problems: [problem(404, 'not-found', 'no such picture')],
});

export const LinkFile = defineRoute({
  operationId: 'getFile',
  method: 'GET',
  path: '/files/{fileKey}',
  access: permitted('files:read'),
  tag: 'Admin',
  summary: 'A link to download the file of a customer with; who asked for it is kept',
  params: z.strictObject({ fileKey: idSchema('upl') }),
  success: {
    status: 200,
    description: 'It serves for some minutes',
    body: z.object({ url: z.string(), expiresAt: Timestamp }),
  },
  problems: [problem(404, 'not-found', 'no such file')],
});

/** What each entry serves. */
export const customerRoutes = [AskToUpload, ReadUpload, ListUploads, DeleteUpload];
export const publicRoutes = [ReadPreview];
export const staffRoutes = [LinkFile];

const ids = { uploadId: idSchema('upl'), fileKey: idSchema('upl') };

export const FileUploaded = defineEvent({
  type: 'file.uploaded',
  context: 'uploads',
  schemaVersion: 1,
  summary: 'The file of an upload is there, is the announced one, and looks like a model.',
  aliases: ['FileUploaded'],
  data: z.object(ids),
});

export const UploadMeasured = defineEvent({
  type: 'upload.measured',
  context: 'uploads',
  schemaVersion: 1,
  summary: 'A model was measured: it may be quoted.',
  data: z.object({ ...ids, sha256: z.string() }),
});

export const UploadRejected = defineEvent({
  type: 'upload.rejected',
  context: 'uploads',
  schemaVersion: 1,
  summary: 'A file was refused, when it came in or when it was measured.',
  data: z.object({ uploadId: idSchema('upl'), codes: z.array(z.string()) }),
});
