/**
 * The story of an order, told from its facts in the order in which they happened: an entry for each, and one more for
 * the command that it gave.
 */
import type * as z from 'zod';
import type { Fact } from '../shared/events/facts.ts';
import { commandDetails } from './command.ts';
import { OrderStatusChanged, type ProductionStatus, type TimelineEntry } from './contract.ts';
import type { OrderDetails } from './order.ts';

const TITLES: Readonly<Record<string, string>> = {
  'order.created': 'Order placed',
  'order.completed': 'Order complete',
  'order.failed': 'Order failed',
  'order.parked': 'Waiting for staff',
  'order.shipped': 'On its way',
  'order.actuals-noted': 'Material and time noted',
  'order.delivered': 'Delivered',
  'order.overdue': 'Past its deadline',
  'order.retried': 'Sent on its way again',
  'inventory.reservation': 'Reservation requested',
  'inventory.reserved': 'Items reserved',
  'inventory.failed': 'Sold out',
  'inventory.released': 'Items released',
  'inventory.nothing-held': 'Nothing to release',
  'payment.processing': 'Payment requested',
  'payment.processed': 'Payment received',
  'payment.waiting': 'Payment provider out of reach, trying again',
  'payment.failed': 'Payment failed',
  'payment.voided': 'Payment closed',
  'payment.refunded': 'Payment refunded',
  'payment.captured-late': 'Payment arrived too late',
  'shipping.preparation': 'Shipment requested',
  'shipping.prepared': 'Shipment scheduled',
  'shipping.failed': 'Shipment impossible',
  'shipping.canceled': 'Shipment canceled',
  'shipping.nothing-scheduled': 'No shipment to cancel',
  'email.sent': 'E-mail sent',
  'saga.closed': 'Saga ended',
};

const STATUS_TITLES: Readonly<Record<ProductionStatus, string>> = {
  RECEIVED: 'Received for production',
  IN_REVIEW: 'In review',
  IN_PRODUCTION: 'In production',
  IN_QA: 'Quality is checked',
  READY_TO_SHIP: 'Ready to ship',
  SHIPPED: 'Shipped',
  DELIVERED: 'Delivered',
};

/** What an entry is called: a move on the production track by where it led. */
const titleOf = (type: string, { to }: NonNullable<Entry['details']>): string =>
  type === OrderStatusChanged.type ? STATUS_TITLES[to as ProductionStatus] : (TITLES[type] ?? type);

type Entry = z.infer<typeof TimelineEntry>;

/**
 * In: an order's details and its facts, and whether staff look. Out: entries oldest first; customers see the story,
 * staff the machinery too, and under which key and correlation id it was recorded.
 */
export const timelineOf = (order: OrderDetails, facts: readonly Fact[], staff: boolean): Entry[] =>
  facts
    .filter((fact) => staff || fact.audience === 'customer')
    .toSorted((a, b) => a.at.localeCompare(b.at) || a.sequence - b.sequence)
    .flatMap((fact) => {
      const { type, details, reason, asks, key, correlationId } = fact;
      const machinery = staff ? { key, correlationId, ...(reason ? { message: reason.message } : {}) } : {};
      return [
        entry(fact, type, { ...details, ...(reason ? { reason: reason.code } : {}), ...machinery }),
        ...(asks === undefined ? [] : [entry(fact, asks, { ...commandDetails(asks, order), ...machinery })]),
      ];
    });

const entry = ({ at, actor }: Fact, type: string, details: NonNullable<Entry['details']>): Entry => ({
  at,
  type,
  title: titleOf(type, details),
  actor,
  ...(Object.keys(details).length > 0 ? { details } : {}),
});
