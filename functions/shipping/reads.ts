import { storedKind } from '../shared/store/decode.ts';
import type { KeyedRead } from '../shared/store/store.ts';
import { type Shipment, shipmentIdOf } from './shipment.ts';

export type { Shipment } from './shipment.ts';
export { following } from './shipment.ts';

/** Shipments as they are stored. */
export const storedShipment = storedKind<Shipment>('shipment', 1);

/** Whose parcel a tracking number is, as it is stored. */
export const storedParcel = storedKind<{ readonly orderId: string }>('tracked parcel', 1);

/** Keyed reads of the shipping table. */
export const shippingReads = (table: string) => ({
  shipments: (orderIds: readonly string[]): KeyedRead<readonly Shipment[]> => ({
    table,
    keys: orderIds.map((orderId) => shipmentKey(shipmentIdOf(orderId))),
    parse: (items) => items.map(storedShipment.decode),
  }),

  /** The order of the parcel of a tracking number, if there is one. */
  orderOfParcel: (trackingNumber: string): KeyedRead<string | undefined> => ({
    table,
    keys: [parcelKey(trackingNumber)],
    parse: ([item]) => item && storedParcel.decode(item).orderId,
  }),
});
export type ShippingReads = ReturnType<typeof shippingReads>;

/** Key of a shipment, by its id. */
export const shipmentKey = (shipmentId: string) => ({ pk: `SHIPMENT#${shipmentId}`, sk: 'META' });
/** Key of what is known by a tracking number. */
export const parcelKey = (trackingNumber: string) => ({ pk: `PARCEL#${trackingNumber}`, sk: 'META' });
