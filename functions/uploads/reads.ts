import type { KeyedRead } from '../shared/store/store.ts';
import type { Upload } from './upload.ts';
import { type Quota, quotaKey, storedQuota, storedUpload, uploadKey } from './upload-keys.ts';

export type { Upload } from './upload.ts';

/** Keyed reads of the table of uploads. */
export const uploadsReads = (table: string) => ({
  /**
   * An upload by its id, with its hash, its status, what was measured and who needs it; whoever asks compares `ownerId`.
   * One that was deleted is not there. Its unit has to be asked for where `analysis.unitSuspicion` is there.
   */
  upload: (id: string): KeyedRead<Upload | undefined> => ({
    table,
    keys: [uploadKey(id)],
    parse: ([item]) => {
      const upload = item && storedUpload.decode(item);
      return upload?.status === 'DELETED' ? undefined : upload;
    },
  }),

  /** How much of somebody's lies here; of who has nothing there is none. */
  quota: (ownerId: string): KeyedRead<Quota | undefined> => ({
    table,
    keys: [quotaKey(ownerId)],
    parse: ([item]) => item && storedQuota.decode(item),
  }),
});
export type UploadsReads = ReturnType<typeof uploadsReads>;
