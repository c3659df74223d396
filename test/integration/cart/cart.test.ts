import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { CartDto } from '../../../functions/cart/contract.ts';
import { sendAsWritten, until } from '../../../tools/demo/client.ts';
import { cartTransfers } from '../../prove/cart-transfers.ts';
import { apiUrl, berlin, newCustomer, nowhere, productOf, vase } from '../orders/buying.ts';

const trough = productOf('herb-trough');
const quantitiesIn = (body: unknown) => CartDto.parse(body).items.map(({ sku, quantity }) => [sku, quantity]);

/** A guest's cart that nobody else in the run has. */
function newGuest() {
  const guestId = randomBytes(16).toString('base64url');
  const ask = (method: string, path = '', body?: unknown) =>
    sendAsWritten(apiUrl, method, `/guest/cart/${guestId}${path}`, { body });
  return { guestId, ask };
}

test('a customer fills, changes and reads a cart, and so does a guest [CRT-01, CRT-02, CRT-03, CRT-04, CRT-05]', async () => {
  const { ask } = await newCustomer();
  const guest = newGuest();
  for (const one of [
    (method: string, path: string, body?: unknown) => ask(method, `/cart${path}`, { body }),
    guest.ask,
  ]) {
    await one('POST', '/items', vase);
    const { body } = await one('POST', '/items', { ...trough, quantity: 2 });
    const itemId = String(body.items[0].itemId);
    await one('PUT', `/items/${itemId}`, { quantity: 3 });
    const removed = await one('DELETE', `/items/${trough.productId}`);
    expect(quantitiesIn(removed.body)).toEqual([[vase.sku, 3]]);
    const read = await one('GET', '');
    expect(read.body).toEqual(removed.body);
    expect(read.headers.get('etag')).toMatch(/^".+"$/);
  }
});

test('a guest’s cart that many requests move at once is moved once [CRT-06, K17]', async () => {
  const { shop } = await newCustomer();
  expect((await cartTransfers(shop, apiUrl, 12)).faults).toEqual([]);
});

test('what a page kept by itself comes into the cart once [CRT-07]', async () => {
  const { ask } = await newCustomer();
  const merge = () => ask('POST', '/cart/transfer', { body: { items: [vase, { ...trough, quantity: 2 }] } });
  const [once, twice] = [await merge(), await merge()];
  expect(quantitiesIn(once.body)).toEqual([
    [vase.sku, 1],
    [trough.sku, 2],
  ]);
  expect(twice.body).toEqual(once.body);
});

test('a checkout without items buys the cart at the total of the preview; of an order that fails it is given back [ORD-01, CRT-10]', async () => {
  const grace = await newCustomer();
  const payment = { provider: 'sandbox', token: 'tok_visa' };
  const cart = () => grace.ask('GET', '/cart').then(({ body }) => quantitiesIn(body));
  await grace.ask('POST', '/cart/items', { body: { ...vase, quantity: 2 } });
  const told = await grace.ask('POST', '/checkout/preview', { body: { shippingAddress: berlin } });
  const { order } = await grace.buy({ shippingAddress: berlin, payment, expectedTotal: told.body.total });
  expect(order).toMatchObject({ total: told.body.total, items: [{ sku: vase.sku, quantity: 2 }] });
  expect(await cart()).toEqual([]);
  await grace.reaches(order.id, 'COMPLETED');
  expect(await cart()).toEqual([]);

  await grace.ask('POST', '/cart/items', { body: vase });
  const { order: lost } = await grace.buy({ shippingAddress: nowhere, payment });
  await grace.ask('POST', '/cart/items', { body: { ...trough, quantity: 1 } });
  await grace.reaches(lost.id, 'FAILED');
  const back = await until('the cart to be given back', async () => {
    const lines = await cart();
    return lines.length === 2 ? lines : undefined;
  });
  expect(back).toEqual([
    [trough.sku, 1],
    [vase.sku, 1],
  ]);
});
