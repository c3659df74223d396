import type { PaymentsReads } from '../payments/reads.ts';
import type { PaymentsWrites } from '../payments/writes.ts';
import type { Clock } from '../shared/clock.ts';
import { announced } from '../shared/events/facts.ts';
import type { Step, StepCall } from '../shared/steps.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import { OrderCompleted, OrderFailed } from './contract.ts';
import { assertForward, hasEnded, type Order, paymentIdOf, receiptOf } from './order.ts';
import { entered } from './production.ts';
import type { OrdersReads } from './reads.ts';
import { knownStep } from './saga.ts';
import type { OrdersWrites } from './writes.ts';

interface Ports {
  readonly store: Store;
  readonly orders: { readonly reads: OrdersReads; readonly writes: OrdersWrites };
  readonly payments: { readonly reads: PaymentsReads; readonly writes: PaymentsWrites };
  readonly clock: Clock;
}

const TECHNICAL = {
  code: 'technical',
  message: 'Something went wrong on our side. Nothing was charged for good.',
} as const;

/**
 * The good end: paid and scheduled, and production may begin. Goes by the version that the step before handed on, and
 * reads the order only when that is no longer so. Throws `SagaTurnedBack`.
 */
export const completeOrder = ({ store, orders, clock }: Ports): Step => ({
  name: 'complete-order',
  do: ({ orderId, version, execution }: StepCall) =>
    whileStale(async (previous) => {
      const fact = announced(OrderCompleted, { orderId }, { key: 'complete-order#do', audience: 'customer' });
      const now = clock.now();
      const received = { productionStatus: 'RECEIVED', production: entered('RECEIVED', now) } as const;
      const change = { going: 'forward', to: 'COMPLETED', ...received, done: true, fact } as const;
      if (version !== undefined && !previous) {
        await store.commit(orders.writes.change({ id: orderId, version }, now, change));
        return { version: version + 1 };
      }
      const [view] = await store.readTogether([orders.reads.step(orderId, 'complete-order')]);
      const { order, done } = knownStep(view, orderId);
      if (done) return closed({ store, orders, clock }, order, execution);
      assertForward(order.head);
      await store.commit(orders.writes.change(order.head, now, change));
      return { version: order.head.version + 1 };
    }),
});

/**
 * The other end: nothing is held, nothing is charged, and the first reason given is the reason. A payment that nobody
 * ever asked for is closed with it.
 */
export const failOrder = ({ store, orders, payments, clock }: Ports): Step => ({
  name: 'fail-order',
  do: ({ orderId, execution }) =>
    whileStale(async () => {
      const [view, payment] = await store.readTogether([
        orders.reads.step(orderId, 'fail-order'),
        payments.reads.payment(paymentIdOf(orderId)),
      ]);
      const { order, done } = knownStep(view, orderId);
      if (done || hasEnded(order.head)) return closed({ store, orders, clock }, order, execution);
      const now = clock.now();
      const failure = order.head.failure ?? TECHNICAL;
      const fact = announced(
        OrderFailed,
        { orderId, code: failure.code },
        { key: 'fail-order#do', reason: failure, audience: 'customer' },
      );
      await store.commit([
        ...orders.writes.change(order.head, now, { going: 'back', to: 'FAILED', failure, done: true, fact }),
        ...(payment?.status === 'PENDING' ? [payments.writes.change(payment, now, { status: 'VOIDED' })] : []),
      ]);
      return { version: order.head.version + 1 };
    }),
});

/** A saga that was sent round again after its order had ended: takes the order off the list of open ones. */
async function closed({ store, orders, clock }: Omit<Ports, 'payments'>, { head }: Order, execution: string) {
  if (head.saga.done) return receiptOf(head);
  const fact = { key: `close#${execution}`, type: 'saga.closed', audience: 'staff' } as const;
  const { production } = head;
  await store.commit(orders.writes.change(head, clock.now(), { going: 'either', done: true, production, fact }));
  return { version: head.version + 1 };
}
