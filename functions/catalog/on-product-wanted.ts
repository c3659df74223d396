import { createHash } from 'node:crypto';
import { CartItemAdded } from '../cart/contract.ts';
import { inventoryReads } from '../inventory/reads.ts';
import { OrderCreated } from '../orders/contract.ts';
import { env } from '../shared/env.ts';
import { consumer, when } from '../shared/events/consumer.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { catalogCards } from './cards.dynamodb.ts';
import { keepDemand } from './keep-demand.ts';
import { catalogReads } from './reads.ts';
import { catalogWrites } from './writes.ts';

const table = env('CATALOG_TABLE');
const store = dynamoStore();
const keep = keepDemand({
  store,
  catalog: { reads: catalogReads(table), writes: catalogWrites(table) },
  inventory: inventoryReads(env('INVENTORY_TABLE')),
  cards: catalogCards(store, table),
});

/** A cart may be named by its owner: the catalog keeps a hash of the name. */
const hashOf = (cartId: string): string => createHash('sha256').update(cartId).digest('base64url');

export const handler = consumer([
  when(OrderCreated, ({ event: { occurredAt, data } }) =>
    keep({
      signal: 'order',
      id: data.orderId,
      productIds: data.items.flatMap(({ productId }) => productId ?? []),
      at: new Date(occurredAt),
    }),
  ),
  when(CartItemAdded, ({ event: { occurredAt, subject, data } }) =>
    keep({ signal: 'cart', id: hashOf(subject), productIds: [data.productId], at: new Date(occurredAt) }),
  ),
]);
