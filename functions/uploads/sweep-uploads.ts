import type { Clock } from '../shared/clock.ts';
import { eachOnItsOwn } from '../shared/schedule.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import { LINK_SECONDS } from './ask-to-upload.ts';
import type { StoredQueue } from './check-file.ts';
import { openUploads } from './lists.ts';
import { type IncomingFiles, incomingKey, type ModelFiles } from './model-files.ts';
import type { UploadsReads } from './reads.ts';
import type { Upload } from './upload.ts';
import type { UploadsWrites } from './writes.ts';

/** Seconds after which a pending upload is looked at: S3 tells of a file within seconds. */
const OVERDUE_SECONDS = 300;
/** Seconds after which nothing that was under way when an upload was deleted still writes: its functions live two minutes. */
const SETTLED_SECONDS = 300;
/** Seconds after which an upload without a file is deleted: its link has ended, and it was looked at several times. */
const ABANDONED_SECONDS = LINK_SECONDS + 4 * OVERDUE_SECONDS;
/** Seconds after which it is told again of a file that nobody has measured: a queue of hundreds is through by then. */
const UNMEASURED_SECONDS = 3_600;

interface Ports {
  readonly store: Store;
  readonly table: string;
  readonly uploads: { readonly reads: UploadsReads; readonly writes: UploadsWrites };
  readonly incoming: Pick<IncomingFiles, 'remove'>;
  readonly models: Pick<ModelFiles, 'remove'>;
  readonly queue: StoredQueue;
  readonly clock: Clock;
}

/** What is to be done with an open upload after so long a time; nothing while it may still go on by itself. */
export function dueOf({ status, since }: Pick<Upload, 'status' | 'since'>, now: Date) {
  const seconds = (now.getTime() - Date.parse(since)) / 1_000;
  switch (status) {
    case 'PENDING':
      if (seconds >= ABANDONED_SECONDS) return 'delete';
      return seconds >= OVERDUE_SECONDS ? 'look' : undefined;
    case 'UPLOADED':
      return seconds >= UNMEASURED_SECONDS ? 'tell again' : undefined;
    case 'DELETED':
      return seconds >= SETTLED_SECONDS ? 'forget' : undefined;
    case 'REJECTED_LIGHT':
      return undefined;
  }
}

/**
 * Looks through what is open: asks whether the file of a pending upload is there, deletes those that never came, removes what is
 * left of those that were deleted, and tells again of files that nobody has measured.
 */
export const sweepUploads = (ports: Ports) => async (): Promise<void> => {
  const { store, table, uploads, queue, clock } = ports;
  const now = clock.now();
  const due = (await openUploads(store, table)).flatMap((upload) => {
    const what = dueOf(upload, now);
    return what ? [{ upload, what }] : [];
  });
  await eachOnItsOwn(
    due,
    ({ upload: { id } }) => id,
    async ({ upload, what }) => {
      switch (what) {
        case 'look':
          return queue.send({ key: incomingKey(upload.id), lookWhetherThere: true });
        case 'tell again':
          return tellAgain(ports, upload.id);
        case 'delete':
          return deleteAbandoned(ports, upload.id);
        case 'forget':
          await Promise.all([ports.incoming.remove(upload.id), ports.models.remove(upload)]);
          await store.write(uploads.writes.forgotten(upload));
      }
    },
  );
};

const tellAgain = ({ store, uploads: { reads, writes }, clock }: Ports, uploadId: string): Promise<void> =>
  whileStale(async () => {
    const [upload] = await store.readTogether([reads.upload(uploadId)]);
    // The index is a moment old.
    if (!upload || upload.analysis || dueOf(upload, clock.now()) !== 'tell again') return;
    await store.commit(writes.retold(upload, clock.now()));
  });

const deleteAbandoned = ({ store, uploads: { reads, writes }, clock }: Ports, uploadId: string): Promise<void> =>
  whileStale(async () => {
    const [upload] = await store.readTogether([reads.upload(uploadId)]);
    if (!upload || dueOf(upload, clock.now()) !== 'delete') return;
    const [quota] = await store.readTogether([reads.quota(upload.ownerId)]);
    await store.commit(writes.deleted(upload, quota, clock.now()));
  });
