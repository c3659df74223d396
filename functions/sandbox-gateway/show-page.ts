import { NotFound } from '../shared/domain-error.ts';
import { Reply, type Request } from '../shared/http/api.ts';
import type { ShowPage } from './contract.ts';
import { pageOfPayment, policyOfPage } from './page.ts';
import type { PageLinks } from './page-link.ts';
import type { Payment } from './payment.ts';
import type { Payments } from './payments.ts';

/**
 * Answers the page of a payment; looking changes nothing. While somebody has to decide there, only a link that the gateway
 * made leads to it; afterwards whoever knows the payment's id sees it. Throws `NotFound`.
 */
export const showPage =
  ({ payments, pages }: { readonly payments: Payments; readonly pages: PageLinks }) =>
  async ({ params: { paymentId }, query: { sig } }: Request<typeof ShowPage>) => {
    const payment = await payments.find(paymentId);
    if (!payment || (isOpen(payment) && !(await pages.genuine(paymentId, sig)))) throw new NotFound();
    const html = pageOfPayment(payment, await pages.signatureOf(paymentId));
    return new Reply(html, { 'content-security-policy': policyOfPage(payment) });
  };

const isOpen = ({ status }: Payment): boolean => status === 'pending' || status === 'requires_action';
