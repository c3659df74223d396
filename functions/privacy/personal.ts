/** What privacy itself knows of people: which exports they asked for, their files, and that they left. */
import * as z from 'zod';
import { storedFact } from '../shared/events/facts.ts';
import { repliesPartition } from '../shared/http/replies.ts';
import { Timestamp } from '../shared/http/shapes.ts';
import { type PersonalPorts, personalPart } from '../shared/personal.ts';
import { everyItem, type Item, type Key } from '../shared/store/store.ts';
import { ExportRequested } from './contract.ts';
import type { ExportFiles } from './export-files.ts';
import { erasureKey, personPartition } from './privacy-keys.ts';
import { storedExport } from './reads.ts';
import { privacyWrites } from './writes.ts';

type Ports = PersonalPorts<'privacy'>;

export const privacyPersonal = personalPart({
  context: 'privacy',
  access: {
    exportSections: { privacy: ['Query'] },
    erase: { privacy: ['Query', 'DeleteItem'] },
  },
  sections: {
    exports: z
      .array(z.object({ id: z.string(), at: Timestamp }))
      .optional()
      .meta({ description: 'When files like this one were asked for, oldest first' }),
  },

  async exportSections({ store, tables }: Ports, userId) {
    const request = {
      table: tables.privacy,
      partition: personPartition(userId),
      sortPrefix: 'FACT#',
      consistent: true,
    };
    const facts = (await everyItem(store, request)).map(storedFact.decode);
    return {
      exports: facts
        .flatMap(({ at, event }) =>
          event?.type === ExportRequested.type ? [{ id: ExportRequested.data.parse(event.data).exportId, at }] : [],
        )
        .toSorted((a, b) => a.at.localeCompare(b.at)),
    };
  },

  /** Exports, their files and kept answers. The erasure stays, and the fact of it, with ids only. */
  async erase({ store, tables, files }: Ports & { readonly files: Pick<ExportFiles, 'remove'> }, userId) {
    const table = tables.privacy;
    const found = await Promise.all([
      everyItem(store, { table, partition: personPartition(userId), consistent: true }),
      everyItem(store, { table, partition: repliesPartition(userId), consistent: true }),
    ]);
    const left = (found.flat() as (Item & Key)[]).filter(
      ({ sk }) => sk !== erasureKey(userId).sk && sk !== 'FACT#erased',
    );
    // Before what names them: a repeat still finds a file that could not be removed.
    const exports = left.filter(({ sk }) => sk.startsWith('EXPORT#')).map(storedExport.decode);
    await Promise.all(exports.map(({ id: exportId }) => files.remove({ userId, exportId })));
    for (const item of left) await store.write(privacyWrites(table).forget(item));
    return [];
  },
});
