import type { Clock } from '../shared/clock.ts';
import { DomainError, NotFound, NotYours } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import type { LiveUsers } from '../shared/http/api-ports.ts';
import type { Cursors } from '../shared/http/cursor.ts';
import { stillMay } from '../shared/http/still-may.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Item, Store } from '../shared/store/store.ts';
import type { DeleteUpload, ListUploads, ReadUpload, UploadDto } from './contract.ts';
import { uploadsOf } from './lists.ts';
import type { IncomingFiles, ModelFiles } from './model-files.ts';
import type { UploadsReads } from './reads.ts';
import { isInUse, type Upload } from './upload.ts';
import type { UploadsWrites } from './writes.ts';

/** A quote or an order needs the file. */
class FileInUse extends DomainError {
  override name = 'FileInUse';
  constructor() {
    super('conflict', 'in-use', 'A quote or an order needs this file.');
  }
}

interface Ports {
  readonly store: Store;
  readonly table: string;
  readonly uploads: { readonly reads: UploadsReads; readonly writes: UploadsWrites };
  readonly users: LiveUsers;
  readonly cursors: Cursors;
  readonly incoming: Pick<IncomingFiles, 'remove'>;
  readonly models: Pick<ModelFiles, 'remove'>;
  readonly clock: Clock;
}

/** What became of an upload of the caller's, or of any for those who review quotes. Throws `NotFound` and `NotYours`. */
export const readUpload =
  ({ store, uploads, users }: Pick<Ports, 'store' | 'uploads' | 'users'>) =>
  async ({ params, caller }: Request<typeof ReadUpload>): Promise<UploadDto> => {
    const [upload] = await store.readTogether([uploads.reads.upload(params.modelUploadId)]);
    if (upload && (await stillMay(users, caller, 'quotes:review'))) return uploadDto(upload);
    return uploadDto(ownedBy(caller.userId, upload));
  };

/** A page of the caller's uploads, newest first. */
export const listUploads =
  ({ store, table, cursors }: Pick<Ports, 'store' | 'table' | 'cursors'>) =>
  async ({ query: { limit, cursor }, caller }: Request<typeof ListUploads>) => {
    const scope = ['uploads', caller.userId];
    const startKey = await cursors.open<Item>(cursor, scope);
    const page = await uploadsOf(store, table, caller.userId, limit, startKey);
    return {
      items: page.uploads.map(uploadDto),
      nextCursor: page.position ? await cursors.seal(page.position, scope) : null,
    };
  };

/**
 * Deletes a file of the caller's that nobody needs: from the first write on it is there for nobody. What a check or a measure that
 * is under way may still write of it, the sweep removes. Throws `NotFound`, `NotYours` and `FileInUse`.
 */
export const deleteUpload =
  ({ store, uploads, incoming, models, clock }: Omit<Ports, 'table' | 'cursors' | 'users'>) =>
  async ({ params, caller }: Pick<Request<typeof DeleteUpload>, 'params' | 'caller'>): Promise<undefined> => {
    const upload = await whileStale(async () => {
      const { reads, writes } = uploads;
      const [found, quota] = await store.readTogether([reads.upload(params.modelUploadId), reads.quota(caller.userId)]);
      const before = ownedBy(caller.userId, found);
      if (isInUse(before)) throw new FileInUse();
      await store.commit(writes.deleted(before, quota, clock.now()));
      return before;
    });
    await Promise.all([incoming.remove(upload.id), models.remove(upload)]);
    return undefined;
  };

function ownedBy(userId: string, upload: Upload | undefined): Upload {
  if (!upload) throw new NotFound();
  if (upload.ownerId !== userId) throw new NotYours();
  return upload;
}

/** An upload as its owner sees it. */
function uploadDto(upload: Upload): UploadDto {
  const { id, fileName, size, sha256, unit, status, reasons, analysis, preview, drawn, createdAt, version } = upload;
  return {
    id,
    fileName,
    size,
    sha256,
    ...(unit ? { unit } : {}),
    status: status === 'DELETED' ? 'PENDING' : status,
    ...(reasons ? { reasons: [...reasons] } : {}),
    // Its lists are read-only, which the types of answers do not say.
    ...(analysis ? { analysis: analysis as unknown as NonNullable<UploadDto['analysis']> } : {}),
    ...(drawn ? { previewUrl: `/previews/${preview}` } : {}),
    ...(status === 'UPLOADED' ? { fileKey: id } : {}),
    createdAt,
    version,
  };
}
