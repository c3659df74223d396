import * as z from 'zod';
import type { Clock } from '../shared/clock.ts';
import { log } from '../shared/observability.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import type { MediaFiles } from './media-files.ts';
import { type Originals, uploadIdAt } from './originals.ts';
import { ImageRefused, imageOf, type MakePictures } from './pictures.ts';
import type { Uploads } from './uploads.ts';

/** What the queue of the worker carries. */
export const OriginalMessage = z.object({
  /** Where the original lies in its bucket. */
  key: z.string(),
  /** Nobody has said that it is there: it may not be. */
  lookWhetherThere: z.boolean().optional(),
});
export type OriginalMessage = z.infer<typeof OriginalMessage>;

/** The port to that queue. */
export interface OriginalsQueue {
  send(message: OriginalMessage): Promise<void>;
}

/** An original that S3 told of cannot be read. */
class OriginalMissing extends Error {
  override name = 'OriginalMissing';
}

interface Ports {
  readonly store: Store;
  readonly uploads: Uploads;
  readonly originals: Pick<Originals, 'read' | 'remove'>;
  readonly files: Pick<MediaFiles, 'put'>;
  readonly make: MakePictures;
  readonly clock: Clock;
}

/**
 * Makes of an original what is shown of it, or refuses it with the reason and deletes it. Told again of one that is done, it
 * changes nothing. The pictures are there before anybody is told their names. Throws `OriginalMissing`.
 */
export const processOriginal = (ports: Ports) => (message: OriginalMessage) => whileStale(() => lookAt(ports, message));

async function lookAt(
  { store, uploads, originals, files, make, clock }: Ports,
  { key, lookWhetherThere = false }: OriginalMessage,
): Promise<void> {
  const id = uploadIdAt(key);
  const [upload] = id === undefined ? [] : await store.readTogether([uploads.byId(id)]);
  if (!upload) {
    log.warn('an original of no upload', { key });
    return;
  }
  if (upload.status === 'PROCESSED') return;
  // The last time may have ended between the two.
  if (upload.status === 'REJECTED') return originals.remove(upload.id);
  const bytes = await originals.read(upload.id);
  if (!bytes) {
    if (lookWhetherThere) return;
    throw new OriginalMissing(`No original at ${key}`);
  }
  const made = await make(bytes, upload.contentType).catch((error: unknown): ImageRefused => {
    if (error instanceof ImageRefused) return error;
    throw error;
  });
  if (made instanceof ImageRefused) {
    await store.write(uploads.reject(upload, [made.reason]));
    log.info('a picture was refused', { key, reason: made.reason.code });
    return originals.remove(upload.id);
  }
  const { image, files: named } = imageOf(made, upload);
  await Promise.all([...named].map(([name, file]) => files.put(name, file)));
  await store.commit(uploads.finish(upload, image, clock.now()));
}
