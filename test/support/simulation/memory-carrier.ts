import { simulatedCarrier } from '../../../functions/shipping/carrier.simulated.ts';
import type { Carrier } from '../../../functions/shipping/carrier.ts';
import { shipmentIdOf } from '../../../functions/shipping/shipment.ts';

export interface MemoryCarrier extends Carrier {
  /** Parcels that it will fetch for an order: the carrier's own book, which no transaction of ours reaches. */
  bookings(orderId: string): number;
  /** How often it was asked for anything. */
  calls(): number;
}

/** The simulated carrier with a book of its own: one parcel a shipment, until it is canceled. */
export function memoryCarrier(): MemoryCarrier {
  const booked = new Set<string>();
  let calls = 0;
  return {
    async book(shipmentId, to) {
      calls += 1;
      const booking = await simulatedCarrier.book(shipmentId, to);
      booked.add(shipmentId);
      return booking;
    },
    async cancel(shipmentId) {
      calls += 1;
      booked.delete(shipmentId);
    },
    bookings: (orderId) => (booked.has(shipmentIdOf(orderId)) ? 1 : 0),
    calls: () => calls,
  };
}
