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
      const known = await payments.find(paymentId);
      const change = known ? cancel(known, clock.now()) : cancelUnknown(paymentId, clock.now());
      if (change) await payments.record(known, change);
      return change?.payment ?? known;
    });
    if (!payment) throw new Error(`${paymentId} is neither known nor recorded`);
    return viewOf(payment, await pages.urlOf(paymentId));
  };
