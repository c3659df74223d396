import { answered } from '@printverse/client/shop-client.ts';
import { describe, expect, test } from 'vitest';
import { seedProductId } from '../../../local/seed/products.ts';
import { sendAsWritten, until } from '../../../tools/demo/client.ts';
import { reviewStorm } from '../../prove/review-storm.ts';
import { apiUrl, endpoint, newCustomer, orderBody, outputs, productOf, staff, vase } from '../orders/buying.ts';

const asStaff = async (method: string, path: string, options: object = {}) =>
  sendAsWritten(apiUrl, method, path, { token: (await staff).accessToken(), ...options });
const anybody = (path: string) => sendAsWritten(apiUrl, 'GET', path);

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

describe('many reviews of one product', { timeout: 120_000 }, () => {
  test('at once are all kept, with an exact average; hidden and withdrawn ones leave it again [REV-04, REV-05]', async () => {
    const productId = seedProductId('site-model');
    const ratingIs = (count: number) =>
      until(`the card to count ${count}`, async () => {
        const { body } = await anybody(`/products/${productId}`);
        return body.rating.count === count ? body.rating : undefined;
      });
    const grace = await newCustomer();
    const own = await grace.ask('POST', '/reviews', { body: { productId, rating: 5, text: 'Mine.' } });
    await grace.ask('DELETE', `/reviews/${own.body.id}`);
    const storm = await reviewStorm({ endpoint, outputs }, { people: 12, productId });
    expect(storm.faults).toEqual([]);
    const { items } = (await anybody(`/reviews/product/${productId}`)).body;
    const [newest] = items;
    const read = await asStaff('GET', `/admin/reviews/${newest.id}`);
    const hidden = await asStaff('PATCH', `/admin/reviews/${newest.id}`, {
      body: { status: 'HIDDEN', reason: 'spam', note: 'An advertisement' },
      headers: { 'if-match': read.headers.get('etag') },
    });
    expect(hidden).toMatchObject({ status: 200, body: { status: 'HIDDEN', decision: { reason: 'spam' } } });
    await ratingIs(11);
    const listed = async (status: string) => (await asStaff('GET', `/admin/reviews?status=${status}`)).body.items;
    await expect.poll(() => listed('HIDDEN')).toMatchObject([{ id: newest.id }]);
    const shown = '/admin/reviews?status=SHOWN&limit=1';
    const first = (await asStaff('GET', shown)).body;
    const second = (await asStaff('GET', `${shown}&cursor=${first.nextCursor}`)).body;
    expect(second.items).toHaveLength(1);
    expect(second.items[0].id).not.toBe(first.items[0].id);
    expect((await anybody(`/reviews/product/${productId}`)).body.items).toHaveLength(11);
  });
});

describe('an author', { timeout: 60_000 }, () => {
  test('who has bought it is verified, changes what was read, and withdraws it [REV-03, REV-05, BFF-09]', async () => {
    const grace = await newCustomer();
    const body = { rating: 4, text: 'Holds water.' };
    const posted = await grace.ask('POST', '/reviews', { body: { ...body, productId: vase.productId } });
    expect(posted).toMatchObject({ status: 201, body: { verifiedPurchase: false, version: 1 } });
    const path = `/reviews/${posted.body.id}`;
    const { order } = await grace.buy(orderBody());
    await grace.ends(order.id);
    const verified = await until('the purchase to be noted', async () => {
      const answer = await grace.ask('GET', path);
      return answer.body.verifiedPurchase ? answer : undefined;
    });
    const etag = verified.headers.get('etag') ?? '';
    const change = { body: { ...body, rating: 2 }, headers: { 'if-match': etag } };
    expect((await grace.ask('PUT', path, change)).status).toBe(200);
    expect((await grace.ask('PUT', path, change)).status).toBe(412);
    const written = (await anybody(`/reviews/user/${grace.id}`)).body.items;
    expect(written).toMatchObject([{ id: posted.body.id, rating: 2, verifiedPurchase: true }]);
    expect((await grace.ask('DELETE', path)).status).toBe(204);
    expect((await grace.ask('GET', path)).status).toBe(404);
    expect((await anybody(`/reviews/user/${grace.id}`)).body.items).toEqual([]);
  });
});
