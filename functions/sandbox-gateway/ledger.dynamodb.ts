/**
 * Access patterns: the months that have entries (Query) · entries of a month, shard by shard (gsi2
 * `LEDGER#<yyyy-mm>#<shard>`, by time) · entries of an order (gsi1 `ORDER#<orderId>`, by time).
 */
import type { Item, Store } from '../shared/store/store.ts';
import { LEDGER_SHARDS, ledgerPartition, MONTHS, orderPartition } from './gateway-keys.ts';
import type { Entry } from './payment.ts';
import { storedEntry } from './payments.dynamodb.ts';
import type { Ledger, LedgerPosition } from './payments.ts';

const entriesIn = (items: readonly Item[]): Entry[] => items.map((item) => storedEntry.decode(item).entry);

/** In: the store and the gateway's table. Out: the port to its ledger. */
export const dynamoLedger = (store: Store, table: string): Ledger => ({
  async page(after, limit) {
    const { items: months } = await store.query({ table, partition: MONTHS, consistent: true });
    const walk: LedgerPosition[] = months
      .map((item) => String(item['sk']))
      .flatMap((month) => Array.from({ length: LEDGER_SHARDS }, (_, shard) => ({ month, shard })));
    const from = after ? walk.findIndex(({ month, shard }) => month === after.month && shard === after.shard) : 0;
    const entries: Entry[] = [];
    for (const [index, { month, shard }] of walk.entries()) {
      if (index < from) continue;
      const left = limit - entries.length;
      if (left === 0) return { entries, next: { month, shard } };
      const startKey = after && index === from ? after.key : undefined;
      const partition = ledgerPartition(month, shard);
      const page = await store.query({ table, index: 'gsi2', partition, limit: left, startKey });
      entries.push(...entriesIn(page.items));
      if (page.lastKey) return { entries, next: { month, shard, key: page.lastKey } };
    }
    return { entries };
  },

  async ofOrder(orderId) {
    const entries: Entry[] = [];
    let startKey: Item | undefined;
    do {
      const page = await store.query({ table, index: 'gsi1', partition: orderPartition(orderId), startKey });
      entries.push(...entriesIn(page.items));
      startKey = page.lastKey;
    } while (startKey);
    return entries;
  },
});
