import type { PaymentRequest } from '../../../functions/sandbox-gateway/payment.ts';
import { addSeconds } from '../../../functions/shared/clock.ts';

export const start = new Date('2026-03-01T12:00:00.000Z');
export const after = (seconds: number): Date => addSeconds(start, seconds);
export const SHORT_LIFE_SECONDS = 60;

/** What a merchant asks for, with a quarter of an hour to pay. */
export const orderOf = (given: Partial<PaymentRequest>): PaymentRequest => ({
  orderId: 'ord_1',
  amount: { amount: 1_999, currency: 'EUR' },
  webhookUrl: 'https://shop.example/payments/webhooks/sandbox',
  expiresAt: after(900).toISOString(),
  ...given,
});
