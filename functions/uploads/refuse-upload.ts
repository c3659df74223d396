import type { Clock } from '../shared/clock.ts';
import { log } from '../shared/observability.ts';
import type { Store } from '../shared/store/store.ts';
import type { Reason } from './geometry/refusals.ts';
import type { UploadsReads } from './reads.ts';
import type { Upload } from './upload.ts';
import type { UploadsWrites } from './writes.ts';

interface Ports {
  readonly store: Store;
  readonly uploads: { readonly reads: UploadsReads; readonly writes: UploadsWrites };
  readonly clock: Clock;
}

/** Refuses an upload as it was read, and gives its owner's quota back what it took. Throws `Stale`. */
export const refuseUpload =
  ({ store, uploads, clock }: Ports) =>
  async (upload: Upload, reason: Reason): Promise<void> => {
    const [quota] = await store.readTogether([uploads.reads.quota(upload.ownerId)]);
    await store.commit(uploads.writes.rejected(upload, quota, [reason], clock.now()));
    log.info('a model was refused', { uploadId: upload.id, reason: reason.code });
  };
