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

const WAY: readonly ShipmentStatus[] = ['SCHEDULED', 'IN_TRANSIT', 'DELIVERED'];

/**
 * What a shipment becomes when its order is moved. In: the shipment, the order's production status. Out: nothing where the parcel is
 * there or further already, and where the move says nothing of it; a parcel that is on its way does not come back by being told to.
 */
export function following(
  { status }: Pick<Shipment, 'status'>,
  production: string,
): 'IN_TRANSIT' | 'DELIVERED' | undefined {
  const to = production === 'SHIPPED' ? 'IN_TRANSIT' : production === 'DELIVERED' ? 'DELIVERED' : undefined;
  return to !== undefined && WAY.includes(status) && WAY.indexOf(status) < WAY.indexOf(to) ? to : undefined;
}
