import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { departmentCards } from '../../functions/catalog/cards.dynamodb.ts';
import { catalogReads } from '../../functions/catalog/reads.ts';
import type { SnapshotPorts } from '../../functions/catalog/search/build-snapshot.ts';
import { collectDocuments } from '../../functions/catalog/search/collect-documents.ts';
import type { SnapshotFiles } from '../../functions/catalog/search/snapshot-files.ts';
import { writeSnapshot } from '../../functions/catalog/search/snapshot-writer.sqlite.ts';
import { systemClock } from '../../functions/shared/clock.ts';
import type { Store } from '../../functions/shared/store/store.ts';

/** A bucket in memory, with a switch that takes it away. */
export function snapshotBucket() {
  const objects = new Map<string, Buffer>();
  const away = { fetch: false };
  const files: SnapshotFiles = {
    async put(key, file) {
      objects.set(key, await readFile(file));
    },
    async fetch(key, file) {
      const object = objects.get(key);
      if (away.fetch || !object) throw new Error(`Nothing to be had at ${key}`);
      await writeFile(file, object);
    },
    remove: async (key) => void objects.delete(key),
  };
  return { files, away, keys: () => [...objects.keys()].toSorted() };
}

/** What builds the snapshot of a catalog in memory. */
export const snapshotsIn = (store: Store, files: SnapshotFiles, clock = systemClock): SnapshotPorts => ({
  store,
  table: 'catalog',
  files,
  documents: collectDocuments({
    store,
    catalog: catalogReads('catalog'),
    cards: departmentCards(store, 'catalog'),
    clock,
  }),
  write: writeSnapshot,
  clock,
  folder: tmpdir(),
});
