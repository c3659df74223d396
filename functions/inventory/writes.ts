import type { Posting } from '../shared/events/facts.ts';
import { Stale } from '../shared/steps.ts';
import type { Write } from '../shared/store/store.ts';
import { type HeldUnits, type Hold, type HoldState, holdIdOf } from './hold.ts';
import { dueList, holdKey, poolKey } from './inventory-keys.ts';

/** Fewer units than wanted: a business answer, found by the pool's own condition. */
export class PoolShort extends Error {
  override name = 'PoolShort';
  readonly sku: string;
  constructor(sku: string) {
    super(`Not enough of ${sku}`);
    this.sku = sku;
  }
}

/** The conditional writes on pools and holds that steps put into their transactions. */
export const inventoryWrites = (table: string) => {
  const moveUnits = (units: readonly HeldUnits[], sign: 1 | -1): Write[] =>
    units.map(({ sku, quantity }) => ({
      kind: 'update',
      table,
      key: poolKey(sku),
      update: 'SET available = available + :delta, #version = #version + :one',
      names: { '#version': 'version' },
      values: { ':delta': sign * quantity, ':one': 1, ...(sign < 0 ? { ':wanted': quantity } : {}) },
      condition: sign < 0 ? 'available >= :wanted' : 'attribute_exists(pk)',
      refused: () => new PoolShort(sku),
    }));
  const endHold = (orderId: string, from: readonly HoldState[], to: HoldState, now: Date): Write => ({
    kind: 'update',
    table,
    key: holdKey(holdIdOf(orderId)),
    update: 'SET #state = :to, #version = #version + :one, updatedAt = :now REMOVE gsi1pk, gsi1sk',
    names: { '#state': 'state', '#version': 'version' },
    values: {
      ':to': to,
      ':one': 1,
      ':now': now.toISOString(),
      ...Object.fromEntries(from.map((state, index) => [`:from${index}`, state])),
    },
    condition: `#state IN (${from.map((_, index) => `:from${index}`).join(', ')})`,
    refused: () => new Stale(`The hold of ${orderId} is not ${from.join(' or ')}`),
  });
  return {
    /** Units of a SKU that is new to the shop. Refused if the pool exists. */
    openPool: (sku: string, available: number, now: Date): Write => ({
      kind: 'put',
      table,
      item: { ...poolKey(sku), schema: 1, sku, available, version: 1, updatedAt: now.toISOString() },
      condition: 'attribute_not_exists(pk)',
    }),

    /** Takes the units out of their pools into the order's hold, which must be new or expired. Throws `PoolShort`. */
    take(orderId: string, units: readonly HeldUnits[], expiresAt: Date, previous: Hold | undefined): Write[] {
      const id = holdIdOf(orderId);
      const expires = expiresAt.toISOString();
      const hold: Hold = {
        id,
        orderId,
        state: 'HELD',
        units,
        expiresAt: expires,
        version: (previous?.version ?? 0) + 1,
      };
      return [
        {
          kind: 'put',
          table,
          item: { ...holdKey(id), schema: 1, ...hold, ...dueList(expires, id) },
          condition: 'attribute_not_exists(pk) OR #state = :expired',
          names: { '#state': 'state' },
          values: { ':expired': 'EXPIRED' satisfies HoldState },
          refused: () => new Stale(`${orderId} has a hold already`),
        },
        ...moveUnits(units, -1),
      ];
    },

    /** Moves the end of a hold that is still held. Throws `Stale` when it is not, or changed meanwhile. */
    prolong(hold: Hold, expiresAt: Date, now: Date): Write {
      const expires = expiresAt.toISOString();
      const { gsi1pk, gsi1sk } = dueList(expires, hold.id);
      return {
        kind: 'update',
        table,
        key: holdKey(hold.id),
        update: 'SET expiresAt = :expires, gsi1pk = :gsi1pk, gsi1sk = :gsi1sk, #version = :next, updatedAt = :now',
        names: { '#state': 'state', '#version': 'version' },
        values: {
          ':expires': expires,
          ':gsi1pk': gsi1pk,
          ':gsi1sk': gsi1sk,
          ':version': hold.version,
          ':next': hold.version + 1,
          ':held': 'HELD' satisfies HoldState,
          ':now': now.toISOString(),
        },
        condition: '#state = :held AND #version = :version',
        refused: () => new Stale(`The hold of ${hold.orderId} changed meanwhile`),
      };
    },

    /** The held units are sold. Touches the hold alone; throws `Stale` when it is not held any more. */
    commit: (orderId: string, now: Date): Write => endHold(orderId, ['HELD'], 'COMMITTED', now),

    /** The units go back to their pools, and the hold ends as released (from held or sold) or expired (from held). */
    giveBack: (hold: Hold, to: 'RELEASED' | 'EXPIRED', now: Date): Write[] => [
      endHold(hold.orderId, [hold.state], to, now),
      ...moveUnits(hold.units, 1),
    ],
  };
};
export type InventoryWrites = ReturnType<typeof inventoryWrites>;

type Account = Extract<Posting, { book: 'stock' }>['account'];

/** The postings of moving units from one account of their pools to another. */
export const stockPostings = (units: readonly HeldUnits[], from: Account, to: Account): Posting[] =>
  units.flatMap(({ sku, quantity }) => [
    { book: 'stock', pool: sku, account: from, delta: -quantity },
    { book: 'stock', pool: sku, account: to, delta: quantity },
  ]);
