/** The production track of an order: its statuses, and what is announced of it. */
import * as z from 'zod';
import { defineEvent } from '../shared/events/event.ts';
import { Timestamp } from '../shared/http/shapes.ts';
import { idSchema } from '../shared/ids.ts';

export const ProductionStatus = z
  .enum(['RECEIVED', 'IN_REVIEW', 'IN_PRODUCTION', 'IN_QA', 'READY_TO_SHIP', 'SHIPPED', 'DELIVERED'])
  .meta({ id: 'ProductionStatus' });
export type ProductionStatus = z.infer<typeof ProductionStatus>;

const OfOrder = z.object({ orderId: idSchema('ord') });

export const OrderStatusChanged = defineEvent({
  type: 'order.status-changed',
  context: 'orders',
  schemaVersion: 1,
  summary: 'A complete order moved on its production track.',
  aliases: ['OrderStatusChanged'],
  data: OfOrder.extend({
    from: ProductionStatus,
    to: ProductionStatus,
    forced: z.boolean().meta({ description: 'Not the next status of the track; the reason is kept with the order' }),
  }),
});

export const OrderShipped = defineEvent({
  type: 'order.shipped',
  context: 'orders',
  schemaVersion: 1,
  summary: 'The carrier has the parcel.',
  aliases: ['OrderShipped'],
  data: OfOrder,
});

export const OrderDelivered = defineEvent({
  type: 'order.delivered',
  context: 'orders',
  schemaVersion: 1,
  summary: 'The customer has the parcel.',
  aliases: ['OrderDelivered'],
  data: OfOrder,
});

export const OrderOverdue = defineEvent({
  type: 'order.overdue',
  context: 'orders',
  schemaVersion: 1,
  summary: 'An order is past the deadline of its production status; told once for each stay in a status.',
  data: OfOrder.extend({ productionStatus: ProductionStatus, since: Timestamp, dueAt: Timestamp }),
});
