import { announced, recordFact } from '../shared/events/facts.ts';
import { replaceItem } from '../shared/store/optimistic.ts';
import type { Write } from '../shared/store/store.ts';
import { type Cart, type CartLine, expiryOf, type Owner, quantityOf } from './cart.ts';
import { CartItemAdded } from './contract.ts';
import { cartKey, cartPartition, storedCart } from './reads.ts';

const seconds = (at: string): number => Math.floor(Date.parse(at) / 1000);

/** The cart has it back already, or there is nobody to give it to. */
export class NothingToGiveBack extends Error {
  override name = 'NothingToGiveBack';
}

/** The writes that change a cart. All of them throw `Stale` when it is no longer as it was read. */
export const cartWrites = (table: string) => {
  const replace = (before: Cart, lines: readonly CartLine[], kind: Owner['kind'], now: Date): Write => {
    const cart: Cart = {
      id: before.id,
      lines,
      updatedAt: now.toISOString(),
      expiresAt: expiryOf(kind, now).toISOString(),
      version: before.version + 1,
    };
    const item = storedCart.encode(cart, { ...cartKey(cart.id), ttl: seconds(cart.expiresAt) });
    return replaceItem({ table, item }, before.version > 0 ? before : undefined);
  };
  /** What there is more of than before, each as a fact that goes when the cart does. */
  const growth = (before: Cart, lines: readonly CartLine[], kind: Owner['kind'], now: Date): Write[] =>
    lines.flatMap((line) => {
      // The event names a product: a quote is its customer's alone.
      if ('quoteId' in line) return [];
      const { itemId, productId, sku } = line;
      const quantity = line.quantity - quantityOf(before.lines, line);
      if (quantity <= 0) return [];
      const key = `added#${before.version + 1}#${itemId}`;
      return recordFact({
        table,
        partition: cartPartition(before.id),
        subject: before.id,
        sequence: before.version + 1,
        now,
        draft: announced(CartItemAdded, { productId, sku, quantity }, { key }),
        expiresAt: expiryOf(kind, now),
      });
    });
  return {
    /** Other lines in the place of those that were read: moved, ordered, or given back. */
    replace,

    /** Other lines in the place of those that were read, and a fact for each thing that somebody put in. */
    change: (before: Cart, lines: readonly CartLine[], kind: Owner['kind'], now: Date): Write[] => [
      replace(before, lines, kind, now),
      ...growth(before, lines, kind, now),
    ],

    /** What an order took, back in its customer's cart, once. Throws `NothingToGiveBack` the second time. */
    giveBack: (before: Cart, lines: readonly CartLine[], orderId: string, now: Date): Write[] => [
      replace(before, lines, 'user', now),
      recordFact({
        table,
        partition: cartPartition(before.id),
        subject: before.id,
        sequence: before.version + 1,
        now,
        draft: { key: `given-back#${orderId}`, type: 'cart.given-back', details: { orderId } },
        repeated: () => new NothingToGiveBack(),
      }),
    ],
  };
};
export type CartWrites = ReturnType<typeof cartWrites>;
