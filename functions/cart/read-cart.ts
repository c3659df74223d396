import type { Visitor } from './cart.ts';
import type { CartDto } from './contract.ts';
import { type CartPorts, openCart } from './open-cart.ts';
import { cartDto, goodsOf } from './view-cart.ts';

/** Somebody's cart with prices and stock of now, in two requests to the store. In: whose. Throws `InvalidToken`. */
export const readCart =
  (ports: CartPorts) =>
  async ({ owner, language }: Visitor): Promise<CartDto> => {
    const cart = await openCart(ports, owner);
    return cartDto(cart, await goodsOf(ports, owner, cart.lines), ports.currency, language);
  };
