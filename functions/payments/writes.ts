import { invocation } from '../shared/invocation.ts';
import { updateItem } from '../shared/store/optimistic.ts';
import { putNew, type Write } from '../shared/store/store.ts';
import { OF_PAYER, type Payment } from './payment.ts';
import { paymentKey, storedPayment } from './reads.ts';

/** Attributes of a payment that change; `undefined` leaves one as it is. */
export type PaymentChange = {
  readonly [K in 'status' | 'customerNeeded' | 'actionUrl' | 'taskToken' | 'captured' | 'refunded' | 'lateCapture']?:
    | Payment[K]
    | undefined;
};

/** The conditional writes on payments. */
export const paymentsWrites = (table: string) => ({
  /** A new payment, with the ids of the request that opens it. `taken` is thrown when it exists already. */
  open(payment: Payment, taken: () => Error): Write {
    const { correlationId, traceparent } = invocation();
    const ids = { correlationId, ...(traceparent ? { traceparent } : {}) };
    return putNew(table, storedPayment.encode({ ...payment, ...ids }, paymentKey(payment.id)), taken);
  },

  /** Throws `Stale` when the payment is no longer at this version. */
  change: (payment: Pick<Payment, 'id' | 'version'>, now: Date, changed: PaymentChange): Write =>
    updateItem({ table, key: paymentKey(payment.id) }, payment, { set: { ...changed, updatedAt: now.toISOString() } }),

  /** The payment without what is about who paid. Throws `Stale` as `change`. */
  forgetPayer: (payment: Pick<Payment, 'id' | 'version'>): Write =>
    updateItem({ table, key: paymentKey(payment.id) }, payment, { remove: OF_PAYER }),
});
export type PaymentsWrites = ReturnType<typeof paymentsWrites>;
