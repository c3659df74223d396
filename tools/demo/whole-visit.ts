import { randomBytes } from 'node:crypto';
import { answered, newIntent, type ShopClient, shopClient } from '@printverse/client/shop-client.ts';
import { until } from './client.ts';
import { expect } from './expect.ts';
import { newCustomer } from './new-customer.ts';
import type { Outcome } from './scenarios.ts';
import { berlin, type Shopper } from './shopper.ts';

/** What is searched for, with two letters missing, and what it means. */
const TYPED = 'contour coastrs';
const MEANT = 'contour coasters';

/** The price that staff make of another, in minor units. */
const reduced = (amount: number): number => Math.round(amount * 0.8);

const pageOf = (shop: ShopClient, productId: string) =>
  answered(shop.GET('/products/{productId}', { params: { path: { productId } } }));

/** Changes what the product costs and answers what it cost before. Throws `Refused`, also when somebody else was faster. */
async function reprice(staff: ShopClient, productId: string, price: (amount: number) => number): Promise<number> {
  const path = { productId };
  const { variants, version } = await answered(staff.GET('/admin/products/{productId}', { params: { path } }));
  await answered(
    staff.PATCH('/admin/products/{productId}', {
      params: { path, header: { 'If-Match': `"${version}"` } },
      body: {
        variants: variants.map((variant) => ({
          ...variant,
          price: { ...variant.price, amount: price(variant.price.amount) },
        })),
      },
    }),
  );
  return variants[0]?.price.amount ?? Number.NaN;
}

/**
 * Somebody finds a thing in spite of a typing error, takes it along as a guest, becomes a customer, orders
 * and reviews it; then staff reduce its price.
 */
export async function wholeVisit({ outputs, staff }: Shopper): Promise<Outcome> {
  const guest = shopClient({ apiUrl: outputs.apiUrl });
  const found = await answered(guest.GET('/products', { params: { query: { search: TYPED } } }));
  expect(found.suggestion === MEANT, `${TYPED} was searched as ${found.suggestion ?? 'typed'}`);
  const [card] = found.items;
  if (!card) throw new Error(`Nothing is found by ${TYPED}`);
  const productId = card.id;
  const { product } = await pageOf(guest, productId);
  const [variant] = product.variants;
  if (!variant) throw new Error(`${productId} has no variant`);
  const { sku, price } = variant;

  const guestId = randomBytes(16).toString('base64url');
  const item = { productId, sku, quantity: 1 };
  await answered(guest.POST('/guest/cart/{guestId}/items', { params: { path: { guestId } }, body: item }));
  const { shop } = await newCustomer(outputs, 'visitor', 'Curious Visitor');
  const cart = await answered(shop.POST('/cart/transfer', { body: { guestId } }));
  expect(cart.items.length === 1 && cart.items[0]?.sku === sku, 'the cart did not come along');
  const address = { shippingAddress: berlin };
  const told = await answered(shop.POST('/checkout/preview', { body: address }));
  const { order } = await answered(
    shop.POST('/checkout', {
      params: { header: newIntent() },
      body: { ...address, payment: { provider: 'sandbox', token: 'tok_visa' }, expectedTotal: told.total },
    }),
  );
  const ordered = async () => answered(shop.GET('/orders/{orderId}', { params: { path: { orderId: order.id } } }));
  await until(`order ${order.id} to be COMPLETED`, async () =>
    (await ordered()).status === 'COMPLETED' ? true : undefined,
  );

  const draft = { productId, rating: 5, title: 'Flat and heavy', text: 'No ring on the table since.' };
  const { id: reviewId } = await answered(shop.POST('/reviews', { body: draft }));
  await until(`review ${reviewId} to be verified`, async () => {
    const review = await answered(shop.GET('/reviews/{reviewId}', { params: { path: { reviewId } } }));
    return review.verifiedPurchase || undefined;
  });

  const before = await reprice(staff, productId, reduced);
  try {
    const { product: now } = await pageOf(shop, productId);
    const lowest = now.variants[0]?.lowestPrice30d?.amount;
    expect(now.variants[0]?.price.amount === reduced(before), 'the page has another price');
    expect(lowest !== undefined && lowest <= before, 'the page does not tell the lowest price of the 30 days before');
    const { prices } = await answered(staff.GET('/admin/products/{productId}', { params: { path: { productId } } }));
    const history = prices.filter((entry) => entry.sku === sku).map((entry) => entry.price.amount);
    expect(history.slice(-2).join() === [before, reduced(before)].join(), `the history is ${history.join()}`);
    const line = (await ordered()).items[0];
    expect(line?.unitPrice.amount === price.amount, 'the order has another price');
    return {
      says: `found as "${MEANT}", ordered at ${price.amount}, reviewed as a verified buyer; reduced to ${reduced(before)} with ${lowest} as lowest price beside it, the order keeps its own`,
      orderId: order.id,
    };
  } finally {
    // The next visitor finds the shop as this one did.
    await reprice(staff, productId, () => before);
  }
}
