/**
 * Media: pictures of products. Staff upload one, it is checked and made into what pages show, and it is served from here.
 *
 * Consumes nothing of the bus; S3 tells its worker of every original that was stored.
 * Emits `image.processed`, by which the catalog gives the picture to its product.
 */
import * as z from 'zod';
import { ImageAlt, StoredImage } from '../catalog/contract.ts';
import { defineEvent } from '../shared/events/event.ts';
import { defineRoute, everyone, permitted, problem } from '../shared/http/route.ts';
import { line, Timestamp } from '../shared/http/shapes.ts';
import { idSchema } from '../shared/ids.ts';

/** Bytes of an upload, at most. */
export const MAX_BYTES = 10_000_000;

/** Days after which an original goes, and what became of an upload is forgotten. Nothing that is shown is among it. */
export const ORIGINAL_DAYS = 30;

const CONTENT_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type ContentType = (typeof CONTENT_TYPES)[number];

/** Whether pictures are taken in this format. */
export const isTaken = (contentType: string): contentType is ContentType =>
  (CONTENT_TYPES as readonly string[]).includes(contentType);

export const RefusalReason = z
  .object({
    code: z.enum(['not-an-image', 'other-type', 'damaged', 'too-many-pixels']),
    message: z.string(),
  })
  .meta({
    id: 'ImageRefusal',
    examples: [{ code: 'other-type', message: 'The file is an image/png and was announced as image/jpeg.' }],
  });
export type RefusalReason = z.infer<typeof RefusalReason>;

export const UploadImage = defineRoute({
  operationId: 'uploadImage',
  method: 'POST',
  path: '/upload/image',
  access: permitted('catalog:write'),
  tag: 'Admin',
  summary: 'Asks for a link to upload a picture of a product with',
  body: z
    .strictObject({
      productId: idSchema('prd'),
      alt: ImageAlt,
      fileName: line(200),
      contentType: z
        .string()
        .max(100)
        .meta({ description: CONTENT_TYPES.join(', ') }),
      size: z
        .int()
        .positive()
        .meta({ description: `Bytes, at most ${MAX_BYTES}` }),
      sha256: z
        .string()
        .regex(/^[A-Za-z0-9+/]{43}=$/, 'a SHA-256 in base64')
        .meta({ description: 'Of the file; S3 refuses another one' }),
    })
    .meta({
      examples: [
        {
          productId: 'prd_01KAK0V5T2M3N4P5Q6R7S8T9VW',
          alt: { en: 'Tall coral vase whose ribs wind upwards' },
          fileName: 'twist-vase.jpg',
          contentType: 'image/jpeg',
          size: 482_113,
          sha256: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
        },
      ],
    }),
  success: {
    status: 201,
    description: 'Where the file goes, once, as it was announced',
    body: z.object({
      uploadId: idSchema('img'),
      url: z.string(),
      method: z.literal('PUT'),
      headers: z.record(z.string(), z.string()).meta({ description: 'To be sent with the file exactly like this' }),
      expiresAt: Timestamp,
    }),
  },
  problems: [
    problem(400, 'unsupported-type', 'pictures are not taken in this format'),
    problem(404, 'not-found', 'no such product'),
    problem(409, 'too-many-images', 'the product has as many pictures as one may have'),
    problem(413, 'too-large', 'the file is larger than is taken'),
  ],
});

export const ReadImageUpload = defineRoute({
  operationId: 'getImageUpload',
  method: 'GET',
  path: '/upload/image/{uploadId}',
  access: permitted('catalog:write'),
  tag: 'Admin',
  summary: 'What became of an upload',
  params: z.strictObject({ uploadId: idSchema('img') }),
  success: {
    status: 200,
    description: 'PENDING until the file is there and was looked at',
    body: z.object({
      id: idSchema('img'),
      productId: idSchema('prd'),
      fileName: z.string(),
      status: z.enum(['PENDING', 'PROCESSED', 'REJECTED']),
      reasons: z.array(RefusalReason).optional().meta({ description: 'Why it was rejected' }),
      image: StoredImage.optional().meta({ description: 'What was made of it; the product gets it a moment later' }),
      createdAt: Timestamp,
    }),
  },
  problems: [problem(404, 'not-found', 'no such upload, or it is long ago')],
});

export const ReadMedia = defineRoute({
  operationId: 'getMedia',
  method: 'GET',
  path: '/media/{file}',
  access: everyone,
  tag: 'Shop',
  summary: 'A picture. What lies under a name never changes, so it may be kept for ever',
  params: z.strictObject({
    file: z
      .string()
      .regex(/^[A-Za-z0-9_-]{22}-\d{1,4}\.(webp|avif)$/, 'a name that a product gives')
      .meta({ examples: ['Zk3v9XbQ1mN7tR5yL2pWsA-800.webp'] }),
  }),
  success: { status: 200, description: 'The picture, as WebP or AVIF', mediaType: 'image/*' },
  problems: [problem(404, 'not-found', 'no such picture')],
});

export const ImageProcessed = defineEvent({
  type: 'image.processed',
  context: 'media',
  schemaVersion: 1,
  summary: 'A picture of a product was uploaded and made. The sequence is the version of the upload.',
  data: z.object({
    productId: idSchema('prd'),
    // What an image shows was judged when it was said, and is only carried here.
    image: StoredImage.extend({
      alt: z.object({ en: z.string(), de: z.string().optional(), fr: z.string().optional() }),
    }),
  }),
});

/** What staff may call; what everybody may is an entry of its own. */
export const staffRoutes = [UploadImage, ReadImageUpload];
export const publicRoutes = [ReadMedia];
