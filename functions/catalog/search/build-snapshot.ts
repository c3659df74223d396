import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../shared/clock.ts';
import { Stale } from '../../shared/store/optimistic.ts';
import type { Store } from '../../shared/store/store.ts';
import type { SearchDocument } from './search-document.ts';
import type { SnapshotFiles } from './snapshot-files.ts';
import {
  holds,
  manifestRead,
  nextManifest,
  rebuildWait,
  replaces,
  SNAPSHOT_SCHEMA,
  type SnapshotManifest,
  swapManifest,
} from './snapshot-manifest.ts';

export interface SnapshotPorts {
  readonly store: Store;
  /** The catalog's. */
  readonly table: string;
  readonly files: SnapshotFiles;
  /** Every product on sale, as it is stored now. */
  readonly documents: () => AsyncIterable<SearchDocument>;
  /** Writes the snapshot of these products into a file. */
  readonly write: (documents: Iterable<SearchDocument>, file: string) => Pick<SnapshotManifest, 'products' | 'bytes'>;
  readonly clock: Clock;
  /** Where a file may be written. */
  readonly folder: string;
}

/**
 * Builds the snapshot of all products on sale, and lets it count from now on. In: whether a file that would be the same is
 * stored all the same. Out: the manifest that counts then. Throws `Stale` when another writer was faster, `SearchUnavailable` where the runtime has no full text.
 */
export const buildSnapshot =
  ({ store, table, files, documents, write, clock, folder }: SnapshotPorts) =>
  async ({ always = false } = {}): Promise<SnapshotManifest> => {
    const [before] = await store.readTogether([manifestRead(table)]);
    const begun = clock.now();
    const all: SearchDocument[] = [];
    for await (const document of documents()) all.push(document);
    const writer = randomUUID();
    const local = join(folder, `snapshot-${writer}.sqlite`);
    try {
      const written = write(all, local);
      const sha256 = createHash('sha256');
      await pipeline(createReadStream(local), sha256);
      const file = { layout: SNAPSHOT_SCHEMA, sha256: sha256.digest('hex'), ...written };
      if (before && !always && !replaces(file, before, begun)) return before;
      const manifest = nextManifest(before, file, begun, writer);
      await files.put(manifest.key, local);
      try {
        await store.write(swapManifest(table, manifest, before));
      } catch (error) {
        // Whether any other failure has swapped it all the same is not known.
        if (error instanceof Stale) await files.remove(manifest.key);
        throw error;
      }
      if (before?.previousKey) await files.remove(before.previousKey);
      return manifest;
    } finally {
      await rm(local, { force: true });
    }
  };

/**
 * Waits until a snapshot holds what was stored at a time, and builds it where nobody else does. Builds begin no more often
 * than every five seconds, however many changes there are. The changes of one batch come at once: they take turns, and
 * those behind the first find that it has built.
 */
export const followChange = (ports: SnapshotPorts): ((stored: Date) => Promise<void>) => {
  const { store, table, clock } = ports;
  const build = buildSnapshot(ports);
  let turn: Promise<void> = Promise.resolve();
  /** When the last build here began: where it found nothing new, no manifest tells of it. */
  let built: { readonly builtAt: string } | undefined;

  const follow = async (stored: Date): Promise<void> => {
    for (;;) {
      const [current] = await store.readTogether([manifestRead(table)]);
      if (holds(current, stored) || holds(built, stored)) return;
      const wait = rebuildWait(current, clock.now());
      if (wait > 0) {
        await pause(wait);
        continue;
      }
      const begun = clock.now();
      try {
        await build();
        built = { builtAt: begun.toISOString() };
        return;
      } catch (error) {
        if (!(error instanceof Stale)) throw error;
      }
    }
  };

  return (stored) => {
    const done = turn.then(() => follow(stored));
    turn = done.catch(() => undefined);
    return done;
  };
};
