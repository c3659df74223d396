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
import { uploadsIn } from '../functions/media/uploads.ts';
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

/** Pictures that are waited for before the first is made. */
const MOST_LATE = 3;

/** What has become of a picture: it is there, the worker has not come to it, or nobody waits any more. */
export type Became = 'made' | 'late' | 'ended';

/**
 * Starts one picture after the other. One that is late keeps no other from being made, and is looked at again at the end. In: what is
 * drawn; how one is started, and how long to wait for it. Answers how many were made, and which were late to the end.
 */
export async function makeInTurn<T, Started>(
  all: readonly T[],
  start: (one: T) => Promise<Started>,
  became: (started: Started) => Promise<Became>,
  onProgress: (made: number, total: number) => void,
): Promise<{ readonly made: number; readonly late: readonly Started[] }> {
  let made = 0;
  const waiting: Started[] = [];
  for (const one of all) {
    const started = await start(one);
    const state = await became(started);
    if (state === 'ended') return { made, late: [] };
    if (state === 'made') onProgress(++made, all.length);
    else waiting.push(started);
    // A worker that makes none of several is not slow but gone.
    if (waiting.length === MOST_LATE && made === 0) return { made, late: waiting };
  }
  const late: Started[] = [];
  for (const started of waiting) {
    const state = await became(started);
    if (state === 'ended') return { made, late: [] };
    if (state === 'late') late.push(started);
    else onProgress(++made, all.length);
  }
  return { made, late };
}

/**
 * Uploads the picture of every product that has none, as staff would: a link, the file to S3, the worker. One after the other, so
 * that the shop stays quick beside it. In: the products; told of how many are made; a signal that ends it between two pictures.
 * Answers how many were made; a second call makes none. Throws when a picture is refused, and at the end where some are late.
 */
export async function seedPictures({
  endpoint,
  lines = seedProductLines,
  onProgress = () => {},
  signal,
}: {
  readonly endpoint: string;
  readonly lines?: readonly SeedProduct[];
  readonly onProgress?: (made: number, total: number) => void;
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
  const { made, late } = await makeInTurn(bare, start, became, onProgress);
  if (late.length > 0)
    throw new Error(`${made} made; ${late.length} are late: ${late.map(({ picture }) => picture).join(', ')}`);
  return made;

  async function start({ draft, picture }: SeedProduct) {
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
    return { uploadId, picture };
  }

  async function became({ uploadId, picture }: { uploadId: string; picture: string }): Promise<Became> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      if (signal?.aborted) return 'ended';
      const [upload] = await store.readTogether([uploads.byId(uploadId)]);
      if (upload?.status === 'REJECTED') throw new Error(`${picture} was refused: ${upload.reasons?.[0]?.code}`);
      if (upload?.status === 'PROCESSED') return 'made';
      if (Date.now() > deadline) return 'late';
      await sleep(LOOK_EVERY_MS);
    }
  }
}
