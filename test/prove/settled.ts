import { until } from '../../tools/demo/client.ts';
import { bucketsOf, type Evidence, type Item } from '../support/audit.ts';
import type { WrappedShop } from '../support/wrapped-shop.ts';

const heads = ({ orders }: Evidence): Item[] =>
  orders.filter((item) => item['sk'] === 'META' && String(item['pk']).startsWith('ORDER#'));

/** Waits until every saga has ended or is parked, and answers the books of that moment. */
export function settledBooks(
  shop: WrappedShop,
  opened: Readonly<Record<string, number>>,
  seconds: number,
): Promise<Evidence> {
  return until(
    'every saga to end',
    async () => {
      const evidence = await shop.evidence(opened);
      const moving = heads(evidence).filter((head) => {
        const saga = head['saga'] as { done: boolean; parked: boolean };
        return !saga.done && !saga.parked;
      });
      return moving.length === 0 ? evidence : undefined;
    },
    seconds,
  );
}

/** Units of a SKU that the books have to account for: what lies in the pool, what is held or sold, what staff brought in or took away. */
export function unitsOf({ inventory }: Evidence, sku: string) {
  const pooled = bucketsOf(inventory, sku).reduce((total, bucket) => total + Number(bucket['available']), 0);
  const taken = inventory
    .filter((item) => item['state'] === 'HELD' || item['state'] === 'COMMITTED')
    .flatMap((hold) => hold['units'] as Item[])
    .filter((unit) => unit['sku'] === sku)
    .reduce((total, unit) => total + Number(unit['quantity']), 0);
  const brought = inventory
    .filter((item) => item['pk'] === `POOL#${sku}`)
    .flatMap((fact) => (fact['postings'] as Item[] | undefined) ?? [])
    .reduce((total, posting) => total + Number(posting['delta']), 0);
  return { pooled, taken, brought };
}

/** How many of these orders ended in which status. */
export const countByStatus = (evidence: Evidence, ids: ReadonlySet<unknown>): Record<string, number> =>
  heads(evidence)
    .filter((head) => ids.has(head['id']))
    .reduce<Record<string, number>>((counts, head) => {
      const failure = head['failure'] as { code: string } | undefined;
      const status = head['status'] === 'FAILED' ? `FAILED ${failure?.code ?? ''}` : String(head['status']);
      return { ...counts, [status]: (counts[status] ?? 0) + 1 };
    }, {});
