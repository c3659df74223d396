/** The story of an order, told from its facts: one entry each, in the order in which they happened. */
import type * as z from 'zod';
import type { Fact } from '../shared/facts.ts';
import type { TimelineEntry } from './contract.ts';

const TITLES: Readonly<Record<string, string>> = {
  'order.created': 'Order placed',
  'order.completed': 'Order complete',
  'order.failed': 'Order failed',
  'order.parked': 'Waiting for staff',
  'order.retried': 'Sent on its way again',
  'inventory.reserved': 'Items reserved',
  'inventory.failed': 'Sold out',
  'inventory.released': 'Items released',
  'inventory.nothing-held': 'Nothing to release',
  'payment.processed': 'Payment received',
  'payment.failed': 'Payment failed',
  'payment.voided': 'Payment closed',
  'payment.refunded': 'Payment refunded',
  'payment.captured-late': 'Payment arrived too late',
  'shipping.prepared': 'Shipment scheduled',
  'shipping.failed': 'Shipment impossible',
  'shipping.canceled': 'Shipment canceled',
  'shipping.nothing-scheduled': 'No shipment to cancel',
  'email.sent': 'E-mail sent',
  'saga.closed': 'Saga ended',
};

/** In: the facts of an order, and whether staff look. Out: entries oldest first; customers see the story, staff the machinery too. */
export function timelineOf(facts: readonly Fact[], staff: boolean): z.infer<typeof TimelineEntry>[] {
  return facts
    .filter((fact) => staff || fact.audience === 'customer')
    .toSorted((a, b) => a.at.localeCompare(b.at) || a.sequence - b.sequence)
    .map(({ at, type, actor, reason, details, key }) => {
      const more = { ...details, ...(reason ? { reason: reason.code } : {}), ...(staff ? { key } : {}) };
      return {
        at,
        type,
        title: TITLES[type] ?? type,
        actor,
        ...(Object.keys(more).length > 0 ? { details: more } : {}),
      };
    });
}
