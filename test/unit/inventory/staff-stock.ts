import { changeStock, readStockLevel } from '../../../functions/inventory/adjust-stock.ts';
import { AdminChangeStock, type StockLevel } from '../../../functions/inventory/contract.ts';
import { heldUnits } from '../../../functions/inventory/held-units.dynamodb.ts';
import { listStock } from '../../../functions/inventory/list-stock.ts';
import { poolWrites } from '../../../functions/inventory/pool-writes.ts';
import { stockList } from '../../../functions/inventory/stock-list.dynamodb.ts';
import { watchStock } from '../../../functions/inventory/watch-stock.ts';
import { inventoryWrites } from '../../../functions/inventory/writes.ts';
import { quotesReads } from '../../../functions/quotes/reads.ts';
import type { Fact } from '../../../functions/shared/events/facts.ts';
import { signedCursors } from '../../../functions/shared/http/cursor.ts';
import { expectation } from '../../../functions/shared/http/request-input.ts';
import { derivedId } from '../../../functions/shared/ids.ts';
import { withInvocation } from '../../../functions/shared/invocation.ts';
import { catalogInMemory, draftOf, idOf, now, variantOf } from '../../support/catalog.ts';

/** A request as a test writes it. */
type Asked = Readonly<Record<string, unknown>>;

/** What staff do with stock, over tables in memory in which a vase (VASE-M, VASE-S) and a print are sold. */
export async function staffAtStock() {
  const shop = catalogInMemory();
  const { store } = shop;
  const clock = { now: () => now };
  const writes = poolWrites('inventory');
  const holds = inventoryWrites('inventory');
  const ports = {
    store,
    clock,
    writes,
    inventory: shop.inventory,
    catalog: shop.catalog.reads,
    quotes: quotesReads('quotes'),
    heldUnits: heldUnits(store, 'inventory'),
    list: stockList(store, 'inventory'),
    cursors: signedCursors(async () => ({ current: 'key', previous: undefined })),
  };
  const inside = <T>(work: () => Promise<T>): Promise<T> =>
    withInvocation(
      {
        correlationId: 'cor_test',
        requestId: 'req_test',
        traceparent: undefined,
        causationId: undefined,
        actor: 'usr_staff',
        deadline: Number.MAX_SAFE_INTEGER,
      },
      work,
    );
  await shop.save(idOf('vase'), draftOf('vase', { variants: [variantOf('VASE-M'), variantOf('VASE-S')] }));
  await shop.save(
    idOf('figure'),
    draftOf('figure', {
      kind: 'print',
      variants: [variantOf('FIGURE')],
      configuration: { material: ['pla'], finish: ['raw'], colour: ['red'] },
    }),
  );
  let orders = 0;
  const change = changeStock(ports);
  const list = listStock(ports);
  return {
    ...shop,
    holds,
    inside,
    read: (sku: string): Promise<StockLevel> => inside(() => readStockLevel(ports)({ params: { sku } } as never)),
    /** A change as the route takes it. In: the If-Match header, if there is one. */
    put: (sku: string, ifMatch: string | undefined, body: Asked): Promise<StockLevel> =>
      inside(async () => {
        const expected = expectation(AdminChangeStock, ifMatch);
        const parsed = AdminChangeStock.body.parse({ reason: 'count', ...body });
        return change({ params: { sku }, body: parsed, ifMatch: expected } as never);
      }),
    list: (query: Asked = {}) =>
      list({
        query: { limit: 20, ...query },
        caller: { userId: 'usr_staff', role: 'staff', permissions: ['inventory:write'] },
      } as never),
    watch: (skus: readonly string[]) => inside(() => watchStock(ports)(skus)),
    /** Lists a pool that was opened without staff, as the seed does. */
    shelve: async (sku: string, units: number) => {
      await shop.open(sku, units);
      await store.write(holds.listPool(sku));
    },
    /** An order holds units of a pool in one bucket. */
    hold: async (sku: string, quantity: number): Promise<string> => {
      orders += 1;
      const orderId = derivedId('ord', [`order ${orders}`]);
      await store.commit(holds.take(orderId, [{ sku, quantity }], now, undefined));
      return orderId;
    },
    giveBack: async (orderId: string): Promise<void> => {
      const [hold] = await store.readTogether([shop.inventory.hold(orderId)]);
      if (hold) await store.commit(holds.giveBack(hold, 'RELEASED', now));
    },
    facts: (sku: string): Fact[] =>
      store.items('inventory').filter(({ pk, sk }) => pk === `POOL#${sku}` && String(sk).startsWith('FACT#')) as never,
  };
}
