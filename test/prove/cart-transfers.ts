import { randomBytes } from 'node:crypto';
import type { Cart } from '@printverse/client/api.d.ts';
import { answered, type ShopClient, shopClient } from '@printverse/client/shop-client.ts';
import { findGoods } from '../../tools/demo/goods.ts';

export interface TransferResult {
  /** How often each answer was given. */
  readonly answers: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
}

/** One guest's cart is moved into a customer's, whose nobody else changes, by as many requests at once as `times` says. */
export async function cartTransfers(customer: ShopClient, apiUrl: string, times: number): Promise<TransferResult> {
  const guest = shopClient({ apiUrl });
  const { plentiful } = await findGoods(guest);
  const guestId = randomBytes(16).toString('base64url');
  const path = { guestId };
  const unitsIn = ({ items }: Cart) => items.find(({ sku }) => sku === plentiful.sku)?.quantity ?? 0;
  const before = await answered(customer.GET('/cart'));
  await answered(guest.POST('/guest/cart/{guestId}/items', { params: { path }, body: { ...plentiful, quantity: 2 } }));
  const transfers = await Promise.all(
    Array.from({ length: times }, () => customer.POST('/cart/transfer', { body: { guestId } })),
  );
  const answers: Record<string, number> = {};
  for (const { error, response } of transfers) {
    const answer = error && 'code' in error ? `${response.status} ${error.code}` : String(response.status);
    answers[answer] = (answers[answer] ?? 0) + 1;
  }
  const after = await answered(customer.GET('/cart'));
  const left = await answered(guest.GET('/guest/cart/{guestId}', { params: { path } }));
  return {
    answers,
    faults: [
      ...(unitsIn(after) === unitsIn(before) + 2 ? [] : [`2 units became ${unitsIn(after) - unitsIn(before)}`]),
      ...(after.version === before.version + 1 ? [] : [`the cart changed ${after.version - before.version} times`]),
      ...(left.items.length === 0 ? [] : ['the guest has something left']),
      // Too many at once may be told so; they try again, and nothing is moved twice.
      ...Object.keys(answers).filter((answer) => answer !== '200' && !answer.startsWith('503 ')),
    ],
  };
}
