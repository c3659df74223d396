/** The writes by which staff change a pool, and by which the shop notes that one runs low. Sales and holds are in `writes.ts`. */
import { announced, recordFact } from '../shared/events/facts.ts';
import { Stale } from '../shared/store/optimistic.ts';
import { putNew, type Write } from '../shared/store/store.ts';
import { InventoryAdjusted, InventoryLow, type StockReason } from './contract.ts';
import { listedKey, poolFacts, poolKey } from './inventory-keys.ts';
import { elsewhereAfter, type LastChange, type PoolChange, type PoolHead, type WholePool } from './pool.ts';
import { FIRST_REVISION, storedListed, storedPool } from './reads.ts';
import { movedUnits } from './writes.ts';

/** The conditional writes on pools. In: the name of the inventory table. */
export const poolWrites = (table: string) => ({
  /**
   * Changes a pool as staff asked, with its fact; opens it where there was none. Throws `Stale` when staff changed it
   * meanwhile, when buyers were faster where the change leans on what they left, and when it is there already.
   */
  changePool(
    pool: WholePool,
    change: PoolChange,
    told: { readonly onHand: number; readonly change: LastChange },
  ): Write[] {
    const { head } = pool;
    const { sku } = head;
    const now = new Date(told.change.at);
    const fact = recordFact({
      table,
      partition: poolFacts(sku),
      subject: sku,
      sequence: head.revision + 1,
      now,
      draft: adjustedFact(pool, change, told.onHand, told.change.reason),
      repeated: () => changedMeanwhile(sku),
    });
    if (head.version === 0) {
      const item = {
        sku,
        available: change.delta,
        version: 1,
        revision: FIRST_REVISION,
        lastChange: told.change,
        updatedAt: told.change.at,
      };
      return [
        putNew(table, storedPool.encode(item, poolKey(sku)), () => changedMeanwhile(sku)),
        { kind: 'put', table, item: storedListed.encode({ sku }, listedKey(sku)) },
        fact,
      ];
    }
    return [
      changeHead(table, pool, change, told.change),
      ...change.moves.filter(({ number }) => number > 0).flatMap((move) => changeBucket(table, pool, change, move)),
      ...change.opened.map(({ number, units }) =>
        putNew(table, storedPool.encode({ sku, available: units, version: 1 }, poolKey(sku, number)), () =>
          changedMeanwhile(sku),
        ),
      ),
      ...change.closed.map(
        ({ number, version }): Write => ({
          kind: 'delete',
          table,
          key: poolKey(sku, number),
          condition: '#version = :version',
          names: { '#version': 'version' },
          values: { ':version': version },
          refused: () => changedMeanwhile(sku),
        }),
      ),
      fact,
    ];
  },

  /**
   * Makes the head of a pool say what was seen of the whole; where that is a crossing of the threshold, with its fact.
   * Throws `Stale` when staff changed the pool, or somebody else saw the crossing.
   */
  notePool(
    head: PoolHead,
    seen: { readonly isLow: boolean; readonly elsewhere: number },
    available: number,
    now: Date,
  ): Write[] {
    const crosses = seen.isLow && !head.isLow;
    const crossings = head.crossings + (crosses ? 1 : 0);
    const revision = revisionIs(head);
    const update: Write = {
      kind: 'update',
      table,
      key: poolKey(head.sku),
      update: 'SET isLow = :isLow, elsewhere = :elsewhere, crossings = :crossings, #version = #version + :one',
      names: { '#version': 'version' },
      values: {
        ':isLow': seen.isLow,
        ':elsewhere': seen.elsewhere,
        ':crossings': crossings,
        ':one': 1,
        ':wasLow': head.isLow,
        ...revision.values,
      },
      condition: `${revision.condition} AND (isLow = :wasLow${head.isLow ? '' : ' OR attribute_not_exists(isLow)'})`,
      refused: () => changedMeanwhile(head.sku),
    };
    if (!crosses) return [update];
    const fact = recordFact({
      table,
      partition: poolFacts(head.sku),
      subject: head.sku,
      sequence: crossings,
      now,
      draft: announced(
        InventoryLow,
        { sku: head.sku, available, lowAt: head.lowAt },
        { key: `low#${crossings}`, audience: 'staff' },
      ),
      repeated: () => changedMeanwhile(head.sku),
    });
    return [update, fact];
  },
});
export type PoolWrites = ReturnType<typeof poolWrites>;

/** Bucket 0, with what the pool says of itself. */
function changeHead(table: string, pool: WholePool, change: PoolChange, lastChange: LastChange): Write {
  const { head } = pool;
  const delta = change.moves.find(({ number }) => number === 0)?.delta ?? 0;
  const width = change.moves.length + change.opened.length;
  const revision = revisionIs(head);
  const guard = guardOf(head, delta, change.exact);
  return {
    kind: 'update',
    table,
    key: poolKey(head.sku),
    update:
      'SET available = available + :delta, #version = #version + :one, revision = :next, buckets = :buckets, elsewhere = :elsewhere, lowAt = :lowAt, lastChange = :change, updatedAt = :now',
    names: { '#version': 'version' },
    values: {
      ':delta': delta,
      ':one': 1,
      ':next': head.revision + 1,
      ':buckets': width,
      ':elsewhere': elsewhereAfter(pool, change),
      ':lowAt': change.lowAt,
      ':change': lastChange,
      ':now': lastChange.at,
      ...revision.values,
      ...guard.values,
    },
    condition: [revision.condition, ...guard.conditions].join(' AND '),
    refused: () => changedMeanwhile(head.sku),
  };
}

/** Another bucket that stays; nothing where nothing is to be said of it. */
function changeBucket(
  table: string,
  { buckets }: WholePool,
  { exact }: PoolChange,
  { number, delta }: PoolChange['moves'][number],
): Write[] {
  const bucket = buckets.find((one) => one.number === number);
  if (!bucket || (delta === 0 && !exact)) return [];
  const guard = guardOf(bucket, delta, exact);
  const write = movedUnits(table, bucket.sku, number, delta);
  return [
    {
      ...write,
      values: { ...write.values, ...guard.values },
      condition: ['attribute_exists(pk)', ...guard.conditions].join(' AND '),
      refused: () => changedMeanwhile(bucket.sku),
    },
  ];
}

const changedMeanwhile = (sku: string): Error => new Stale(`The pool of ${sku} changed in between`);

/** That staff have not changed a pool since. */
const revisionIs = ({ revision }: PoolHead) => ({
  condition:
    revision === FIRST_REVISION ? '(attribute_not_exists(revision) OR revision = :revision)' : 'revision = :revision',
  values: { ':revision': revision },
});

/** What must be so for a bucket to lose units; for a count, that nobody took any since. */
const guardOf = ({ version }: { readonly version: number }, delta: number, exact: boolean) => ({
  conditions: [...(exact ? ['#version = :version'] : []), ...(delta < 0 ? ['available >= :least'] : [])],
  values: { ...(exact ? { ':version': version } : {}), ...(delta < 0 ? { ':least': -delta } : {}) },
});

const adjustedFact = (
  { head: { sku, revision } }: WholePool,
  { delta, moves, opened, lowAt }: PoolChange,
  onHand: number,
  reason: StockReason,
) =>
  announced(
    InventoryAdjusted,
    { sku, delta, onHand, buckets: moves.length + opened.length, lowAt, reason },
    {
      key: `adjusted#${revision + 1}`,
      audience: 'staff',
      ...(delta === 0 ? {} : { postings: [{ book: 'stock', pool: sku, account: 'available', delta }] }),
    },
  );
