/** Lists of uploads, over the indexes of the table: a moment old. */
import { type OpenPosition, openPage } from '../shared/store/open-list.ts';
import type { Item, Store } from '../shared/store/store.ts';
import type { Upload } from './upload.ts';
import { OPEN, ownerPartition, storedUpload } from './upload-keys.ts';

/** A page of what somebody has here, newest first. In: how many at most, and where the page before ended. */
export async function uploadsOf(store: Store, table: string, ownerId: string, limit: number, startKey?: Item) {
  const partition = ownerPartition(ownerId);
  const page = await store.query({ table, index: 'gsi1', partition, descending: true, limit, startKey });
  return { uploads: page.items.map(storedUpload.decode), position: page.lastKey };
}

/** Uploads that are looked at in one request of the open list. */
const PAGE = 50;

/** Every upload with which something still has to be done. */
export async function openUploads(store: Store, table: string): Promise<Upload[]> {
  const uploads: Upload[] = [];
  let position: OpenPosition | undefined;
  do {
    const page = await openPage(store, { table, list: OPEN }, { limit: PAGE, position });
    uploads.push(...page.items.map(storedUpload.decode));
    position = page.position;
  } while (position);
  return uploads;
}
