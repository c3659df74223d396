import { presentUser } from '../identity/guards.ts';
import type { IdentityReads } from '../identity/reads.ts';
import type { Request } from '../shared/http/api.ts';
import { assertInStock, type BasketPorts, basketOf, basketReads, priceBasket } from './basket.ts';
import type { PreviewCheckout } from './contract.ts';
import { orderItems } from './order-dto.ts';

/**
 * What the same request would cost as a checkout: items, delivery, tax and total. Changes nothing, and refuses what the checkout
 * would refuse of it. Throws what the contract lists, and `InvalidToken`.
 */
export const previewCheckout =
  (ports: BasketPorts & { readonly identity: IdentityReads }) =>
  async ({ body, caller: { userId } }: Request<typeof PreviewCheckout>) => {
    const [user, ...found] = await ports.store.readTogether([
      ports.identity.user(userId),
      ...basketReads(ports, userId, body.items),
    ]);
    const caller = presentUser(user);
    const basket = await basketOf(ports, userId, body.items, found);
    const at = { user: caller, now: ports.clock.now() };
    const { lines, ...totals } = priceBasket(basket, body.shippingAddress.country, ports.tables, at);
    await assertInStock(ports, basket, { lines });
    return { items: orderItems(lines), ...totals };
  };
