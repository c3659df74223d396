import type { Money } from '../shared/money.ts';
import type { Payment } from './payment.ts';
import { refundsFail } from './refund.ts';

/** In: any text. Out: the text as HTML, harmless inside of elements and quoted attributes. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const SAYS: Readonly<Record<Payment['status'], string>> = {
  pending: 'This payment is being worked on. There is nothing for you to do.',
  requires_action: 'Please confirm or decline this payment.',
  captured: 'This payment is done.',
  failed: 'This payment has failed. No money was taken.',
  voided: 'This payment was cancelled. No money was taken.',
};

const STYLE =
  'body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:3rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}' +
  'dt{font-weight:600}dd{margin:0 0 .75rem;overflow-wrap:anywhere}' +
  'button{font:inherit;padding:.6rem 1.2rem;margin:.5rem .5rem 0 0;border:2px solid #1a4d8f;border-radius:.4rem;background:#fff;color:#1a4d8f}' +
  'button.first{background:#1a4d8f;color:#fff}button:focus-visible{outline:3px solid #b35900;outline-offset:2px}';

/** In: a payment and the signature of its link. Out: its page, with the buttons that it waits for. */
export function pageOfPayment(payment: Payment, signature: string): string {
  const { paymentId, orderId, amount, status } = payment;
  const buttons =
    status === 'requires_action'
      ? [button('confirm', 'Confirm', true), button('decline', 'Decline')]
      : status === 'captured' && refundsFail(payment)
        ? [button('heal', 'Let refunds succeed', true)]
        : [];
  const form =
    buttons.length === 0
      ? ''
      : // Without an action of its own the form would go to the page's address, whose query this request does not take.
        `<form method="post" action="${escaped(paymentId)}"><input type="hidden" name="sig" value="${escaped(signature)}">${buttons.join('')}</form>`;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sandbox payment</title><style>${STYLE}</style></head>
<body><main>
<h1>Sandbox payment</h1>
<p role="status">${SAYS[status]}</p>
<dl><dt>Payment</dt><dd>${escaped(paymentId)}</dd>
${orderId ? `<dt>Order</dt><dd>${escaped(orderId)}</dd>\n<dt>Amount</dt><dd>${escaped(amountText(amount))}</dd>` : ''}</dl>
${form}
<p>No real money moves here.</p>
</main></body>
</html>
`;
}

/**
 * In: a payment. Out: the content security policy of its page. Browsers check where a form's redirect leads as well,
 * so the return address is allowed.
 */
export function policyOfPage({ returnUrl }: Payment): string {
  const back = returnUrl ? ` ${new URL(returnUrl).origin}` : '';
  return `default-src 'none'; style-src 'unsafe-inline'; form-action 'self'${back}; base-uri 'none'; frame-ancestors 'none'`;
}

const button = (decision: string, label: string, first = false) =>
  `<button name="decision" value="${decision}"${first ? ' class="first"' : ''}>${label}</button>`;

function amountText({ amount, currency }: Money): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'code' });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
