import type { Clock } from '../shared/clock.ts';
import type { Request } from '../shared/http/api.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { VoidPayment } from './contract.ts';
import type { PageLinks } from './page-link.ts';
import { cancel, cancelUnknown } from './payment.ts';
import { viewOf } from './payment-view.ts';
import type { Payments } from './payments.ts';

interface Ports {
  readonly payments: Payments;
  readonly pages: PageLinks;
  readonly clock: Clock;
}

/** Closes a payment for good, also one that has not arrived yet; a repeat answers the same. Throws `AlreadyCaptured`. */
export const voidPayment =
  ({ payments, pages, clock }: Ports) =>
  async ({ params: { paymentId } }: Request<typeof VoidPayment>) => {
    const payment = await whileStale(async () => {
      const stored = await payments.find(paymentId);
      const change = stored ? cancel(stored, clock.now()) : cancelUnknown(paymentId, clock.now());
      if (change) await payments.record(stored, change);
      return change?.payment ?? stored;
    });
    if (!payment) throw new Error(`${paymentId} is neither known nor recorded`);
    return viewOf(payment, await pages.urlOf(paymentId));
  };
