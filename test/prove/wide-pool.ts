import { signedIn } from '@printverse/client/program-client.ts';
import { findGoods } from '../../tools/demo/goods.ts';
import { audit } from '../support/audit.ts';
import type { WrappedShop } from '../support/wrapped-shop.ts';
import { buyOne, idOf } from './buy-one.ts';
import { changePool, insistOnPool } from './change-pool.ts';
import { countByStatus, settledBooks, unitsOf } from './settled.ts';

/** The widths that staff give the pool, over and over, while people buy. */
const WIDTHS = [8, 3, 12, 1, 5, 2] as const;

export interface WideResult {
  /** Changes of the width by how they were answered. */
  readonly changes: Readonly<Record<string, number>>;
  /** Answers of the checkout, those included that were asked again with the same key. */
  readonly answers: Readonly<Record<string, number>>;
  readonly orders: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
}

/**
 * `buyers` people order one unit each of something of which there are `units`, all at once, while staff spread it over more
 * and fewer buckets until the last order has ended. Then the pool is one bucket again, and the books are audited.
 */
export async function widePool(
  shop: WrappedShop,
  { buyers, units }: { readonly buyers: number; readonly units: number },
): Promise<WideResult> {
  const { apiUrl, users } = shop.outputs;
  const [buyer, staff] = await Promise.all([signedIn(apiUrl, users.customer), signedIn(apiUrl, users.staff)]);
  const { plentiful } = await findGoods(buyer);
  const { sku } = plentiful;
  const { pooled, taken, brought } = unitsOf(await shop.evidence({}), sku);
  await insistOnPool(staff, sku, { onHand: units });
  await insistOnPool(staff, sku, { buckets: WIDTHS[0] });

  const shopping = { open: true };
  const changes: Record<string, number> = {};
  const keepChanging = async () => {
    for (let turn = 1; shopping.open; turn++) {
      const status = await changePool(staff, sku, { buckets: WIDTHS[turn % WIDTHS.length] ?? 1 });
      changes[status] = (changes[status] ?? 0) + 1;
    }
  };
  const answers = new Map<string, number>();
  const opened = { [sku]: pooled + taken - brought };
  const buying = async () => {
    try {
      const ids = await Promise.all(Array.from({ length: buyers }, () => buyOne(buyer, plentiful, answers).then(idOf)));
      await settledBooks(shop, opened, 600);
      return new Set<unknown>(ids.filter((id) => id !== undefined));
    } finally {
      shopping.open = false;
    }
  };
  const [ids] = await Promise.all([buying(), keepChanging()]);
  await insistOnPool(staff, sku, { buckets: 1 });
  const evidence = await settledBooks(shop, opened, 60);
  const orders = countByStatus(evidence, ids);
  const left = unitsOf(evidence, sku).pooled;
  const sold = orders['COMPLETED'] ?? 0;
  return {
    changes,
    answers: Object.fromEntries(answers),
    orders,
    faults: [
      ...audit(evidence),
      ...(sold + left === units ? [] : [`${sold} sold and ${left} left of ${units}`]),
      ...(left > 0 && sold < Math.min(buyers, units) ? [`${buyers - sold} went without while ${left} were left`] : []),
    ],
  };
}
