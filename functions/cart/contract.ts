/**
 * Carts: what customers and guests mean to buy, until they order it.
 *
 * Consumes `order.failed`: what was ordered out of a cart goes back into it.
 * Emits `cart.item-added`; it names what was put into a cart, and nobody.
 */
import * as z from 'zod';
import { ChosenPrint, PrintChoice } from '../catalog/contract.ts';
import { Availability, Sku } from '../inventory/contract.ts';
import { defineEvent } from '../shared/events/event.ts';
import { type Carried, customer, defineRoute, everyone, type Method, problem } from '../shared/http/route.ts';
import { idSchema } from '../shared/ids.ts';
import { Money } from '../shared/money.ts';

/** So many lines a cart and an order have at most. */
export const MAX_LINES = 50;
/** So many of one thing. */
export const MAX_QUANTITY = 99;
/** So many of the lines may be quotes: each takes three writes of the transaction that places the order, which has at most 100. */
export const MAX_QUOTES = 20;

/** 22 characters of base64url carry 132 bits, 32 of hexadecimal 128: nobody finds the cart of another guest by guessing. */
const GuestId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{22,64}$/, '22 to 64 letters, digits, hyphens and underscores')
  .meta({
    description:
      'Made by the client of at least 128 random bits, in base64url or hexadecimal. Whoever knows it sees the cart, and changes it.',
    examples: ['q3Zt0m8ZkW1v5yJxR7bNcA'],
  });

const quantity = z
  .int()
  .min(1)
  .max(MAX_QUANTITY)
  .meta({ examples: [2] });

const CartItem = z
  .object({
    itemId: idSchema('itm'),
    productId: idSchema('prd').optional().meta({ description: 'Absent where a quote is bought' }),
    sku: Sku.optional(),
    quoteId: idSchema('quo').optional().meta({ description: 'A print of a model, as it was quoted' }),
    config: ChosenPrint.optional().meta({ description: 'What was chosen of a catalog print' }),
    name: z.string().meta({ examples: ['Twist vase, medium'] }),
    quantity,
    unitPrice: Money.meta({ description: 'As it is now; of what is gone, as it was' }),
    lineTotal: Money.meta({ description: 'Zero for what is gone' }),
    availability: Availability,
    gone: z
      .literal(true)
      .optional()
      .meta({ description: 'Not sold any more, or no offer any more; a checkout of the cart is refused' }),
    priceChanged: z
      .object({ from: Money })
      .optional()
      .meta({ description: 'The price was another one when the line was last changed' }),
  })
  .meta({ id: 'CartItem' });

export const CartDto = z
  .object({
    id: idSchema('crt'),
    items: z.array(CartItem),
    subtotal: Money,
    currency: z.string().meta({ description: 'ISO 4217', examples: ['EUR'] }),
    version: z.int().min(0).meta({ description: 'Counts the changes of the cart; 0 before the first' }),
  })
  .meta({ id: 'Cart' });
export type CartDto = z.infer<typeof CartDto>;

const wantedProduct = z.strictObject({
  productId: idSchema('prd'),
  sku: Sku.optional(),
  quantity,
  config: PrintChoice.optional().meta({ description: 'Needed for a print of the catalog, and for nothing else' }),
});

/** Something to be bought: a product in some quantity, or a quote, which is bought as it was made. */
export const BuyableItem = wantedProduct
  .partial({ productId: true, quantity: true })
  .extend({
    quoteId: idSchema('quo').optional().meta({ description: 'One of my quotes that is READY, and nothing beside it' }),
  })
  .refine(
    ({ quoteId, productId, quantity: pieces, sku, config }) =>
      quoteId === undefined
        ? productId !== undefined && pieces !== undefined
        : [productId, pieces, sku, config].every((other) => other === undefined),
    { message: 'either productId with quantity, or quoteId alone' },
  )
  .meta({ examples: [{ productId: 'prd_01KAK0V5T2M3N4P5Q6R7S8T9VW', quantity: 2 }] });
export type BuyableItem = z.infer<typeof BuyableItem>;

/** Whether no quote is named twice, nor too many of them. */
export function eachQuoteOnce(items: readonly Pick<BuyableItem, 'quoteId'>[]): boolean {
  const ids = items.flatMap(({ quoteId }) => quoteId ?? []);
  return ids.length <= MAX_QUOTES && new Set(ids).size === ids.length;
}

/** One of the two: the cart of the guest that the customer was, or the lines that the page kept by itself. */
const transferred = z
  .strictObject({ guestId: GuestId.optional(), items: z.array(wantedProduct).min(1).max(MAX_LINES).optional() })
  .refine(({ guestId, items }) => (guestId === undefined) !== (items === undefined), {
    message: 'Send either guestId or items',
  })
  .meta({ examples: [{ guestId: 'q3Zt0m8ZkW1v5yJxR7bNcA' }] });
const changedItem = z.strictObject({ quantity });

/** A line by its own id; by its product's, as long as the cart has one line of that. */
const LineId = z
  .string()
  .regex(/^(itm|prd)_[0-9A-HJKMNP-TV-Z]{26}$/)
  .meta({
    description: 'Of the line, or of its product where the cart has one line of that',
    examples: ['itm_01KAK0V5T2M3N4P5Q6R7S8T9VW'],
  });
const item = z.strictObject({ itemId: LineId });
const guest = z.strictObject({ guestId: GuestId });
const guestItem = z.strictObject({ guestId: GuestId, itemId: LineId });

/** The line as shops before this one named it: by its product. */
const byProduct = (method: Method) => ({
  method,
  path: '/bff/cart/items/{productId}',
  params: z.strictObject({ productId: idSchema('prd') }),
  adapt: ({ params, ...carried }: Carried): Carried => ({
    ...carried,
    params: { itemId: (params as { readonly productId?: string }).productId },
  }),
});

const shown = { status: 200, description: 'The cart as it is now', body: CartDto } as const;
const noProduct = problem(404, 'not-found', 'no such product or variant, not on sale any more, or no quote of yours');
const noLine = problem(404, 'not-found', 'no such line in the cart');
const short = problem(409, 'insufficient-stock', 'not so many are left; `availability` says what is');
const full = problem(409, 'cart-full', `a cart takes ${MAX_LINES} lines and ${MAX_QUANTITY} of each thing`);
const notSoldSo = problem(
  409,
  'not-purchasable',
  'of a kind that is not sold this way, not sold any more, or no offer now',
);
const several = problem(409, 'several-lines', 'the cart has several lines of that product; name the line');

const shared = { tag: 'Shop', success: shown } as const;

export const ReadCart = defineRoute({
  operationId: 'getCart',
  ...shared,
  method: 'GET',
  path: '/cart',
  aliases: [{ method: 'GET', path: '/bff/cart' }],
  access: customer,
  summary: 'My cart, with prices and stock as they are now',
  etag: 'content',
  problems: [],
});

export const AddCartItem = defineRoute({
  operationId: 'addCartItem',
  ...shared,
  method: 'POST',
  path: '/cart/items',
  aliases: [{ method: 'POST', path: '/bff/cart/items' }],
  access: customer,
  summary: 'Puts something into my cart; more of what is there adds up',
  body: BuyableItem,
  problems: [noProduct, short, full, notSoldSo],
});

export const ChangeCartItem = defineRoute({
  operationId: 'changeCartItem',
  ...shared,
  method: 'PUT',
  path: '/cart/items/{itemId}',
  aliases: [byProduct('PUT')],
  access: customer,
  summary: 'Sets the quantity of a line of my cart',
  params: item,
  body: changedItem,
  problems: [noLine, short, notSoldSo, several],
});

export const RemoveCartItem = defineRoute({
  operationId: 'removeCartItem',
  ...shared,
  method: 'DELETE',
  path: '/cart/items/{itemId}',
  aliases: [byProduct('DELETE')],
  access: customer,
  summary: 'Takes a line out of my cart',
  params: item,
  problems: [noLine, several],
});

export const ReadGuestCart = defineRoute({
  operationId: 'getGuestCart',
  ...shared,
  method: 'GET',
  path: '/guest/cart/{guestId}',
  aliases: [{ method: 'GET', path: '/bff/guest/cart/{guestId}' }],
  access: everyone,
  summary: 'The cart of somebody who has not signed in; empty if there is none',
  params: guest,
  etag: 'content',
  problems: [problem(404, 'not-found', 'the id is too short to be a secret, or too long')],
});

export const AddGuestCartItem = defineRoute({
  operationId: 'addGuestCartItem',
  ...shared,
  method: 'POST',
  path: '/guest/cart/{guestId}/items',
  aliases: [{ method: 'POST', path: '/bff/guest/cart/{guestId}/items' }],
  access: everyone,
  summary: "Puts something into a guest's cart; more of what is there adds up",
  params: guest,
  body: wantedProduct,
  problems: [noProduct, short, full, notSoldSo],
});

export const ChangeGuestCartItem = defineRoute({
  operationId: 'changeGuestCartItem',
  ...shared,
  method: 'PUT',
  path: '/guest/cart/{guestId}/items/{itemId}',
  access: everyone,
  summary: "Sets the quantity of a line of a guest's cart",
  params: guestItem,
  body: changedItem,
  problems: [noLine, short, notSoldSo, several],
});

export const RemoveGuestCartItem = defineRoute({
  operationId: 'removeGuestCartItem',
  ...shared,
  method: 'DELETE',
  path: '/guest/cart/{guestId}/items/{itemId}',
  access: everyone,
  summary: "Takes a line out of a guest's cart",
  params: guestItem,
  problems: [noLine, several],
});

export const TransferCart = defineRoute({
  operationId: 'transferCart',
  ...shared,
  method: 'POST',
  path: '/cart/transfer',
  aliases: [{ method: 'POST', path: '/bff/cart/transfer' }],
  access: customer,
  summary:
    "Moves a guest's cart into mine, once however often it is asked for; local items count by the larger quantity",
  body: transferred,
  problems: [],
});

export const CartItemAdded = defineEvent({
  type: 'cart.item-added',
  context: 'cart',
  schemaVersion: 1,
  summary: 'Somebody put something into a cart, or more of it.',
  data: z.object({
    productId: idSchema('prd'),
    sku: Sku,
    quantity: z.int().positive().meta({ description: 'So many more than before' }),
  }),
});
