/**
 * Shipping: shipments and their labels, through a carrier port.
 *
 * Consumes `order.status-changed`, by which the carrier hears of a parcel that is ready; its step is called by the order saga.
 * Emits `shipping.prepared`, `shipping.failed`, `shipping.canceled`; they lie with the order.
 */
import * as z from 'zod';
import { defineEvent } from '../shared/events/event.ts';
import { defineRoute, problem, signed } from '../shared/http/route.ts';
import { idSchema } from '../shared/ids.ts';

export const ShippingPrepared = defineEvent({
  type: 'shipping.prepared',
  context: 'shipping',
  schemaVersion: 1,
  summary: 'A label slot is booked and the shipment has a tracking number.',
  data: z.object({
    orderId: idSchema('ord'),
    shipmentId: idSchema('shp'),
    carrier: z.string(),
    trackingNumber: z.string(),
  }),
});

export const ShippingFailed = defineEvent({
  type: 'shipping.failed',
  context: 'shipping',
  schemaVersion: 1,
  summary: 'The carrier does not take this parcel.',
  data: z.object({ orderId: idSchema('ord'), reason: z.string() }),
});

export const ShippingCanceled = defineEvent({
  type: 'shipping.canceled',
  context: 'shipping',
  schemaVersion: 1,
  summary: 'The shipment was taken back before the carrier had it.',
  data: z.object({ orderId: idSchema('ord'), shipmentId: idSchema('shp') }),
});

export const ShipmentStatus = z
  .enum(['SCHEDULED', 'CANCELED', 'IN_TRANSIT', 'DELIVERED'])
  .meta({ id: 'ShipmentStatus' });
export type ShipmentStatus = z.infer<typeof ShipmentStatus>;

export const CarrierWebhook = defineRoute({
  operationId: 'receiveCarrierWebhook',
  method: 'POST',
  path: '/shipping/webhooks/{carrier}',
  access: signed,
  tag: 'Shipping',
  summary: 'Takes the signed messages of a carrier: shipment.in_transit and shipment.delivered',
  params: z.strictObject({ carrier: z.string().max(20) }),
  body: 'raw',
  success: { status: 200, description: 'Taken, or known already', body: z.object({ received: z.literal(true) }) },
  problems: [
    problem(400, 'invalid-signature', 'forged, altered or older than five minutes'),
    problem(404, 'not-found', 'no such carrier'),
    problem(503, 'order-not-complete', 'the order of the parcel is not complete yet; send it again'),
  ],
});
