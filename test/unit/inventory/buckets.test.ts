import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogReads } from '../../../functions/catalog/reads.ts';
import { changeStock } from '../../../functions/inventory/adjust-stock.ts';
import type { StockChange } from '../../../functions/inventory/contract.ts';
import { heldUnits } from '../../../functions/inventory/held-units.dynamodb.ts';
import { poolsAtOneMoment } from '../../../functions/inventory/lists.ts';
import { poolWrites } from '../../../functions/inventory/pool-writes.ts';
import { inventoryReads } from '../../../functions/inventory/reads.ts';
import { OutOfStock } from '../../../functions/inventory/reserve-stock.step.ts';
import { inventoryWrites } from '../../../functions/inventory/writes.ts';
import { quotesReads } from '../../../functions/quotes/reads.ts';
import { StoreContention } from '../../../functions/shared/store/store.ts';
import { bucketsOf, type Item } from '../../support/audit.ts';
import { type SimulatedShop, SKU, simulatedShop } from '../../support/simulation/shop.ts';

const RUNS = Number(process.env['BUCKET_RUNS'] ?? 150);

const unitsIn = (items: readonly Item[], name: string) =>
  items.reduce((total, item) => total + Number(item[name] ?? 0), 0);

/** Units in the buckets, in holds by state, and what staff brought: as they lie. */
function books(shop: SimulatedShop) {
  const items = shop.store.items('inventory');
  const buckets = bucketsOf(items, SKU);
  const inState = (state: string) =>
    unitsIn(
      items.filter((item) => item['state'] === state).flatMap((hold) => hold['units'] as Item[]),
      'quantity',
    );
  const brought = unitsIn(
    items.filter(({ pk }) => pk === `POOL#${SKU}`).flatMap((fact) => (fact['postings'] as Item[] | undefined) ?? []),
    'delta',
  );
  return {
    available: unitsIn(buckets, 'available'),
    least: Math.min(...buckets.map((bucket) => Number(bucket['available']))),
    width: buckets.length,
    told: Number(buckets.find(({ pk }) => pk === `POOL#${SKU}#0`)?.['buckets'] ?? 1),
    elsewhere: Number(buckets.find(({ pk }) => pk === `POOL#${SKU}#0`)?.['elsewhere'] ?? 0),
    further: unitsIn(
      buckets.filter(({ pk }) => pk !== `POOL#${SKU}#0`),
      'available',
    ),
    held: inState('HELD'),
    sold: inState('COMMITTED'),
    brought,
  };
}

const change = (shop: SimulatedShop, asked: Partial<StockChange>) => {
  const { store, clock } = shop;
  const apply = changeStock({
    store,
    clock,
    inventory: inventoryReads('inventory'),
    writes: poolWrites('inventory'),
    catalog: catalogReads('catalog'),
    quotes: quotesReads('quotes'),
    heldUnits: heldUnits(store, 'inventory'),
  });
  const request = { params: { sku: SKU }, body: { reason: 'drop', ...asked }, ifMatch: () => {} };
  return shop.aside(() => apply(request as never));
};

/** From here on every single read and every write of the shop waits for its turn; several keys are read one by one, as BatchGetItem may. */
function interleave({ store }: SimulatedShop, scheduler: fc.Scheduler): void {
  const { readTogether, commit, write, query } = store;
  const turn = <T>(work: () => Promise<T>): Promise<T> => scheduler.schedule(Promise.resolve()).then(work);
  store.readTogether = (async (reads: Parameters<typeof readTogether>[0]) => {
    const answers: unknown[] = [];
    for (const { table, keys, parse } of reads) {
      const items: Item[] = [];
      for (const key of keys) {
        const [found] = await turn(() => readTogether([{ table, keys: [key], parse: (one) => one }]));
        items.push(...(found as Item[]));
      }
      answers.push(parse(items));
    }
    return answers;
  }) as typeof readTogether;
  store.commit = (writes, options) => turn(() => commit(writes, options));
  store.write = (one) => turn(() => write(one));
  store.query = (request) => turn(() => query(request));
}

const busy = (error: unknown): 'busy' => {
  if (error instanceof StoreContention) return 'busy';
  throw error;
};

const quantities = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 6 });
const widths = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });

describe('a pool in buckets, whatever the order in which its buyers and its staff are served', () => {
  test('refuses nobody while units are left, in whichever bucket, and sells none twice [INV-03, INV-06]', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 0, max: 8 }),
        quantities,
        widths,
        async (scheduler, stock, wanted, spreads) => {
          const shop = simulatedShop({ stock });
          await shop.open();
          const [first = 1, ...others] = spreads;
          await change(shop, { buckets: first });
          const orders: { quantity: number; id: string }[] = [];
          for (const quantity of wanted) orders.push({ quantity, id: await shop.place({ quantity }) });
          interleave(shop, scheduler);
          const refused: number[] = [];
          const buy = async ({ id, quantity }: { id: string; quantity: number }) =>
            shop.call(id, 'reserve-stock', 'do').catch((error: unknown) => {
              if (!(error instanceof OutOfStock)) return busy(error);
              refused.push(quantity);
            });
          const staff = (async () => {
            for (const buckets of others) await change(shop, { buckets }).catch(busy);
          })();
          await scheduler.waitFor(Promise.all([...orders.map(buy), staff]));
          const { available, held, least, width, told } = books(shop);
          expect(available + held).toBe(stock);
          expect(least).toBeGreaterThanOrEqual(0);
          expect(width).toBe(told);
          // Nothing came back, so what is left now was left when they were refused.
          for (const quantity of refused) expect(available).toBeLessThan(quantity);
        },
      ),
      { numRuns: RUNS },
    );
  });

  const asks = fc.array(
    fc.oneof(
      fc.record({ buckets: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ delta: fc.integer({ min: -4, max: 4 }).filter((delta) => delta !== 0) }),
      fc.record({ onHand: fc.integer({ min: 0, max: 9 }) }),
    ),
    { minLength: 1, maxLength: 5 },
  );

  test('balances: what lies in it, is held and is sold is what it was opened with and what staff brought [INV-02, INV-03, INV-07, INV-09, INV-12]', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 0, max: 8 }),
        quantities,
        asks,
        fc.array(fc.constantFrom('sell', 'release', 'keep'), { minLength: 6, maxLength: 6 }),
        async (scheduler, stock, wanted, changes, ends) => {
          const shop = simulatedShop({ stock });
          await shop.open();
          const orders: string[] = [];
          for (const quantity of wanted) orders.push(await shop.place({ quantity }));
          interleave(shop, scheduler);
          const { commit } = inventoryWrites('inventory');
          const live = async (id: string, index: number) => {
            const bought = await shop.call(id, 'reserve-stock', 'do').catch((error: unknown) => {
              if (error instanceof OutOfStock) return undefined;
              return busy(error) && undefined;
            });
            if (!bought) return;
            const { hold } = await shop.byId(id);
            if (ends[index] === 'sell' && hold) await shop.store.write(commit(hold, shop.clock.now()));
            if (ends[index] === 'release') await shop.call(id, 'reserve-stock', 'undo').catch(busy);
          };
          const staff = (async () => {
            for (const asked of changes) {
              await change(shop, asked).catch((error: { code?: string }) => {
                if (error.code !== 'below-held') busy(error);
              });
            }
          })();
          await scheduler.waitFor(Promise.all([...orders.map(live), staff]));
          const { available, held, sold, brought, least, width, told, elsewhere, further } = books(shop);
          expect(available + held + sold).toBe(stock + brought);
          expect(least).toBeGreaterThanOrEqual(0);
          expect(width).toBe(told);
          // What shoppers read of the other buckets is never too little, so nobody is turned away who could buy.
          expect(elsewhere).toBeGreaterThanOrEqual(further);
        },
      ),
      { numRuns: RUNS },
    );
  });

  test('is seen as it was at one moment, while staff move its units under the look [INV-06]', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 4 }), widths, async (scheduler, stock, spreads) => {
        const shop = simulatedShop({ stock });
        await shop.open();
        const [first = 1, ...others] = spreads;
        await change(shop, { buckets: first });
        interleave(shop, scheduler);
        const look = poolsAtOneMoment({ store: shop.store, inventory: inventoryReads('inventory') }, [SKU]);
        const staff = (async () => {
          for (const buckets of others) await change(shop, { buckets });
        })();
        const [[pool]] = await scheduler.waitFor(Promise.all([look, staff]));
        expect(unitsIn(pool?.buckets as unknown as Item[], 'available')).toBe(stock);
      }),
      { numRuns: RUNS },
    );
  });
});
