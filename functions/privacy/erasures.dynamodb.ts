/**
 * Access patterns of the privacy table (`PERSON#<usr_…>`: META, EXPORT#…, ERASURE, FACT#…; `REPLIES#<usr_…>`):
 * - an export, the last export, an erasure: keyed reads (reads.ts)
 * - unfinished erasures, oldest first: gsi1 `ERASURES`, sparse
 */
import { everyItem, type Store } from '../shared/store/store.ts';
import type { Erasures } from './erasures.ts';
import { UNFINISHED } from './privacy-keys.ts';
import { storedErasure } from './reads.ts';

/** The list over the privacy table's first index. */
export const erasureList = (store: Store, table: string): Erasures => ({
  unfinished: async () =>
    (await everyItem(store, { table, index: 'gsi1', partition: UNFINISHED })).map(storedErasure.decode),
});
