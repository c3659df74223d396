import { itemIdOf } from '../../../functions/cart/cart.ts';
import { cartWrites } from '../../../functions/cart/writes.ts';
import { withInvocation } from '../../../functions/shared/invocation.ts';
import { money } from '../../../functions/shared/money.ts';
import type { Item } from '../../../functions/shared/store/store.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';

/** What the context stores, an item of every kind. */
export async function writtenToday(): Promise<Readonly<Record<string, Item | undefined>>> {
  const store = memoryStore();
  const now = new Date('2026-11-20T10:00:00Z');
  const vase = {
    productId: 'prd_01JD0000000000000000000000',
    sku: 'VASE-M',
    name: 'Twist vase, Medium',
    unitPrice: money(2_000, 'EUR'),
  };
  const [updatedAt, expiresAt] = [now.toISOString(), now.toISOString()];
  const cart = { id: 'crt_01JD0000000000000000000000', lines: [], updatedAt, expiresAt, version: 0 };
  const lines = [{ ...vase, itemId: itemIdOf(vase), quantity: 2 }];
  const invocation = {
    correlationId: 'cor_test',
    requestId: 'req_test',
    traceparent: undefined,
    causationId: undefined,
    actor: 'anonymous',
    deadline: Number.MAX_SAFE_INTEGER,
  };
  await withInvocation(invocation, () => store.commit(cartWrites('cart').change(cart, lines, 'user', now)));
  return { storedCart: store.items('cart').find(({ sk }) => sk === 'META') };
}
