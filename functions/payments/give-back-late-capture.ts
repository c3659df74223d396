import { OrderParked } from '../orders/contract.ts';
import { announced } from '../shared/events/facts.ts';
import { count } from '../shared/observability.ts';
import { type Gateway, RefundRefused } from './gateway.ts';
import { refundLate } from './refund-late-capture.ts';
import type { SagaTask } from './saga-task.ts';
import { type SettlementPorts, viewPayment } from './settle.ts';

/** After this many refusals a person has to look. */
const PATIENCE = 3;

/**
 * Refunds money that came too late, after telling a machine that still waits for it. Throws while the gateway refuses, so
 * that the queue brings it again; at the third refusal an order that has ended is parked, where staff see it and a retry
 * heals it.
 */
export const giveBackLateCapture =
  (ports: SettlementPorts & { readonly gateway: Gateway; readonly task: SagaTask }) =>
  async (orderId: string, attempt: number): Promise<void> => {
    const view = await viewPayment(ports, orderId);
    const { taskToken, lateCapture } = view.payment;
    if (taskToken && !lateCapture?.refunded) {
      await ports.task.fail(taskToken, { name: 'PaymentRefused', message: 'payment-expired' });
    }
    try {
      await refundLate(ports, view);
    } catch (error) {
      const { head } = view.step.order;
      if (!(error instanceof RefundRefused)) throw error;
      if (head.saga.parked) return;
      // As long as the saga runs, its own undo gives the money back, and parks the order if it cannot.
      if (attempt < PATIENCE || !head.saga.done) throw error;
      const reason = 'A late payment could not be refunded';
      await ports.store.commit(
        ports.orders.writes.park(
          head,
          ports.clock.now(),
          reason,
          announced(
            OrderParked,
            { orderId, reason },
            { key: `park#late-capture-${head.saga.attempt}`, audience: 'staff' },
          ),
        ),
      );
      count('OrdersParked');
    }
  };
