/** What a quote or an order needs of a file, for its own transaction. */
import { DomainError } from '../shared/domain-error.ts';
import { updateItem } from '../shared/store/optimistic.ts';
import type { Check, Write } from '../shared/store/store.ts';
import type { Upload } from './upload.ts';
import { uploadKey } from './upload-keys.ts';

/** The file is not the one that was quoted, or it is gone. */
export class FileChanged extends DomainError {
  override name = 'FileChanged';
  constructor() {
    super('conflict', 'file-changed', 'The file is not the one that was quoted.');
  }
}

/** Writes and checks on the table of uploads for those who need a file. */
export const uploadsGuards = (table: string) => ({
  /**
   * Holds while the upload is UPLOADED with exactly this file. In: the upload's id and the SHA-256 that the quote was made of,
   * base64. Throws `FileChanged`.
   */
  whileUnchanged: (id: string, sha256: string): Check => ({
    kind: 'check',
    table,
    key: uploadKey(id),
    condition: '#sha256 = :sha256 AND #status = :uploaded',
    names: { '#sha256': 'sha256', '#status': 'status' },
    values: { ':sha256': sha256, ':uploaded': 'UPLOADED' },
    refused: () => new FileChanged(),
  }),

  /**
   * Keeps the file for whoever needs it, in the transaction that makes them; its owner may not delete it until it was let go
   * of. In: the upload as it was read, and the holder's id. May be repeated. Throws `Stale`: read and decide again.
   */
  keepFor: (before: Upload, holderId: string): Write =>
    updateItem({ table, key: uploadKey(before.id) }, before, {
      set: { [`uses.${holderId}`]: true },
      require: { status: ['UPLOADED'], sha256: [before.sha256] },
    }),

  /** Lets a file go that somebody needed. In: the upload as it was read, and the holder's id. May be repeated. Throws `Stale`. */
  letGoFor: (before: Upload, holderId: string): Write =>
    updateItem({ table, key: uploadKey(before.id) }, before, { remove: [`uses.${holderId}`] }),
});
