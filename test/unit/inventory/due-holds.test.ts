import { describe, expect, test } from 'vitest';
import { dueHolds } from '../../../functions/inventory/due-holds.dynamodb.ts';
import type { Hold } from '../../../functions/inventory/hold.ts';
import { DUE_SHARDS, dueList } from '../../../functions/inventory/inventory-keys.ts';
import { inventoryReads } from '../../../functions/inventory/reads.ts';
import { inventoryWrites } from '../../../functions/inventory/writes.ts';
import { addSeconds } from '../../../functions/shared/clock.ts';
import { type MemoryStore, memoryStore } from '../../support/simulation/memory-store.ts';

const NOW = new Date('2026-11-30T23:59:50.000Z');
const SKU = 'VASE-M';
const writes = inventoryWrites('inventory');

/** An order whose hold lies in this shard: the first by number, so the same in every run. */
function orderIn(shard: number, skip = 0): string {
  const ids = Array.from({ length: 200 }, (_, place) => `ord_${String(place).padStart(26, '0')}`).filter(
    (id) => dueList('', id.replace('ord_', 'hld_')).gsi1pk === `HOLDS_DUE#${shard}`,
  );
  return ids[skip] ?? expect.fail(`No id falls into shard ${shard}`);
}

async function storeWithHolds(orderIds: readonly string[], expiresAt: Date): Promise<MemoryStore> {
  const store = memoryStore();
  await store.write(writes.openPool(SKU, 99, NOW));
  for (const orderId of orderIds) {
    await store.commit(writes.take(orderId, [{ sku: SKU, quantity: 1 }], expiresAt, undefined));
  }
  return store;
}

const due = async (store: MemoryStore, now: Date) =>
  (await dueHolds(store, 'inventory').due(now)).map(({ orderId }) => orderId).toSorted();

const holdOf = async (store: MemoryStore, orderId: string): Promise<Hold> => {
  const [hold] = await store.readTogether([inventoryReads('inventory').hold(orderId)]);
  return hold ?? expect.fail(`${orderId} has no hold`);
};

describe('the holds whose time is up', () => {
  const one = Array.from({ length: DUE_SHARDS }, (_, shard) => orderIn(shard));

  test('are found in every shard, and not a moment early [INV-12]', async () => {
    expect(new Set(one).size).toBe(DUE_SHARDS);
    const store = await storeWithHolds(one, NOW);
    expect(await due(store, addSeconds(NOW, -1))).toEqual([]);
    expect(await due(store, addSeconds(NOW, 1))).toEqual(one.toSorted());
  });

  test('are found in another month, or after years without a sweep, with as many queries [INV-12]', async () => {
    const store = await storeWithHolds(one, NOW);
    let queries = 0;
    const counting = {
      ...store,
      query: (request: Parameters<typeof store.query>[0]) => {
        queries += 1;
        return store.query(request);
      },
    };
    for (const now of ['2026-12-01T00:00:00.000Z', '2036-01-01T00:00:00.000Z']) {
      queries = 0;
      const found = await dueHolds(counting, 'inventory').due(new Date(now));
      expect([found.length, queries]).toEqual([DUE_SHARDS, DUE_SHARDS]);
    }
  });

  test('are those that are held: sold, released and expired ones are looked for no more [INV-12]', async () => {
    const [sold, released, expired, prolonged] = [0, 1, 2, 3].map((skip) => orderIn(0, skip)) as [
      string,
      string,
      string,
      string,
    ];
    const store = await storeWithHolds([sold, released, expired, prolonged], NOW);
    await store.write(writes.commit(await holdOf(store, sold), NOW));
    await store.commit(writes.giveBack(await holdOf(store, released), 'RELEASED', NOW));
    await store.commit(writes.giveBack(await holdOf(store, expired), 'EXPIRED', NOW));
    await store.write(writes.prolong(await holdOf(store, prolonged), addSeconds(NOW, 600), NOW));
    expect(await due(store, addSeconds(NOW, 60))).toEqual([]);
    expect(await due(store, addSeconds(NOW, 601))).toEqual([prolonged]);
  });

  test('include one that was taken again after it had expired [INV-12]', async () => {
    const [orderId] = one as [string];
    const store = await storeWithHolds([orderId], NOW);
    await store.commit(writes.giveBack(await holdOf(store, orderId), 'EXPIRED', NOW));
    const again = addSeconds(NOW, 3_600);
    await store.commit(writes.take(orderId, [{ sku: SKU, quantity: 1 }], again, await holdOf(store, orderId)));
    expect(await due(store, addSeconds(again, 1))).toEqual([orderId]);
  });
});
