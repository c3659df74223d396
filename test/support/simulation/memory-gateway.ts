import {
  type Gateway,
  type GatewayPayment,
  GatewayUnavailable,
  RefundRefused,
} from '../../../functions/payments/gateway.ts';
import { type Money, money } from '../../../functions/shared/money.ts';

type Kept = Omit<GatewayPayment, 'status' | 'failure'> & {
  status: GatewayPayment['status'];
  failure?: 'declined' | 'expired';
};

export interface MemoryGateway extends Gateway {
  /** Money in less money out, of one payment: the gateway's own book. */
  net(paymentId: string): number;
  captures(paymentId: string): number;
  /** The customer, or time, decides an open payment. */
  decide(paymentId: string, status: 'captured' | 'failed', failure?: 'declined' | 'expired'): void;
  refundsRefused: boolean;
  /** Calls that are refused a connection before the gateway can be reached again. */
  unreachableFor: number;
}

/** A gateway with a book of its own: a payment is taken once per id, a refund given once per key. */
export function memoryGateway(): MemoryGateway {
  const payments = new Map<string, Kept>();
  const entries: { readonly paymentId: string; readonly amount: number; readonly kind: 'capture' | 'refund' }[] = [];
  const refundKeys = new Set<string>();
  const capture = (paymentId: string, amount: Money) =>
    entries.push({ paymentId, amount: amount.amount, kind: 'capture' });
  const reached = () => {
    if (gateway.unreachableFor <= 0) return;
    gateway.unreachableFor -= 1;
    throw new GatewayUnavailable('connection refused');
  };
  const gateway: MemoryGateway = {
    refundsRefused: false,
    unreachableFor: 0,
    async pay({ paymentId, amount, method }) {
      reached();
      const payment = payments.get(paymentId);
      if (payment) return { ...payment };
      const opened: Kept =
        method === 'tok_declined'
          ? { status: 'failed', failure: 'declined', amount }
          : method === 'tok_3ds'
            ? { status: 'requires_action', amount, actionUrl: 'https://gateway.example/pay' }
            : method === 'tok_pending'
              ? { status: 'pending', amount }
              : method === 'tok_wrong_amount'
                ? { status: 'captured', amount: money(amount.amount + 1, amount.currency) }
                : { status: 'captured', amount };
      payments.set(paymentId, opened);
      if (opened.status === 'captured') capture(paymentId, opened.amount);
      return { ...opened };
    },
    find: async (paymentId) => {
      reached();
      const payment = payments.get(paymentId);
      return payment && { ...payment };
    },
    async void(paymentId) {
      reached();
      const payment = payments.get(paymentId) ?? { status: 'voided', amount: money(0, 'XXX') };
      if (payment.status === 'pending' || payment.status === 'requires_action') payment.status = 'voided';
      payments.set(paymentId, payment);
      return { ...payment };
    },
    async refund(paymentId, amount, key) {
      reached();
      if (gateway.refundsRefused) throw new RefundRefused('The gateway refuses');
      if (refundKeys.has(key)) return;
      refundKeys.add(key);
      entries.push({ paymentId, amount: -amount.amount, kind: 'refund' });
    },
    net: (paymentId) =>
      entries.filter((entry) => entry.paymentId === paymentId).reduce((total, entry) => total + entry.amount, 0),
    captures: (paymentId) =>
      entries.filter((entry) => entry.paymentId === paymentId && entry.kind === 'capture').length,
    decide(paymentId, status, failure) {
      const payment = payments.get(paymentId);
      if (!payment) throw new Error(`No payment ${paymentId}`);
      payment.status = status;
      if (failure) payment.failure = failure;
      if (status === 'captured') capture(paymentId, payment.amount);
    },
  };
  return gateway;
}
