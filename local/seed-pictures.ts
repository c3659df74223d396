import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { namesOf } from '../functions/catalog/product.ts';
import { catalogReads } from '../functions/catalog/reads.ts';
import { askToUpload } from '../functions/media/ask-to-upload.ts';
import { s3Originals } from '../functions/media/originals.s3.ts';
import { type Upload, uploadsIn } from '../functions/media/uploads.ts';
import { systemClock } from '../functions/shared/clock.ts';
import { dynamoStore } from '../functions/shared/store/store.dynamodb.ts';
import { asOperator } from './as-operator.ts';
import { clientConfig, region } from './cloud.ts';
import type { SeedProduct } from './seed/product-lines.ts';
import { seedProductId, seedProductLines } from './seed/products.ts';

/** Every local cloud has the same account. */
const originalsBucket = `printverse-local-originals-000000000000-${region}`;

const folder = join(import.meta.dirname, 'seed/pictures');

/** Milliseconds between two looks at what became of an upload. */
const LOOK_EVERY_MS = 250;
/** Milliseconds that the worker may take for one picture on a machine that does much else. */
const PATIENCE_MS = 120_000;

/**
 * Uploads the picture of every product that has none, as staff would: a link, the file to S3, the worker. One after the other, so
 * that the shop stays quick beside it. In: the products; told of how many are made; a signal that ends it between two pictures.
 * Answers how many were made; a second call makes none. Throws when a picture is refused or does not come.
 */
export async function seedPictures({
  endpoint,
  lines = seedProductLines,
  onProgress = () => {},
  signal,
}: {
  readonly endpoint: string;
  readonly lines?: readonly SeedProduct[];
  readonly onProgress?: (made: number, of: number) => void;
  readonly signal?: AbortSignal;
}): Promise<number> {
  const config = clientConfig(endpoint);
  const store = dynamoStore(
    DynamoDBDocumentClient.from(new DynamoDBClient(config), { marshallOptions: { removeUndefinedValues: true } }),
  );
  const catalog = catalogReads('printverse-local-catalog');
  const uploads = uploadsIn('printverse-local-media');
  const s3 = new S3Client({ ...config, forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED' });
  const ask = askToUpload({ store, uploads, catalog, originals: s3Originals(originalsBucket, s3), clock: systemClock });

  const ids = lines.map(({ draft }) => seedProductId(draft.slug));
  const [products] = await store.readTogether([catalog.products(ids)]);
  const pictured = new Set(products.flatMap(({ id, images }) => (images.length > 0 ? [id] : [])));
  const bare = lines.filter(({ draft }) => !pictured.has(seedProductId(draft.slug)));
  let made = 0;
  for (const { draft, picture } of bare) {
    if (signal?.aborted) break;
    const bytes = await readFile(join(folder, picture));
    const body = {
      productId: seedProductId(draft.slug),
      alt: namesOf(draft),
      fileName: picture,
      contentType: 'image/webp',
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('base64'),
    };
    const { uploadId, url, method, headers } = await asOperator(() => ask({ body }));
    const answer = await fetch(url, { method, headers, body: bytes });
    if (!answer.ok) throw new Error(`S3 answered ${answer.status} to ${picture}`);
    const state = await finished(uploadId);
    if (state?.status === 'REJECTED') throw new Error(`${picture} was refused: ${state.reasons?.[0]?.code}`);
    if (state?.status !== 'PROCESSED') break;
    made += 1;
    onProgress(made, bare.length);
  }
  return made;

  async function finished(uploadId: string): Promise<Upload | undefined> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      if (signal?.aborted) return undefined;
      const [upload] = await store.readTogether([uploads.byId(uploadId)]);
      if (upload && upload.status !== 'PENDING') return upload;
      if (Date.now() > deadline) throw new Error(`Nothing has become of the upload ${uploadId}`);
      await sleep(LOOK_EVERY_MS);
    }
  }
}
