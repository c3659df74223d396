import { storedKind } from '../shared/store/decode.ts';
import type { KeyedRead } from '../shared/store/store.ts';
import type { Payment } from './payment.ts';

export { continueLink } from './continue-link.ts';
export type { Payment } from './payment.ts';

/** Payments as they are stored. */
export const storedPayment = storedKind<Payment>('payment', 1);

/** Keyed reads of the payments table. */
export const paymentsReads = (table: string) => ({
  payment: (paymentId: string): KeyedRead<Payment | undefined> => ({
    table,
    keys: [paymentKey(paymentId)],
    parse: ([item]) => item && storedPayment.decode(item),
  }),

  payments: (paymentIds: readonly string[]): KeyedRead<readonly Payment[]> => ({
    table,
    keys: paymentIds.map(paymentKey),
    parse: (items) => items.map(storedPayment.decode),
  }),
});
export type PaymentsReads = ReturnType<typeof paymentsReads>;

/** Key of a payment, by its id. */
export const paymentKey = (paymentId: string) => ({ pk: `PAYMENT#${paymentId}`, sk: 'META' });
