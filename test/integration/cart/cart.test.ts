import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { CartDto } from '../../../functions/cart/contract.ts';
import { sendAsWritten } from '../../../tools/demo/client.ts';
import { apiUrl, newCustomer, productOf, vase } from '../orders/buying.ts';

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
