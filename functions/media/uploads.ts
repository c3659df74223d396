/**
 * The table of uploads. One access pattern: an upload by its id. An item goes when its original does.
 */
import type { StoredImage } from '../catalog/contract.ts';
import { announced, recordFact } from '../shared/events/facts.ts';
import { storedKind } from '../shared/store/decode.ts';
import { replaceItem } from '../shared/store/optimistic.ts';
import { type Item, type Key, type KeyedRead, putNew, type Write } from '../shared/store/store.ts';
import { type ContentType, ImageProcessed, ORIGINAL_DAYS, type RefusalReason } from './contract.ts';

/** A picture of a product that somebody was given a link for. */
export interface Upload {
  /** Of the upload and of the image that is made of it. */
  readonly id: string;
  readonly productId: string;
  readonly alt: StoredImage['alt'];
  readonly fileName: string;
  readonly contentType: ContentType;
  /** Bytes. */
  readonly size: number;
  readonly status: 'PENDING' | 'PROCESSED' | 'REJECTED';
  /** Of one that was processed. */
  readonly image?: StoredImage;
  /** Of one that was rejected. */
  readonly reasons?: readonly RefusalReason[];
  readonly createdAt: string;
  readonly version: number;
}

export const storedImageUpload = storedKind<Upload>('image upload', 1);

const uploadKey = (id: string): Key => ({ pk: `UPLOAD#${id}`, sk: 'META' });

const placeOf = ({ id, createdAt }: Upload): Key & Item => ({
  ...uploadKey(id),
  ttl: Math.floor(Date.parse(createdAt) / 1_000) + ORIGINAL_DAYS * 86_400,
});

/** Reads and writes of the uploads in a table. */
export const uploadsIn = (table: string) => ({
  byId: (id: string): KeyedRead<Upload | undefined> => ({
    table,
    keys: [uploadKey(id)],
    parse: ([item]) => item && storedImageUpload.decode(item),
  }),

  open: (upload: Upload): Write => putNew(table, storedImageUpload.encode(upload, placeOf(upload))),

  /** What was made of it, and the fact. Throws `Stale` when somebody else has finished it. */
  finish(before: Upload, image: StoredImage, now: Date): Write[] {
    const after: Upload = { ...before, status: 'PROCESSED', image, version: before.version + 1 };
    const { id, productId, version } = after;
    return [
      replaceItem({ table, item: storedImageUpload.encode(after, placeOf(after)) }, before),
      recordFact({
        table,
        partition: uploadKey(id).pk,
        subject: productId,
        sequence: version,
        now,
        draft: announced(ImageProcessed, { productId, image }, { key: 'processed' }),
      }),
    ];
  },

  /** Why nothing was made of it. Throws `Stale` when somebody else has finished it. */
  reject(before: Upload, reasons: readonly RefusalReason[]): Write {
    const after: Upload = { ...before, status: 'REJECTED', reasons, version: before.version + 1 };
    return replaceItem({ table, item: storedImageUpload.encode(after, placeOf(after)) }, before);
  },
});
export type Uploads = ReturnType<typeof uploadsIn>;
