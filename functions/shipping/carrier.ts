import type { Address } from '../shared/http/shapes.ts';

/** The carrier does not take this parcel, now or later. */
export class ShippingImpossible extends Error {
  override name = 'ShippingImpossible';
}

/** The carrier that carries nothing (carrier.simulated.ts), by the name that shipments and its webhook have. */
export const SIMULATED = 'simulated';

export interface Booking {
  readonly carrier: string;
  readonly trackingNumber: string;
}

/** The port to whoever carries parcels. */
export interface Carrier {
  /** Books a label slot. The shipment's id is the key: a repeat answers the same booking. Throws `ShippingImpossible`. */
  book(shipmentId: string, to: Address): Promise<Booking>;
  /** Takes a booking back; one that does not exist is taken back already. */
  cancel(shipmentId: string): Promise<void>;
}

/** The port to where a carrier hears of parcels that it is to fetch. */
export interface ParcelDesk {
  /** Tells of a parcel; a repeat changes nothing. Throws when the carrier has not taken it. */
  announce(trackingNumber: string): Promise<void>;
}
