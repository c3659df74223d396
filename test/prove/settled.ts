import { until } from '../../local/demo/client.ts';
import type { Evidence, Item } from '../support/audit.ts';
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

/** How many orders ended in which status. */
export const countByStatus = (evidence: Evidence): Record<string, number> =>
  heads(evidence).reduce<Record<string, number>>((counts, head) => {
    const failure = head['failure'] as { code: string } | undefined;
    const status = head['status'] === 'FAILED' ? `FAILED ${failure?.code ?? ''}` : String(head['status']);
    return { ...counts, [status]: (counts[status] ?? 0) + 1 };
  }, {});
