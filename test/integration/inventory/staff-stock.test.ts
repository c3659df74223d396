import { answered } from '@printverse/client/shop-client.ts';
import { expect, test } from 'vitest';
import { stages } from '../../../lib/config.ts';
import { sendAsWritten, until } from '../../../tools/demo/client.ts';
import { apiUrl, asStaff, factsIn, mailsTo, newCustomer, orderBody, productOf, staff } from '../orders/buying.ts';

const goods = productOf('shell-vase');
const path = { sku: goods.sku };

const level = async () => answered((await staff).GET('/admin/inventory/{sku}', { params: { path } }));

/** A change on the version that was read just now. */
async function change(body: { delta: number } | { onHand: number } | { buckets: number } | { lowAt: number }) {
  const { version } = await level();
  const header = { 'If-Match': `"${version}"` };
  const asked = { ...body, reason: 'count' as const };
  return answered((await staff).PUT('/admin/inventory/{sku}', { params: { path, header }, body: asked }));
}

test('staff count, spread and narrow the stock of a SKU, find it in the list, and are told when it runs low [INV-01, INV-02, CAT-02]', async () => {
  const grace = await newCustomer();
  const token = (await staff).accessToken();
  const put = (ifMatch: Record<string, string>, body: object) =>
    sendAsWritten<{ code?: string }>(apiUrl, 'PUT', `/admin/inventory/${goods.sku}`, { token, headers: ifMatch, body });

  const { version } = await change({ onHand: 9 });
  expect((await put({}, { delta: 1, reason: 'count' })).status).toBe(428);
  expect((await put({ 'if-match': `"${version - 1}"` }, { delta: 1, reason: 'count' })).status).toBe(412);
  const below = await put({ 'if-match': `"${version}"` }, { delta: -10, reason: 'loss' });
  expect([below.status, below.body.code]).toEqual([409, 'below-held']);
  expect((await asStaff('GET', '/admin/inventory/NOBODY-SELLS-THIS')).status).toBe(404);

  // Three buckets of three: an order of four takes from two of them.
  expect(await change({ buckets: 3 })).toMatchObject({ available: 9, buckets: 3 });
  const { order } = await grace.buy(orderBody('tok_visa', { items: [{ ...goods, quantity: 4 }] }));
  await grace.reaches(order.id, 'COMPLETED');
  expect(await change({ buckets: 1 })).toMatchObject({ available: 5, onHand: 5, held: 0, buckets: 1 });

  const mails = async () =>
    (await mailsTo(stages.local.staffMail)).filter(({ Subject }) => Subject === `Low stock: ${goods.sku}`);
  const before = (await mails()).length;
  await change({ lowAt: 2 });
  await change({ delta: -3 });
  await until('staff to be told', async () => ((await mails()).length > before ? true : undefined));
  await change({ delta: -1 });
  const crossings = (await factsIn('inventory', `POOL#${goods.sku}`)).filter(({ type }) => type === 'inventory.low');
  expect(crossings.at(-1)).toMatchObject({ event: { data: { sku: goods.sku, lowAt: 2 } } });

  const seen: string[] = [];
  let cursor: string | null | undefined;
  do {
    const query = { limit: 1, query: goods.sku, low: 'true' as const, ...(cursor ? { cursor } : {}) };
    const page = await answered((await staff).GET('/admin/inventory', { params: { query } }));
    seen.push(...page.items.map(({ sku }) => sku));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toContain(goods.sku);

  await change({ onHand: 0 });
  await until('its card to say so', async () => {
    const shown = await answered(
      grace.shop.GET('/products/{productId}', { params: { path: { productId: goods.productId } } }),
    );
    return shown.availability === 'sold-out' ? true : undefined;
  });
});
