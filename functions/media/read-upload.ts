import type { Clock } from '../shared/clock.ts';
import { NotFound } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import type { Store } from '../shared/store/store.ts';
import type { ReadImageUpload } from './contract.ts';
import { originalKey } from './originals.ts';
import type { OriginalsQueue } from './process-original.ts';
import type { Uploads } from './uploads.ts';

/** Milliseconds after which an upload that nothing is known of is looked at: S3 tells of a file within seconds. */
export const OVERDUE_MS = 60_000;

interface Ports {
  readonly store: Store;
  readonly uploads: Uploads;
  readonly queue: OriginalsQueue;
  readonly clock: Clock;
}

/**
 * Answers what became of an upload. Of one that is pending for long, S3's word may have been lost: the worker is asked to
 * look whether the file is there. Throws `NotFound`.
 */
export const readUpload =
  ({ store, uploads, queue, clock }: Ports) =>
  async ({ params: { uploadId } }: Request<typeof ReadImageUpload>) => {
    const [upload] = await store.readTogether([uploads.byId(uploadId)]);
    if (!upload) throw new NotFound();
    const { id, productId, fileName, status, reasons, image, createdAt } = upload;
    if (status === 'PENDING' && clock.now().getTime() - Date.parse(createdAt) >= OVERDUE_MS) {
      await queue.send({ key: originalKey(id), lookWhetherThere: true });
    }
    return {
      id,
      productId,
      fileName,
      status,
      ...(reasons ? { reasons: [...reasons] } : {}),
      ...(image ? { image } : {}),
      createdAt,
    };
  };
