/** Pools with all their buckets, however many those are: looks that may take more than one read. */
import { Stale, whileStale } from '../shared/store/optimistic.ts';
import type { KeyedRead, Store } from '../shared/store/store.ts';
import { type Bucket, type PoolHead, unitsIn, type WholePool } from './pool.ts';

interface Ports {
  readonly store: Store;
  readonly inventory: {
    heads(skus: readonly string[]): KeyedRead<readonly PoolHead[]>;
    furtherBuckets(pools: readonly PoolHead[]): KeyedRead<readonly Bucket[]>;
  };
}

/** Looks at a pool that changes between any two of them; more mean that this reading has to wait. */
const LOOKS = 8;

/**
 * The pools of these SKUs with all their buckets, those that exist, in any order. One read where every pool is one bucket,
 * else one more. The buckets of a pool are read side by side, so a unit that moves meanwhile may be seen twice or not at all;
 * whoever writes afterwards does so on the condition of the head's revision, which every such move changes.
 */
export async function wholePools({ store, inventory }: Ports, skus: readonly string[]): Promise<WholePool[]> {
  let [heads] = await store.readTogether([inventory.heads(skus)]);
  for (let look = 0; look < LOOKS; look++) {
    const spread = heads.filter(({ buckets }) => buckets > 1);
    if (spread.length === 0) return heads.map((head) => ({ head, buckets: [head] }));
    const [again, further] = await store.readTogether([inventory.heads(skus), inventory.furtherBuckets(spread)]);
    if (sameRevisions(heads, again)) {
      return again.map((head) => ({
        head,
        buckets: [head, ...further.filter(({ sku }) => sku === head.sku).toSorted((a, b) => a.number - b.number)],
      }));
    }
    heads = again;
  }
  throw new Stale('The pools do not stop changing');
}

/**
 * The same as all of it was at one moment, for whoever has to be sure that there is nothing left: two readings, one after
 * the other, in which no bucket has another version. A single item is read whole, so a pool of one bucket is read once.
 */
export async function poolsAtOneMoment(ports: Ports, skus: readonly string[]): Promise<WholePool[]> {
  let before = await wholePools(ports, skus);
  for (let look = 0; look < LOOKS; look++) {
    if (before.every(({ head }) => head.buckets === 1)) return before;
    const after = await wholePools(ports, skus);
    if (versionsOf(before) === versionsOf(after)) return after;
    before = after;
  }
  throw new Stale('The pools do not stop changing');
}

/** Units of these SKUs over all buckets, those that have a pool, in any order: one read where every pool is one bucket. */
export const poolsNow = (ports: Ports, skus: readonly string[]) =>
  whileStale(async () =>
    (await wholePools(ports, skus)).map(({ head, buckets }) => ({ sku: head.sku, available: unitsIn(buckets) })),
  );

const sameRevisions = (before: readonly PoolHead[], after: readonly PoolHead[]): boolean =>
  before.length === after.length &&
  after.every(({ sku, revision }) => before.find((head) => head.sku === sku)?.revision === revision);

/** Versions of all buckets, pool by pool, where a pool has several. */
const versionsOf = (pools: readonly WholePool[]): string =>
  JSON.stringify(
    pools
      .filter(({ head }) => head.buckets > 1)
      .map(({ head, buckets }) => [head.sku, head.revision, ...buckets.map(({ version }) => version)])
      .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
