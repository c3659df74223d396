import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../shared/clock.ts';
import { count, log } from '../../shared/observability.ts';
import type { Store } from '../../shared/store/store.ts';
import type { ProductSearch, Snapshot } from './product-search.ts';
import type { SnapshotFiles } from './snapshot-files.ts';
import {
  afterCheck,
  type Checked,
  checkDue,
  type Held,
  manifestRead,
  SNAPSHOT_SCHEMA,
  toLoad,
} from './snapshot-manifest.ts';

interface Ports {
  readonly store: Store;
  /** The catalog's. */
  readonly table: string;
  /** Loaded by the first snapshot: a function that finds none does without the client. */
  readonly files: () => Promise<SnapshotFiles>;
  /** Opens a fetched file. */
  readonly open: (file: string) => Snapshot;
  readonly clock: Clock;
  /** Where a file may be written. */
  readonly folder: string;
}

/**
 * The snapshot that counts, fetched before it is answered where it is a new one; nothing before the first, and where none can
 * be read. A look that fails keeps what is held, is logged and counted as `SearchSnapshotFailed`.
 */
export function currentSearch({
  store,
  table,
  files,
  open,
  clock,
  folder,
}: Ports): () => Promise<ProductSearch | undefined> {
  let held: Held<Snapshot> = {};

  const look = async (): Promise<Checked<Snapshot>> => {
    try {
      const [found] = await store.readTogether([manifestRead(table)]);
      const manifest = toLoad(held, found, SNAPSHOT_SCHEMA);
      if (!manifest) return { outcome: 'unchanged' };
      // Workers of a local cloud share one folder.
      const local = join(folder, `search-${randomUUID()}.sqlite`);
      try {
        await (await files()).fetch(manifest.key, local);
        return { outcome: 'loaded', manifest, snapshot: open(local) };
      } finally {
        // An open file stays readable, and nothing is left behind when it is closed.
        await rm(local, { force: true });
      }
    } catch (error) {
      log.error('snapshot of the search not loaded', error);
      count('SearchSnapshotFailed');
      return { outcome: 'failed' };
    }
  };

  return async () => {
    if (checkDue(held, clock.now())) {
      const before = held.current?.snapshot;
      let checked = await look();
      // The file may have gone between the two reads, because newer ones came: the manifest names them by now.
      if (checked.outcome === 'failed' && !before) checked = await look();
      held = afterCheck(held, checked, clock.now());
      if (held.current?.snapshot !== before) before?.close();
    }
    return held.current?.snapshot;
  };
}
