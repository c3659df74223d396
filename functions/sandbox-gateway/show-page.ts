import { NotFound } from '../shared/domain-error.ts';
import { Reply, type Request } from '../shared/http.ts';
import type { ShowPage } from './contract.ts';
import { pageOfPayment, policyOfPage } from './page.ts';
import type { PageLinks } from './page-link.ts';
import type { Payments } from './payments.ts';

/** Answers the page of a payment; looking changes nothing. Throws `NotFound` for a link that the gateway did not make. */
export const showPage =
  ({ payments, pages }: { readonly payments: Payments; readonly pages: PageLinks }) =>
  async ({ params: { paymentId }, query: { sig } }: Request<typeof ShowPage>) => {
    if (!(await pages.genuine(paymentId, sig))) throw new NotFound();
    const payment = await payments.find(paymentId);
    if (!payment) throw new NotFound();
    const html = pageOfPayment(payment, await pages.signatureOf(paymentId));
    return new Reply(html, { 'content-security-policy': policyOfPage(payment) });
  };
