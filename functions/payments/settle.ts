import type { InventoryReads } from '../inventory/reads.ts';
import type { InventoryWrites } from '../inventory/writes.ts';
import { type OrdersReads, paymentIdOf } from '../orders/reads.ts';
import { knownStep } from '../orders/saga.ts';
import type { OrdersWrites } from '../orders/writes.ts';
import type { Clock } from '../shared/clock.ts';
import { count } from '../shared/observability.ts';
import type { Store } from '../shared/store/store.ts';
import type { SettledBy } from './contract.ts';
import type { GatewayPayment } from './gateway.ts';
import type { PaymentsReads } from './reads.ts';
import { type Booking, decideSettlement, type PaymentView, type Settlement, TAKE_PAYMENT } from './settlement.ts';
import type { PaymentsWrites } from './writes.ts';

/** The three tables that settling touches. */
export interface SettlementPorts {
  readonly store: Store;
  readonly orders: { readonly reads: OrdersReads; readonly writes: OrdersWrites };
  readonly inventory: { readonly reads: InventoryReads; readonly writes: InventoryWrites };
  readonly payments: { readonly reads: PaymentsReads; readonly writes: PaymentsWrites };
  readonly clock: Clock;
}

/** Reads order, payment and hold together; nothing for an order that the shop does not have. */
export async function findPayment(
  { store, orders, inventory, payments }: SettlementPorts,
  orderId: string,
): Promise<PaymentView | undefined> {
  const [step, payment, hold] = await store.readTogether([
    orders.reads.step(orderId, TAKE_PAYMENT),
    payments.reads.payment(paymentIdOf(orderId)),
    inventory.reads.hold(orderId),
  ]);
  return step.order && payment ? { step: knownStep(step, orderId), payment, hold } : undefined;
}

/** The same for an order that must exist, because its own fact led here. */
export async function viewPayment(ports: SettlementPorts, orderId: string): Promise<PaymentView> {
  const view = await findPayment(ports, orderId);
  if (!view) throw new Error(`Order ${orderId} has no payment`);
  return view;
}

/**
 * The one way for the gateway's answer to become our book, whoever brings it: the step that asked, a webhook, or an undo
 * that found out. In one transaction: payment, order, hold and fact. Throws `Stale` when anything read in `view` has changed.
 */
export async function settle(
  ports: SettlementPorts,
  view: PaymentView,
  answer: GatewayPayment,
  settledBy: SettledBy,
): Promise<Settlement> {
  const { settlement, booking } = decideSettlement(view, answer, settledBy);
  if (booking) await commitBooking(ports, view, booking);
  if (settlement.kind === 'late') count('LateCapture');
  return settlement;
}

/** Writes a booking, all or nothing. Throws `Stale` when anything read in `view` has changed. */
export async function commitBooking(
  { store, orders, inventory, payments, clock }: SettlementPorts,
  { step, payment }: PaymentView,
  booking: Booking,
): Promise<void> {
  const now = clock.now();
  await store.commit([
    ...orders.writes.change(step.order.head, now, booking.order),
    payments.writes.change(payment, now, booking.payment),
    ...(booking.sells ? [inventory.writes.commit(booking.sells, now)] : []),
  ]);
}
