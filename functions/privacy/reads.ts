import { storedKind } from '../shared/store/decode.ts';
import type { KeyedRead } from '../shared/store/store.ts';
import type { DataExport } from './data-export.ts';
import type { Erasure } from './erasure.ts';
import { erasureKey, exportKey, lastExportKey } from './privacy-keys.ts';

/** Which export somebody asked for last. The version counts how many there were. */
export interface LastExport {
  readonly exportId: string;
  readonly version: number;
}

/** What lies in the privacy table, as it is stored. */
export const storedLastExport = storedKind<LastExport>('last export', 1);
export const storedExport = storedKind<DataExport>('export', 1);
export const storedErasure = storedKind<Erasure>('erasure', 1);

/** Keyed reads of the privacy table. */
export const privacyReads = (table: string) => ({
  lastExport: (userId: string): KeyedRead<LastExport | undefined> => ({
    table,
    keys: [lastExportKey(userId)],
    parse: ([item]) => item && storedLastExport.decode(item),
  }),

  dataExport: (userId: string, exportId: string): KeyedRead<DataExport | undefined> => ({
    table,
    keys: [exportKey(userId, exportId)],
    parse: ([item]) => item && storedExport.decode(item),
  }),

  erasure: (userId: string): KeyedRead<Erasure | undefined> => ({
    table,
    keys: [erasureKey(userId)],
    parse: ([item]) => item && storedErasure.decode(item),
  }),
});
export type PrivacyReads = ReturnType<typeof privacyReads>;
