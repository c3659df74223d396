import { announced } from '../shared/events/facts.ts';
import { PaymentRefunded } from './contract.ts';
import type { Gateway } from './gateway.ts';
import { type Books, moneyPosting, type PaymentView } from './settle.ts';

/**
 * Gives back what was captured after the order had turned back, under a gateway key of its own, and records it.
 * Nothing to do if it was given back already. Throws `RefundRefused`, `GatewayUnavailable`, `Stale`.
 */
export async function refundLate(
  ports: Books & { readonly gateway: Gateway },
  { step, payment }: PaymentView,
): Promise<void> {
  const { store, orders, payments, gateway, clock } = ports;
  const { lateCapture } = payment;
  if (!lateCapture || lateCapture.refunded) return;
  await gateway.refund(payment.id, lateCapture.amount, `late:${payment.id}`);
  const now = clock.now();
  const { head } = step.order;
  await store.commit([
    ...orders.writes.change(head, now, {
      going: 'either',
      fact: announced(
        PaymentRefunded,
        { orderId: head.id, paymentId: payment.id, amount: lateCapture.amount },
        { key: 'late-refund', postings: [moneyPosting('refunded', lateCapture.amount)], audience: 'customer' },
      ),
    }),
    payments.writes.change(payment, now, {
      status: 'REFUNDED',
      refunded: lateCapture.amount,
      lateCapture: { ...lateCapture, refunded: true },
    }),
  ]);
}
