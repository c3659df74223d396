/**
 * Which snapshot counts. The manifest is one item that is swapped; the files that it names are never changed.
 * Whoever writes builds no more often than every five seconds, and whoever reads looks no more often than that.
 */
import * as z from 'zod';
import { Timestamp } from '../../shared/http/shapes.ts';

export const SnapshotManifest = z.object({
  /** The layout of the file. */
  schema: z.int().positive(),
  /** One more with each snapshot. */
  seq: z.int().positive(),
  /** Where the file lies. */
  key: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().positive(),
  products: z.int().nonnegative(),
  builtAt: Timestamp,
});
export type SnapshotManifest = z.infer<typeof SnapshotManifest>;

const REBUILD_MS = 5_000;
const CHECK_MS = 5_000;

/**
 * The manifest of a new file. In: the one that counts, nothing before the first; the file's layout, hash, size and
 * products; now. The key holds the hash, so two writers who build at once never write over each other's file.
 */
export function nextManifest(
  before: SnapshotManifest | undefined,
  file: Pick<SnapshotManifest, 'schema' | 'sha256' | 'bytes' | 'products'>,
  now: Date,
): SnapshotManifest {
  const seq = (before?.seq ?? 0) + 1;
  return { ...file, seq, key: `search/base-${seq}-${file.sha256.slice(0, 12)}.sqlite`, builtAt: now.toISOString() };
}

/** Whether the swap may happen. In: the `seq` that is stored, nothing before the first. It is the write's condition. */
export const follows = (stored: number | undefined, next: Pick<SnapshotManifest, 'seq'>): boolean =>
  next.seq === (stored ?? 0) + 1;

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
  schema: number,
): SnapshotManifest | undefined {
  if (!found || found.schema !== schema) return undefined;
  return found.seq > (current?.manifest.seq ?? 0) ? found : undefined;
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
