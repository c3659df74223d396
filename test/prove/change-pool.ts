import { setTimeout as sleep } from 'node:timers/promises';
import type { ShopClient } from '@printverse/client/shop-client.ts';

export type PoolChange = { readonly buckets: number } | { readonly onHand: number };

/** A change as staff make it: on the version that they have just read. Answers the status, that of the reading where it was refused. */
export async function changePool(staff: ShopClient, sku: string, asked: PoolChange): Promise<number> {
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
export async function insistOnPool(staff: ShopClient, sku: string, asked: PoolChange): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const status = await changePool(staff, sku, asked);
    if (status === 200) return;
    if (!BUSY.includes(status)) throw new Error(`The change was answered ${status}`);
    await sleep(PAUSE_MS);
  }
  throw new Error('The shop stays too busy for a change');
}
