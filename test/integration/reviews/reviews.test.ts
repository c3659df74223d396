import { answered } from '@printverse/client/shop-client.ts';
import { expect, test } from 'vitest';
import { newCustomer, productOf } from '../orders/buying.ts';

test('reviews of a product are shown a page at a time, newest first, each of them once [REV-01, REV-02]', async () => {
  const { productId } = productOf('herb-trough');
  const posted: string[] = [];
  for (const { ask } of await Promise.all([newCustomer(), newCustomer(), newCustomer()])) {
    const answer = await ask('POST', '/reviews', { body: { productId, rating: 5, text: 'The basil lives.' } });
    expect(answer.status).toBe(201);
    posted.unshift(answer.body.id);
  }
  const { shop } = await newCustomer();
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: 2, ...(cursor === undefined ? {} : { cursor }) };
    const page = await answered(shop.GET('/reviews/product/{productId}', { params: { path: { productId }, query } }));
    pages.push(page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(pages).toEqual([posted.slice(0, 2), posted.slice(2)]);
});
