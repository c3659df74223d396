import { announced } from '../shared/events/facts.ts';
import { PaymentRefunded } from './contract.ts';
import type { Gateway } from './gateway.ts';
import { commitBooking, type SettlementPorts } from './settle.ts';
import { moneyPosting, type PaymentView } from './settlement.ts';

/**
 * Gives back what was captured after the order had turned back, under a gateway key of its own, and records it.
 * Nothing to do if it was given back already. Throws `RefundRefused`, `GatewayUnavailable`, `Stale`.
 */
export async function refundLate(
  ports: SettlementPorts & { readonly gateway: Gateway },
  view: PaymentView,
): Promise<void> {
  const { id: paymentId, orderId, lateCapture } = view.payment;
  if (!lateCapture || lateCapture.refunded) return;
  const { amount } = lateCapture;
  await ports.gateway.refund(paymentId, amount, `late:${paymentId}`);
  await commitBooking(ports, view, {
    order: {
      going: 'either',
      fact: announced(
        PaymentRefunded,
        { orderId, paymentId, amount },
        { key: 'late-refund', postings: [moneyPosting('refunded', amount)], audience: 'customer' },
      ),
    },
    payment: { status: 'REFUNDED', refunded: amount, lateCapture: { amount, refunded: true } },
  });
}
