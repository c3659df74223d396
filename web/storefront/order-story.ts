import type { Entry, Order } from '../shop/orders.ts';

/** How an order stands, in one word of the page. */
export type State =
  | 'placed'
  | 'reserved'
  | 'bank'
  | 'paid'
  | 'complete'
  | 'review'
  | 'production'
  | 'qa'
  | 'ready'
  | 'shipped'
  | 'delivered'
  | 'undoing'
  | 'stuck'
  | 'failed'
  | 'canceled';

/** The bank's page, while it waits for the customer. */
export const bankOf = ({ status, payment }: Order): string | undefined =>
  status === 'RESERVED' || status === 'CREATED'
    ? payment.status === 'REQUIRES_ACTION' && payment.nextAction?.type === 'redirect'
      ? payment.nextAction.url
      : undefined
    : undefined;

/** Payments of orders that go back. */
const UNDONE: ReadonlySet<Order['payment']['status']> = new Set(['FAILED', 'VOIDED', 'REFUNDED']);

/** How a complete order stands by where it is on the production track. */
const MADE: Readonly<Record<NonNullable<Order['productionStatus']>, State>> = {
  RECEIVED: 'complete',
  IN_REVIEW: 'review',
  IN_PRODUCTION: 'production',
  IN_QA: 'qa',
  READY_TO_SHIP: 'ready',
  SHIPPED: 'shipped',
  DELIVERED: 'delivered',
};

/** Whether something of an order has to be printed first. */
export const isPrinted = ({ items }: Order): boolean => items.some(({ kind }) => kind === 'print');

export function stateOf(order: Order): State {
  if (order.status === 'FAILED') return 'failed';
  if (order.status === 'CANCELED') return 'canceled';
  if (UNDONE.has(order.payment.status)) return 'undoing';
  if (bankOf(order)) return 'bank';
  if (order.shipment?.status === 'DELIVERED') return 'delivered';
  if (order.shipment?.status === 'IN_TRANSIT') return 'shipped';
  if (order.status === 'COMPLETED') return MADE[order.productionStatus ?? 'RECEIVED'];
  if (order.status === 'PAID' || order.status === 'SHIPPING_SCHEDULED') return 'paid';
  return order.status === 'RESERVED' ? 'reserved' : 'placed';
}

/** How much of the picture of goods from the shelf is printed, in percent: a picture of how far the order is. */
const SHELF: Readonly<Record<State, number>> = {
  placed: 8,
  reserved: 26,
  bank: 26,
  paid: 58,
  complete: 100,
  review: 100,
  production: 100,
  qa: 100,
  ready: 100,
  shipped: 100,
  delivered: 100,
  undoing: 14,
  stuck: 14,
  failed: 0,
  canceled: 0,
};
/** The same of a print, most of which is made after it was paid. */
const PRINT: typeof SHELF = {
  ...SHELF,
  placed: 4,
  reserved: 8,
  bank: 8,
  paid: 12,
  complete: 18,
  review: 24,
  production: 62,
  qa: 92,
};

export const progressOf = (order: Order): number => (isPrinted(order) ? PRINT : SHELF)[stateOf(order)];

/** Commands and closings are machinery: the story tells what happened. */
const MACHINERY = new Set([
  'inventory.reservation',
  'payment.processing',
  'shipping.preparation',
  'inventory.nothing-held',
  'shipping.nothing-scheduled',
  'saga.closed',
  'order.actuals-noted',
  'order.overdue',
  // The move on the track says so already.
  'order.shipped',
  'order.delivered',
]);

/** The entries of a story that a customer reads. */
export const toldFacts = (entries: readonly Entry[]): readonly Entry[] =>
  entries.filter(({ type }) => !MACHINERY.has(type));

/** Whether an order goes back, also while its money has not yet. */
export const goesBack = (entries: readonly Entry[]): boolean => entries.some(({ type }) => type.endsWith('.failed'));

/** An undo takes seconds. Milliseconds without news after which a person of the shop looks at it, or soon will. */
const STUCK_MS = 30_000;

/** How an order stands by its story: one that goes back, and then one of which there has been no news for long. In: now, in milliseconds. */
export function stateIn(order: Order, entries: readonly Entry[], now: number): State {
  const state = stateOf(order);
  if (state === 'failed' || state === 'canceled' || !goesBack(entries)) return state;
  const last = Math.max(...entries.map(({ at }) => Date.parse(at)));
  return now - last > STUCK_MS ? 'stuck' : 'undoing';
}

const SAGA = ['inventory.reserved', 'payment.processed', 'shipping.prepared'] as const;
const AFTER = ['packed', 'on-its-way', 'with-you'] as const;
/** The same for what is made first, by the statuses of its track. */
const MAKING = ['IN_REVIEW', 'IN_PRODUCTION', 'IN_QA', 'READY_TO_SHIP', 'SHIPPED', 'DELIVERED'] as const;

/** What is still to come, the next first; nothing for an order that goes back or has ended. */
export function comingFacts(order: Order, entries: readonly Entry[]): readonly string[] {
  const state = stateOf(order);
  if (state === 'failed' || state === 'canceled' || state === 'undoing' || state === 'delivered') return [];
  // It goes back, though the money has not yet: nothing comes any more.
  if (goesBack(entries)) return [];
  if (state === 'shipped') return ['with-you'];
  const happened = new Set(entries.map(({ type }) => type));
  const saga = SAGA.filter((type) => !happened.has(type));
  if (isPrinted(order))
    return [...saga, ...MAKING.slice(MAKING.findIndex((one) => one === order.productionStatus) + 1)];
  return [...saga, ...(state === 'ready' ? AFTER.slice(1) : AFTER)];
}
