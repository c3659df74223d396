import type { Clock } from '../shared/clock.ts';
import { NotFound } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import { derivedId } from '../shared/ids.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { RefundPayment } from './contract.ts';

import type { Payments } from './payments.ts';
import { refund } from './refund.ts';

interface Ports {
  readonly payments: Payments;
  readonly clock: Clock;
}

/**
 * Gives money back, once for a key; a failed refund is tried again when its key comes again.
 * Throws `NotFound`, `NotCaptured`, `RefundExceedsCapture`, `DifferentRefund`.
 */
export const refundPayment =
  ({ payments, clock }: Ports) =>
  async ({ params: { paymentId }, body: { amount, key } }: Request<typeof RefundPayment>) => {
    const refundId = derivedId('ref', [paymentId, key]);
    const made = await whileStale(async () => {
      const [payment, earlier] = await payments.findWithRefund(paymentId, refundId);
      if (!payment) throw new NotFound();
      const change = refund(payment, earlier, { refundId, amount }, clock.now());
      if (change) await payments.record(payment, change);
      return change?.refund ?? earlier;
    });
    if (!made) throw new Error(`${refundId} is neither known nor recorded`);
    return { refundId, status: made.status, amount: made.amount };
  };
