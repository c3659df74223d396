import { NotFound } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import type { ReadPayment } from './contract.ts';
import type { PageLinks } from './page-link.ts';
import { viewOf } from './payment-view.ts';
import type { Payments } from './payments.ts';

/** Answers a payment as it stands. Throws `NotFound`. */
export const readPayment =
  ({ payments, pages }: { readonly payments: Payments; readonly pages: PageLinks }) =>
  async ({ params: { paymentId } }: Request<typeof ReadPayment>) => {
    const payment = await payments.find(paymentId);
    if (!payment) throw new NotFound();
    return viewOf(payment, await pages.urlOf(paymentId));
  };
