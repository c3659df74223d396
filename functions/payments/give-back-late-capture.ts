import { OrderParked } from '../orders/contract.ts';
import { announced } from '../shared/facts.ts';
import { count } from '../shared/observability.ts';
import { type Gateway, RefundRefused } from './gateway.ts';
import { refundLate } from './refund-late-capture.ts';
import { type Books, viewPayment } from './settle.ts';

/** After this many refusals a person has to look. */
const PATIENCE = 3;

/**
 * Refunds money that came too late. Throws while the gateway refuses, so that the queue brings it again; at the third
 * refusal the order is parked, where staff see it and a retry heals it.
 */
export const giveBackLateCapture =
  (ports: Books & { readonly gateway: Gateway }) =>
  async (orderId: string, attempt: number): Promise<void> => {
    const view = await viewPayment(ports, orderId);
    try {
      await refundLate(ports, view);
    } catch (error) {
      if (!(error instanceof RefundRefused) || attempt < PATIENCE) throw error;
      const { head } = view.step.order;
      if (head.saga.parked) return;
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
