import type { Store } from '../shared/store/store.ts';
import { type ParcelDesk, SIMULATED } from './carrier.ts';
import type { ShippingReads } from './reads.ts';

interface Ports {
  readonly store: Store;
  readonly shipping: ShippingReads;
  readonly desk: ParcelDesk;
}

/** Tells the carrier of the parcel of an order that is ready to be fetched. In: the order's id. May be repeated. */
export const handOver =
  ({ store, shipping, desk }: Ports) =>
  async (orderId: string): Promise<void> => {
    const [[shipment]] = await store.readTogether([shipping.shipments([orderId])]);
    if (shipment?.status === 'SCHEDULED' && shipment.carrier === SIMULATED)
      await desk.announce(shipment.trackingNumber);
  };
