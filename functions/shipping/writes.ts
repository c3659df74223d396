import { replaceItem, updateItem } from '../shared/store/optimistic.ts';
import type { Write } from '../shared/store/store.ts';
import type { ShipmentStatus } from './contract.ts';
import { parcelKey, shipmentKey, storedParcel, storedShipment } from './reads.ts';
import type { Shipment } from './shipment.ts';

/** The conditional writes on shipments. All of them throw `Stale` when what they build on has changed. */
export const shippingWrites = (table: string) => ({
  /** A new shipment, and what finds it by its tracking number. A booking that was made again has the same number. */
  schedule: (shipment: Shipment): Write[] => [
    replaceItem({ table, item: storedShipment.encode(shipment, shipmentKey(shipment.id)) }, undefined),
    {
      kind: 'put',
      table,
      item: storedParcel.encode({ orderId: shipment.orderId }, parcelKey(shipment.trackingNumber)),
    },
  ],

  /** The parcel is with the carrier, or with the customer. */
  advance: (shipment: Shipment, status: 'IN_TRANSIT' | 'DELIVERED', now: Date): Write =>
    updateItem({ table, key: shipmentKey(shipment.id) }, shipment, { set: { status, updatedAt: now.toISOString() } }),

  cancel: (shipment: Shipment, now: Date): Write =>
    updateItem({ table, key: shipmentKey(shipment.id) }, shipment, {
      set: { status: 'CANCELED' satisfies ShipmentStatus, updatedAt: now.toISOString() },
      require: { status: ['SCHEDULED' satisfies ShipmentStatus] },
    }),
});
export type ShippingWrites = ReturnType<typeof shippingWrites>;
