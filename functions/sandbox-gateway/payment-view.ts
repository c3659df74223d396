import type * as z from 'zod';
import type { PaymentDto } from './contract.ts';
import type { Payment } from './payment.ts';

/** In: a payment and the URL of its page. Out: what the merchant sees of it. */
export function viewOf(payment: Payment, pageUrl: string): z.input<typeof PaymentDto> {
  const { paymentId, orderId, status, amount, refunded, failure, createdAt, updatedAt, version } = payment;
  return {
    paymentId,
    ...(orderId ? { orderId } : {}),
    status,
    amount,
    refunded,
    ...(failure ? { failure } : {}),
    ...(status === 'requires_action' ? { actionUrl: pageUrl } : {}),
    pageUrl,
    createdAt,
    updatedAt,
    version,
  };
}
