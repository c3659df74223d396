/** A shipment is scheduled once per order; it can be taken back as long as the carrier does not have it. */
import type { ShipmentStatus } from './contract.ts';

export interface Shipment {
  readonly id: string;
  readonly orderId: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly status: ShipmentStatus;
  readonly version: number;
  readonly createdAt: string;
}

/** The id of the one shipment of an order. */
export const shipmentIdOf = (orderId: string): string => orderId.replace(/^ord_/, 'shp_');
