import type { OrdersReads } from '../orders/reads.ts';
import { assertForward, hasEnded, type KnownStep, knownStep, receiptOf } from '../orders/saga.ts';
import type { OrdersWrites } from '../orders/writes.ts';
import type { Clock } from '../shared/clock.ts';
import { announced } from '../shared/events/facts.ts';
import type { Step } from '../shared/steps.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import { type Carrier, ShippingImpossible } from './carrier.ts';
import { ShippingCanceled, ShippingFailed, ShippingPrepared } from './contract.ts';
import type { ShippingReads } from './reads.ts';
import { shipmentIdOf } from './shipment.ts';
import type { ShippingWrites } from './writes.ts';

interface Ports {
  readonly store: Store;
  readonly orders: { readonly reads: OrdersReads; readonly writes: OrdersWrites };
  readonly shipping: { readonly reads: ShippingReads; readonly writes: ShippingWrites };
  readonly carrier: Carrier;
  readonly clock: Clock;
}

const STEP = 'schedule-fulfilment';

/**
 * Books a shipment for a paid order. Do: throws `ShippingImpossible` (recorded) and `SagaTurnedBack`.
 * Undo: takes the booking back, whether it was recorded or only may have been made.
 */
export const scheduleFulfilment = (ports: Ports): Step => ({
  name: STEP,
  do: ({ orderId }) =>
    whileStale(async (previous) => {
      const { store, orders, carrier } = ports;
      const [read] = await store.readTogether([orders.reads.step(orderId, STEP)]);
      const view = knownStep(read, orderId);
      // The round before booked a parcel and then lost against the way back, whose cancellation may have come too early.
      if (previous && view.order.head.saga.direction === 'BACK') await carrier.cancel(shipmentIdOf(orderId));
      assertForward(view.order.head);
      if (view.done?.reason) throw new ShippingImpossible(view.done.reason.message);
      return view.done ? receiptOf(view.order.head) : schedule(ports, view);
    }),
  undo: ({ orderId }) =>
    whileStale(async () => {
      const { store, orders, shipping } = ports;
      const [read, [shipment]] = await store.readTogether([
        orders.reads.step(orderId, STEP),
        shipping.reads.shipments([orderId]),
      ]);
      const { order, undone } = knownStep(read, orderId);
      if (undone || hasEnded(order.head)) return receiptOf(order.head);
      const shipmentId = shipmentIdOf(orderId);
      await ports.carrier.cancel(shipmentId);
      const now = ports.clock.now();
      const key = `${STEP}#undo`;
      await store.commit([
        ...orders.writes.change(order.head, now, {
          going: 'turn',
          fact: shipment
            ? announced(ShippingCanceled, { orderId, shipmentId }, { key, audience: 'staff' })
            : { key, type: 'shipping.nothing-scheduled', audience: 'staff' },
        }),
        ...(shipment ? [shipping.writes.cancel(shipment, now)] : []),
      ]);
      return { version: order.head.version + 1 };
    }),
});

async function schedule({ store, orders, shipping, carrier, clock }: Ports, { order: { head, details } }: KnownStep) {
  const shipmentId = shipmentIdOf(head.id);
  const key = `${STEP}#do`;
  try {
    const booking = await carrier.book(shipmentId, details.shippingAddress);
    const now = clock.now();
    await store.commit([
      ...orders.writes.change(head, now, {
        going: 'forward',
        to: 'SHIPPING_SCHEDULED',
        fact: announced(
          ShippingPrepared,
          { orderId: head.id, shipmentId, ...booking },
          { key, audience: 'customer', details: { ...booking } },
        ),
      }),
      ...shipping.writes.schedule({
        id: shipmentId,
        orderId: head.id,
        ...booking,
        status: 'SCHEDULED',
        version: 1,
        createdAt: now.toISOString(),
      }),
    ]);
    return { version: head.version + 1 };
  } catch (error) {
    if (!(error instanceof ShippingImpossible)) throw error;
    await store.commit(
      orders.writes.change(head, clock.now(), {
        going: 'forward',
        failure: { code: 'shipping-impossible', message: 'The carrier does not deliver to this address.' },
        fact: announced(
          ShippingFailed,
          { orderId: head.id, reason: error.message },
          { key, reason: { code: 'shipping-impossible', message: error.message }, audience: 'customer' },
        ),
      }),
    );
    throw error;
  }
}
