/**
 * Which snapshot counts. The manifest is one item that is swapped; the files that it names are never changed.
 * Whoever writes builds no more often than every five seconds, and whoever reads looks no more often than that.
 */
import { storedKind } from '../../shared/store/decode.ts';
import { replaceItem } from '../../shared/store/optimistic.ts';
import type { Key, KeyedRead, Write } from '../../shared/store/store.ts';

/** The layout of a snapshot file. Whoever reads another one cannot use it. */
export const SNAPSHOT_SCHEMA = 2;

export interface SnapshotManifest {
  /** The layout of the file. */
  readonly layout: number;
  /** One more with each snapshot: the version of the item, and so the condition of the swap. */
  readonly version: number;
  /** Where the file lies. */
  readonly key: string;
  /** Where the file before it lies, for readers that still fetch that one. */
  readonly previousKey?: string;
  /** Of the file, in hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  readonly products: number;
  /** When the writer began to read the products (RFC 3339, UTC): everything that was stored before is in the file. */
  readonly builtAt: string;
}

export const storedManifest = storedKind<SnapshotManifest>('search manifest', 1);
const MANIFEST: Key = { pk: 'SEARCH', sk: 'MANIFEST' };

/** The manifest, nothing before the first snapshot. In: the catalog's table. */
export const manifestRead = (table: string): KeyedRead<SnapshotManifest | undefined> => ({
  table,
  keys: [MANIFEST],
  parse: ([item]) => item && storedManifest.decode(item),
});

/** Swaps the manifest that was read for the next one. Throws `Stale` when another writer was faster. */
export const swapManifest = (table: string, next: SnapshotManifest, before: SnapshotManifest | undefined): Write =>
  replaceItem({ table, item: storedManifest.encode(next, MANIFEST) }, before);

const REBUILD_MS = 5_000;
const CHECK_MS = 5_000;
/** How far the clocks of two functions may be apart. */
const SKEW_MS = 1_000;
/** A snapshot that does not change is stored again long before `SNAPSHOT_DAYS`, when its file goes by itself. */
const RENEW_MS = 24 * 60 * 60 * 1000;

/**
 * The manifest of a new file. In: the one that counts, nothing before the first; the file's layout, hash, size and
 * products; when it was begun; a name of
 * this write alone: of two writers who build the same at once, the slower one takes its own file away, not the other's.
 */
export function nextManifest(
  before: SnapshotManifest | undefined,
  file: Pick<SnapshotManifest, 'layout' | 'sha256' | 'bytes' | 'products'>,
  begun: Date,
  writer: string,
): SnapshotManifest {
  const version = (before?.version ?? 0) + 1;
  return {
    ...file,
    version,
    key: `search/${version}-${writer}.sqlite`,
    ...(before ? { previousKey: before.key } : {}),
    builtAt: begun.toISOString(),
  };
}

/** Whether a snapshot holds what was stored at a time: its writer had not begun to read before. */
export const holds = (current: Pick<SnapshotManifest, 'builtAt'> | undefined, stored: Date): boolean =>
  current !== undefined && Date.parse(current.builtAt) - SKEW_MS > stored.getTime();

/** Whether a new file takes the place of the current one: when it differs, or before the current one goes by its age. */
export const replaces = (
  file: Pick<SnapshotManifest, 'layout' | 'sha256'>,
  current: SnapshotManifest | undefined,
  now: Date,
): boolean =>
  current?.layout !== file.layout ||
  current.sha256 !== file.sha256 ||
  now.getTime() - Date.parse(current.builtAt) > RENEW_MS;

/** Milliseconds until the next rebuild may begin, 0 when it may now. A clock that runs behind waits no longer than that either. */
export function rebuildWait(current: Pick<SnapshotManifest, 'builtAt'> | undefined, now: Date): number {
  if (!current) return 0;
  const wait = Date.parse(current.builtAt) + REBUILD_MS - now.getTime();
  return Math.min(REBUILD_MS, Math.max(0, wait));
}

/** What a reader holds between two requests. */
export interface Held<Snapshot> {
  readonly current?: { readonly manifest: SnapshotManifest; readonly snapshot: Snapshot };
  readonly checkedAt?: Date;
}

/** What came of a look at the manifest. */
export type Checked<Snapshot> =
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'failed' }
  | { readonly outcome: 'loaded'; readonly manifest: SnapshotManifest; readonly snapshot: Snapshot };

/** Whether a reader looks at the manifest before it answers: when its last look is five seconds old. */
export const checkDue = ({ checkedAt }: Held<unknown>, now: Date): boolean =>
  checkedAt === undefined || now.getTime() - checkedAt.getTime() >= CHECK_MS;

/**
 * The manifest whose file is to be loaded, nothing where what is held still counts. In: what is held, the manifest that
 * was found, the layout that this code reads: a file of another layout is for code that is still to come.
 */
export function toLoad(
  { current }: Held<unknown>,
  found: SnapshotManifest | undefined,
  layout: number,
): SnapshotManifest | undefined {
  if (!found || found.layout !== layout) return undefined;
  return found.version > (current?.manifest.version ?? 0) ? found : undefined;
}

/**
 * What a reader holds from now on. A failure keeps the old snapshot, if there is one, and waits for the next look
 * like everybody. In: what was held, what came of the look, when it was.
 */
export function afterCheck<Snapshot>(held: Held<Snapshot>, checked: Checked<Snapshot>, now: Date): Held<Snapshot> {
  if (checked.outcome !== 'loaded') return { ...held, checkedAt: now };
  const { manifest, snapshot } = checked;
  return { current: { manifest, snapshot }, checkedAt: now };
}
