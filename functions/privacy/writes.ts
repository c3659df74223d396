import { addSeconds } from '../shared/clock.ts';
import { type FactDraft, recordFact } from '../shared/events/facts.ts';
import { replaceItem } from '../shared/store/optimistic.ts';
import { type Key, putNew, type Write } from '../shared/store/store.ts';
import { EXPORT_DAYS } from './contract.ts';
import type { DataExport } from './data-export.ts';
import type { Erasure } from './erasure.ts';
import { erasureKey, exportKey, lastExportKey, personPartition, UNFINISHED } from './privacy-keys.ts';
import { type LastExport, storedErasure, storedExport, storedLastExport } from './reads.ts';

/**
 * For so many days after an export's time is over something is known of it, so that whoever erases a person finds every
 * file: one that was written at the very last lies there for as long again, and the bucket clears up once a day.
 */
const FILE_GONE_DAYS = EXPORT_DAYS + 3;
const DAY_SECONDS = 86_400;

/** The export was forgotten, with the person whose it was. */
export class ExportGone extends Error {
  override name = 'ExportGone';
}

/** The conditional writes of privacy. */
export const privacyWrites = (table: string) => ({
  /** A new export, as the last one that its owner asked for. Throws `Stale` when another was asked for meanwhile. */
  openExport(last: LastExport | undefined, asked: DataExport): Write[] {
    const goneAt = addSeconds(new Date(asked.expiresAt), FILE_GONE_DAYS * DAY_SECONDS);
    return [
      replaceItem(
        {
          table,
          item: storedLastExport.encode(
            { exportId: asked.id, version: (last?.version ?? 0) + 1 },
            lastExportKey(asked.userId),
          ),
        },
        last,
      ),
      putNew(
        table,
        storedExport.encode(asked, {
          ...exportKey(asked.userId, asked.id),
          ttl: Math.floor(goneAt.getTime() / 1000),
        }),
      ),
    ];
  },

  /** The file of an export is there. Throws `ExportGone`. */
  finishExport: ({ userId, id }: DataExport): Write => ({
    kind: 'update',
    table,
    key: exportKey(userId, id),
    update: 'SET #ready = :ready',
    names: { '#ready': 'ready' },
    values: { ':ready': true },
    condition: 'attribute_exists(pk)',
    refused: () => new ExportGone(id),
  }),

  /** The erasure of a person, on the list of unfinished ones. */
  beginErasure: (erasure: Erasure): Write =>
    putNew(
      table,
      storedErasure.encode(erasure, {
        ...erasureKey(erasure.userId),
        gsi1pk: UNFINISHED,
        gsi1sk: `${erasure.begunAt}#${erasure.userId}`,
      }),
    ),

  /** Takes an erasure off that list; it stays with its ids. May be repeated. */
  finishErasure: ({ userId }: Erasure, now: Date): Write => ({
    kind: 'update',
    table,
    key: erasureKey(userId),
    update: 'SET finishedAt = if_not_exists(finishedAt, :now) REMOVE gsi1pk, gsi1sk',
    values: { ':now': now.toISOString() },
    condition: 'attribute_exists(pk)',
  }),

  /** A fact about a person. `sequence` counts what happened to them, as far as that is known. */
  record: (userId: string, sequence: number, now: Date, draft: FactDraft): Write =>
    recordFact({ table, partition: personPartition(userId), subject: userId, sequence, now, draft }),

  /** Removes an item, whatever it is. */
  forget: ({ pk, sk }: Key): Write => ({ kind: 'delete', table, key: { pk, sk } }),
});
export type PrivacyWrites = ReturnType<typeof privacyWrites>;
