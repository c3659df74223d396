/**
 * The table of uploads. Access patterns:
 * - an upload and its facts: by its id
 * - what somebody has here, newest first: Query gsi1 `OWNER#<ownerId>`, sorted by time and id
 * - uploads with which something still has to be done: the open list `OPEN`, gsi2
 * - how much somebody has here: `OWNER#<ownerId>`, `QUOTA`
 */
import { storedKind } from '../shared/store/decode.ts';
import { openEntry } from '../shared/store/open-list.ts';
import type { Item, Key } from '../shared/store/store.ts';
import { REFUSED_DAYS } from './contract.ts';
import { isOpen, type Upload } from './upload.ts';

/** How much of somebody's lies here. */
export interface Quota {
  readonly ownerId: string;
  readonly files: number;
  /** Of all files together. */
  readonly bytes: number;
  readonly version: number;
}

export const storedUpload = storedKind<Upload>('upload', 1);
export const storedQuota = storedKind<Quota>('upload quota', 1);

/** The open list of uploads. */
export const OPEN = 'OPEN';

/** The partition of an upload and its facts. */
export const uploadPartition = (id: string): string => `UPLOAD#${id}`;
/** Where an upload lies. */
export const uploadKey = (id: string): Key => ({ pk: uploadPartition(id), sk: 'META' });
/** The partition of the first index of what somebody has here. */
export const ownerPartition = (ownerId: string): string => `OWNER#${ownerId}`;
/** Where it lies how much that is. */
export const quotaKey = (ownerId: string): Key => ({ pk: ownerPartition(ownerId), sk: 'QUOTA' });

/** Where an upload lies, in which lists it is, and when it goes by itself. */
export const uploadPlace = (upload: Upload): Key & Item => {
  const { id, ownerId, createdAt, since, status } = upload;
  return {
    ...uploadKey(id),
    ...(status === 'DELETED' ? {} : { gsi1pk: ownerPartition(ownerId), gsi1sk: `${createdAt}#${id}` }),
    ...(isOpen(upload) ? openEntry(OPEN, since, id) : {}),
    ...(status === 'REJECTED_LIGHT' ? { ttl: Math.floor(Date.parse(since) / 1_000) + REFUSED_DAYS * 86_400 } : {}),
  };
};
