import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../shared/clock.ts';
import { log } from '../shared/observability.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import { type Reason, Refusal, reasonOf } from './geometry/refusals.ts';
import { sniffFormat } from './geometry/sniff-format.ts';
import { type IncomingFiles, type ModelFiles, uploadIdAt } from './model-files.ts';
import type { UploadsReads } from './reads.ts';
import { refuseUpload } from './refuse-upload.ts';
import type { Upload } from './upload.ts';
import type { UploadsWrites } from './writes.ts';

/** What the queue of the check carries. */
export const StoredMessage = z.object({
  /** Where the file lies in its bucket. */
  key: z.string(),
  /** Nobody has said that it is there: it may not be. */
  lookWhetherThere: z.boolean().optional(),
});
export type StoredMessage = z.infer<typeof StoredMessage>;

/** The port to that queue. */
export interface StoredQueue {
  send(message: StoredMessage): Promise<void>;
}

/** A file that S3 told of cannot be read. */
class IncomingFileMissing extends Error {
  override name = 'IncomingFileMissing';
}

interface Ports {
  readonly store: Store;
  readonly uploads: { readonly reads: UploadsReads; readonly writes: UploadsWrites };
  readonly incoming: Pick<IncomingFiles, 'read' | 'remove'>;
  readonly models: Pick<ModelFiles, 'put'>;
  readonly clock: Clock;
}

/**
 * Takes a file that was put by its link, or refuses it: size, hash, and what it looks like. What is taken is written to where
 * no link reaches, from the very bytes that were looked at. Told again of one that is done, it changes nothing; a file of
 * no upload is removed. Throws `IncomingFileMissing`.
 */
export const checkFile = (ports: Ports) => (message: StoredMessage) => whileStale(() => lookAt(ports, message));

async function lookAt(ports: Ports, { key, lookWhetherThere = false }: StoredMessage): Promise<void> {
  const { store, uploads, incoming, models, clock } = ports;
  const id = uploadIdAt(key);
  if (id === undefined) {
    log.warn('a file that is no upload', { key });
    return;
  }
  const [upload] = await store.readTogether([uploads.reads.upload(id)]);
  if (upload?.status !== 'PENDING') {
    // Done already, or deleted meanwhile: nothing of it may be left there.
    await incoming.remove(id);
    return;
  }
  const bytes = await incoming.read(id);
  if (!bytes) {
    if (lookWhetherThere) return;
    throw new IncomingFileMissing(`No file at ${key}`);
  }
  const fault = faultOf(upload, bytes);
  if (fault) {
    await refuseUpload(ports)(upload, fault);
  } else {
    await models.put(id, bytes);
    // Should it be deleted in this moment, the sweep removes the file with the rest of it.
    await store.commit(uploads.writes.taken(upload, clock.now()));
  }
  await incoming.remove(id);
}

/** What is wrong with a file at first sight; nothing where it looks like a model. */
export function faultOf({ size, sha256, fileName }: Upload, bytes: Uint8Array): Reason | undefined {
  if (bytes.length !== size) return reasonOf('file-changed', `${bytes.length} bytes`);
  if (createHash('sha256').update(bytes).digest('base64') !== sha256) return reasonOf('file-changed');
  try {
    sniffFormat(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), fileName);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
}
