import { announced, type FactDraft, recordFact } from '../shared/events/facts.ts';
import { deleteItem, replaceItem } from '../shared/store/optimistic.ts';
import { putNew, type Write } from '../shared/store/store.ts';
import { FileUploaded, UploadMeasured, UploadRejected } from './contract.ts';
import type { Analysis } from './geometry/analyse-model.ts';
import type { Reason } from './geometry/refusals.ts';
import { withoutFile } from './quota.ts';
import { counts, type Upload } from './upload.ts';
import {
  type Quota,
  quotaKey,
  storedQuota,
  storedUpload,
  uploadKey,
  uploadPartition,
  uploadPlace,
} from './upload-keys.ts';

/**
 * Conditional writes of the table of uploads. Those that are given an upload as it was read throw `Stale` when it is no
 * longer so: read and decide again.
 */
export const uploadsWrites = (table: string) => {
  const put = (before: Upload | undefined, after: Upload): Write =>
    replaceItem({ table, item: storedUpload.encode(after, uploadPlace(after)) }, before);
  const putQuota = (before: Quota | undefined, after: Quota): Write =>
    replaceItem({ table, item: storedQuota.encode(after, quotaKey(after.ownerId)) }, before);
  const fact = ({ id, version }: Upload, now: Date, draft: FactDraft): Write =>
    recordFact({ table, partition: uploadPartition(id), subject: id, sequence: version, now, draft });
  /** What an upload gives back to its owner's quota by its new status. */
  const freed = (before: Upload, after: Pick<Upload, 'status'>, quota: Quota | undefined): Write[] =>
    quota && counts(before) && !counts(after) ? [putQuota(quota, withoutFile(quota, before.size))] : [];
  const next = (before: Upload, now: Date, change: Partial<Upload>): Upload => ({
    ...before,
    ...change,
    since: now.toISOString(),
    version: before.version + 1,
  });

  return {
    /** A new upload within the quota that was decided on. Throws `Stale` when the quota has changed. */
    open: (upload: Upload, before: Quota | undefined, quota: Quota): Write[] => [
      putNew(table, storedUpload.encode(upload, uploadPlace(upload))),
      putQuota(before, quota),
    ],

    /** The announced file is there and looks like a model. */
    taken(before: Upload, now: Date): Write[] {
      const after = next(before, now, { status: 'UPLOADED' });
      const data = { uploadId: after.id, fileKey: after.id };
      return [put(before, after), fact(after, now, announced(FileUploaded, data, { key: 'uploaded' }))];
    },

    /** It is told once more that the file is there, which nobody has measured since. */
    retold(before: Upload, now: Date): Write[] {
      const after = next(before, now, {});
      const data = { uploadId: after.id, fileKey: after.id };
      const key = `uploaded#${after.version}`;
      return [put(before, after), fact(after, now, announced(FileUploaded, data, { key }))];
    },

    /** Measuring begins. */
    begun: (before: Upload, now: Date): { readonly after: Upload; readonly write: Write } => {
      const after = {
        ...before,
        attempts: before.attempts + 1,
        begunAt: now.toISOString(),
        version: before.version + 1,
      };
      return { after, write: put(before, after) };
    },

    /** What was found in the file, and whether there is a picture of it. */
    measured(before: Upload, analysis: Analysis, drawn: boolean, now: Date): Write[] {
      const after = next(before, now, { analysis, drawn });
      const { id, sha256 } = after;
      const draft = announced(UploadMeasured, { uploadId: id, fileKey: id, sha256 }, { key: 'measured' });
      return [put(before, after), fact(after, now, draft)];
    },

    /** Why the file was refused. The quota as it was read gets the file back. */
    rejected(before: Upload, quota: Quota | undefined, reasons: readonly Reason[], now: Date): Write[] {
      const after = next(before, now, { status: 'REJECTED_LIGHT', reasons });
      const codes = reasons.map(({ code }) => code);
      return [
        put(before, after),
        ...freed(before, after, quota),
        fact(after, now, announced(UploadRejected, { uploadId: after.id, codes }, { key: 'rejected' })),
      ];
    },

    /** To be deleted: nobody sees it any more, and its files go after it. */
    deleted(before: Upload, quota: Quota | undefined, now: Date): Write[] {
      const after = next(before, now, { status: 'DELETED' });
      return [put(before, after), ...freed(before, after, quota)];
    },

    /** Forgets an upload whose files are gone. */
    forgotten: (before: Upload): Write => deleteItem({ table, key: uploadKey(before.id) }, before),

    /** That staff were given a link to the file; who, says the actor. */
    linked: (upload: Upload, linkId: string, now: Date): Write =>
      fact(upload, now, { key: `linked#${linkId}`, type: 'file.linked', audience: 'staff' }),
  };
};
export type UploadsWrites = ReturnType<typeof uploadsWrites>;
