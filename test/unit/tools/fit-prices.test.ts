import { expect, test } from 'vitest';
import { firstHead, type OrderDetails } from '../../../functions/orders/order.ts';
import { headKey } from '../../../functions/orders/order-keys.ts';
import { createdFact } from '../../../functions/orders/placing.ts';
import { storedHead } from '../../../functions/orders/reads.ts';
import { ordersWrites } from '../../../functions/orders/writes.ts';
import { quoteKey, storedQuote } from '../../../functions/quotes/quote-keys.ts';
import { derivedId } from '../../../functions/shared/ids.ts';
import { asOperator } from '../../../local/as-operator.ts';
import { seedPriceRules } from '../../../local/seed-price-rules.ts';
import { report } from '../../../tools/fit-prices.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';
import { order, quoteOf } from '../notifications/letters.ts';

const now = new Date();

/** A shop in which so many prints of 12 g a piece and 3 hours took what is said. */
async function shopWith(jobs: number, actuals: { readonly grams: number; readonly minutes: number }) {
  const store = memoryStore();
  await seedPriceRules(store, 'quotes');
  for (let job = 0; job < jobs; job++) {
    const quote = quoteOf(derivedId('quo', [String(job)]), order.customer.id, now);
    await store.write({ kind: 'put', table: 'quotes', item: storedQuote.encode(quote, quoteKey(quote.id)) });
    const [line] = order.lines;
    if (!line) throw new Error('An order has a line');
    const { name, unitPrice, lineTotal, taxRate } = line;
    const print = {
      lineId: '1',
      kind: 'print',
      quoteId: quote.id,
      name,
      quantity: 1,
      unitPrice,
      lineTotal,
      taxRate,
    } as const;
    const id = derivedId('ord', [String(job)]);
    const details: OrderDetails = {
      ...order,
      id,
      orderNumber: `ORD-20261129-${id.slice(-5)}`,
      lines: [print],
      createdAt: now.toISOString(),
    };
    const refused = { taken: () => new Error('taken'), numberTaken: () => new Error('number taken') };
    await asOperator(() =>
      store.commit(
        ordersWrites('orders').place({ head: firstHead(details), details }, createdFact(details), now, refused),
      ),
    );
    const head = { ...firstHead(details), production: { since: now.toISOString(), actuals } };
    await store.write({ kind: 'put', table: 'orders', item: storedHead.encode(head, headKey(id)) });
  }
  return report(store, 'orders', 'quotes');
}

test('prints what ten jobs say of machine and material beside the rule, with the error before and after [QUO-02]', async () => {
  // Three pieces of 12 g, 5 % waste and 5 % failures: 39.8 g are expected, and 189.5 minutes.
  const lines = await shopWith(10, { grams: 39.8 * 1.1, minutes: 189.47 * 1.5 });
  expect(lines[0]).toMatch(/^10 finished jobs to fit version 1 by; 0 were left out/);
  expect(lines).toContainEqual(
    'Material pla: 10 jobs, mean error 9.1 % by the rule, 0.0 % fitted without the job judged.',
  );
  expect(lines).toContainEqual(
    'Machine fdm-250: 10 jobs, mean error 33.3 % by the rule, 0.0 % fitted without the job judged.',
  );
  expect(lines.join('\n')).toMatch(/layerSeconds +rule +3\.7 +fitted +5\.55/);
});

test('says in one sentence that there are too few [QUO-02]', async () => {
  const lines = await shopWith(2, { grams: 40, minutes: 190 });
  expect(lines).toContainEqual('Machine fdm-250: 2 jobs are too few to fit by, 10 are needed.');
});
