import type { KeyedRead } from '../shared/store/store.ts';
import type { Payment } from './payment.ts';

export { continueLink } from './continue-link.ts';
export type { Payment } from './payment.ts';

/** Keyed reads of the payments table. */
export const paymentsReads = (table: string) => ({
  payment: (paymentId: string): KeyedRead<Payment | undefined> => ({
    table,
    keys: [paymentKey(paymentId)],
    parse: ([item]) => item as unknown as Payment | undefined,
  }),

  payments: (paymentIds: readonly string[]): KeyedRead<readonly Payment[]> => ({
    table,
    keys: paymentIds.map(paymentKey),
    parse: (items) => items as unknown as Payment[],
  }),
});
export type PaymentsReads = ReturnType<typeof paymentsReads>;

/** Key of a payment, by its id. */
export const paymentKey = (paymentId: string) => ({ pk: `PAYMENT#${paymentId}`, sk: 'META' });
