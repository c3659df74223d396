import * as z from 'zod';
import { carried, type OrdersReads } from '../orders/reads.ts';
import type { OrdersWrites } from '../orders/writes.ts';
import type { Clock } from '../shared/clock.ts';
import { DomainError, NotFound } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import { log } from '../shared/observability.ts';
import type { Secret } from '../shared/signatures.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import { genuine } from '../shared/webhook-signature.ts';
import type { CarrierWebhook } from './contract.ts';
import type { ShippingReads } from './reads.ts';
import { following } from './shipment.ts';
import type { ShippingWrites } from './writes.ts';

/** What a carrier says. Open: what we do not know we do not need. */
const Message = z.object({ type: z.string(), data: z.object({ trackingNumber: z.string().min(1).max(60) }) });

/** What becomes of an order by a message. */
const BECOMES: Readonly<Record<string, 'SHIPPED' | 'DELIVERED'>> = {
  'shipment.in_transit': 'SHIPPED',
  'shipment.delivered': 'DELIVERED',
};

interface Ports {
  readonly store: Store;
  readonly orders: { readonly reads: OrdersReads; readonly writes: OrdersWrites };
  readonly shipping: { readonly reads: ShippingReads; readonly writes: ShippingWrites };
  /** The keys of the carriers that there are, by their names. */
  readonly carriers: ReadonlyMap<string, Secret>;
  readonly clock: Clock;
}

const RECEIVED = { received: true as const };

/**
 * Books where a parcel is: on its shipment and its order, in one transaction. A shipment only goes on, so the book itself tells that a
 * message was taken: no message is kept, and their order does not matter. Unknown kinds, unknown parcels and repeats are taken and
 * change nothing. Throws `NotFound` for an unknown carrier, `invalid-signature`, and 503 while the order is not complete, so that
 * the message comes again.
 */
export const receiveWebhook =
  (ports: Ports) =>
  async ({ params, body, headers }: Request<typeof CarrierWebhook>) => {
    const key = ports.carriers.get(params.carrier);
    if (!key) throw new NotFound();
    if (!genuine(headers['carrier-signature'], body, await key(), ports.clock.now())) {
      log.warn('webhook refused', { carrier: params.carrier });
      throw new DomainError('invalid', 'invalid-signature', 'The signature is wrong or too old.');
    }
    const message = Message.safeParse(parsed(body));
    const to = message.success ? BECOMES[message.data.type] : undefined;
    if (message.data && to) await book(ports, params.carrier, message.data.data.trackingNumber, to);
    return RECEIVED;
  };

const book = (ports: Ports, carrier: string, trackingNumber: string, to: 'SHIPPED' | 'DELIVERED'): Promise<void> =>
  whileStale(async () => {
    const { store, orders, shipping, clock } = ports;
    const [orderId] = await store.readTogether([shipping.reads.orderOfParcel(trackingNumber)]);
    if (orderId === undefined) return;
    const [order, [shipment]] = await store.readTogether([
      orders.reads.order(orderId),
      shipping.reads.shipments([orderId]),
    ]);
    const follows = shipment && following(shipment, to);
    if (!order || !shipment || !follows || shipment.carrier !== carrier) return;
    if (order.head.status !== 'COMPLETED') {
      if (order.head.saga.done) return;
      throw new DomainError('unavailable', 'order-not-complete', 'The order is not complete yet. Send it again.', {
        retryAfter: 5,
      });
    }
    const now = clock.now();
    const move = carried(order.head, to, now);
    await store.commit([
      ...(move ? orders.writes.move(order.head, move, now) : []),
      shipping.writes.advance(shipment, follows, now),
    ]);
  });

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
