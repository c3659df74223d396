import { tmpdir } from 'node:os';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { departmentCards } from './cards.dynamodb.ts';
import { catalogReads } from './reads.ts';
import type { SnapshotPorts } from './search/build-snapshot.ts';
import { collectDocuments } from './search/collect-documents.ts';
import { s3SnapshotFiles } from './search/snapshot-files.s3.ts';
import { writeSnapshot } from './search/snapshot-writer.sqlite.ts';

/** What an entry that builds snapshots stands on. */
export function snapshotPorts(): SnapshotPorts {
  const store = dynamoStore();
  const table = env('CATALOG_TABLE');
  return {
    store,
    table,
    files: s3SnapshotFiles(env('SEARCH_BUCKET')),
    documents: collectDocuments({
      store,
      catalog: catalogReads(table),
      cards: departmentCards(store, table),
      clock: systemClock,
    }),
    write: writeSnapshot,
    clock: systemClock,
    folder: tmpdir(),
  };
}
