import { setTimeout as sleep } from 'node:timers/promises';
import { signedIn } from '@printverse/client/program-client.ts';
import type { ShopClient } from '@printverse/client/shop-client.ts';
import { findGoods } from '../../tools/demo/goods.ts';
import { audit } from '../support/audit.ts';
import type { WrappedShop } from '../support/wrapped-shop.ts';
import { buyOne, idOf } from './buy-one.ts';
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

type Change = { readonly buckets: number } | { readonly onHand: number };

/** A change as staff make it: on the version that they have just read. Answers the status, that of the reading where it was refused. */
async function change(staff: ShopClient, sku: string, asked: Change): Promise<number> {
  const level = await staff.GET('/admin/inventory/{sku}', { params: { path: { sku } } });
  if (!level.data) return level.response.status;
  const { response } = await staff.PUT('/admin/inventory/{sku}', {
    params: { path: { sku }, header: { 'If-Match': `"${level.data.version}"` } },
    body: { ...asked, reason: 'drop' },
  });
  return response.status;
}

/** Too busy: the shop's own answer, and the cloud's while it runs as many functions as it may. */
const BUSY = [429, 503];
const TRIES = 60;
const PAUSE_MS = 500;

/** A change that has to come about: asked again as long as the shop is too busy. */
async function insist(staff: ShopClient, sku: string, asked: Change): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const status = await change(staff, sku, asked);
    if (status === 200) return;
    if (!BUSY.includes(status)) throw new Error(`The change was answered ${status}`);
    await sleep(PAUSE_MS);
  }
  throw new Error('The shop stays too busy for a change');
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
  await insist(staff, sku, { onHand: units });
  await insist(staff, sku, { buckets: WIDTHS[0] });

  const shopping = { open: true };
  const changes: Record<string, number> = {};
  const keepChanging = async () => {
    for (let turn = 1; shopping.open; turn++) {
      const status = await change(staff, sku, { buckets: WIDTHS[turn % WIDTHS.length] ?? 1 });
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
  await insist(staff, sku, { buckets: 1 });
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
