import { setTimeout as sleep } from 'node:timers/promises';
import { signedIn } from '@printverse/client/program-client.ts';
import { findGoods } from '../../tools/demo/goods.ts';
import { audit } from '../support/audit.ts';
import type { WrappedShop } from '../support/wrapped-shop.ts';
import { type Meddling, meddleWith } from '../support/wrapping/meddle.ts';
import { buyOne, idOf } from './buy-one.ts';
import { insistOnPool } from './change-pool.ts';
import { sagaErrors } from './saga-history.ts';
import { countByStatus, settledBooks, unitsOf } from './settled.ts';

export interface UnkindResult {
  readonly orders: Readonly<Record<string, number>>;
  /** Answers of the checkout, those that were asked again with the same key included. */
  readonly answers: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
}

/** The books once every order has ended, with what is wrong in them. */
async function ended(
  shop: WrappedShop,
  sku: string,
  units: number,
  ids: readonly (string | undefined)[],
  answers: Map<string, number>,
  seconds: number,
): Promise<UnkindResult> {
  const evidence = await settledBooks(shop, { [sku]: units }, seconds);
  const parked = evidence.orders.filter(
    ({ id, saga }) => ids.includes(String(id)) && (saga as { parked?: boolean } | undefined)?.parked === true,
  );
  const failed = evidence.orders.filter(({ id, status }) => ids.includes(String(id)) && status === 'FAILED');
  const whys = await Promise.all(failed.map(({ id }) => sagaErrors(shop.endpoint, String(id))));
  return {
    orders: countByStatus(evidence, new Set(ids)),
    answers: Object.fromEntries(answers),
    faults: [
      ...audit(evidence),
      ...parked.map(({ id }) => `${String(id)} is parked`),
      ...failed.map(({ id }, nth) => `${String(id)} failed: ${whys[nth]}`),
    ],
  };
}

async function enter(shop: WrappedShop) {
  const { apiUrl, users } = shop.outputs;
  const buyer = await signedIn(apiUrl, users.customer);
  const { plentiful } = await findGoods(buyer);
  const { pooled, taken, brought } = unitsOf(await shop.evidence({}), plentiful.sku);
  return { buyer, goods: plentiful, units: pooled + taken - brought };
}

/**
 * `orders` orders while the gateway refuses every connection for `seconds`. Answers how they ended within a minute after it is
 * back; one that has not ended by then is an error.
 */
export async function silentGateway(
  shop: WrappedShop,
  { orders, seconds }: { readonly orders: number; readonly seconds: number },
): Promise<UnkindResult> {
  const { buyer, goods, units } = await enter(shop);
  meddleWith(shop.wrapping, { gatewayRefuses: true });
  const answers = new Map<string, number>();
  const back = sleep(seconds * 1000).then(() => meddleWith(shop.wrapping, {}));
  const ids = await Promise.all(Array.from({ length: orders }, () => buyOne(buyer, goods, answers).then(idOf)));
  await back;
  return ended(shop, goods.sku, units, ids, answers, 60);
}

/**
 * `kills` workers, of whatever function is at work, killed one after the other, while somebody orders every second for
 * `seconds`. Readers of streams are spared: the local cloud loses what a dead one was reading, which AWS does not.
 */
export async function deadWorkers(
  shop: WrappedShop,
  { kills, seconds }: { readonly kills: number; readonly seconds: number },
): Promise<UnkindResult> {
  const { buyer, goods, units } = await enter(shop);
  const answers = new Map<string, number>();
  const buying: Promise<string | undefined>[] = [];
  for (let second = 0; second < seconds; second++) {
    meddleWith(shop.wrapping, { kills: Math.ceil(((second + 1) * kills) / seconds) } satisfies Meddling);
    buying.push(buyOne(buyer, goods, answers).then(idOf));
    await sleep(1000);
  }
  const ids = await Promise.all(buying);
  meddleWith(shop.wrapping, { kills });
  return ended(shop, goods.sku, units, ids, answers, 180);
}

/** `buyers` people at once, under a cloud that runs only so many functions at a time; they repeat what it refused. */
export async function crowdedCloud(shop: WrappedShop, { buyers }: { readonly buyers: number }): Promise<UnkindResult> {
  const { buyer, goods, units } = await enter(shop);
  const staff = await signedIn(shop.outputs.apiUrl, shop.outputs.users.staff);
  await insistOnPool(staff, goods.sku, { onHand: buyers });
  const answers = new Map<string, number>();
  const ids = await Promise.all(Array.from({ length: buyers }, () => buyOne(buyer, goods, answers).then(idOf)));
  return ended(shop, goods.sku, units, ids, answers, 600);
}
