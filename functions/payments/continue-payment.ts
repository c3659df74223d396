import { NotFound } from '../shared/domain-error.ts';
import { Reply, type Request } from '../shared/http/api.ts';
import type { Secret } from '../shared/signatures.ts';
import type { Store } from '../shared/store/store.ts';
import { continuable } from './continue-link.ts';
import type { ContinuePayment } from './contract.ts';
import type { Payment } from './payment.ts';
import type { PaymentsReads } from './reads.ts';

interface Ports {
  readonly store: Store;
  readonly payments: PaymentsReads;
  readonly key: Secret;
  /** Where an order is looked at: the web app, or the API while there is none. */
  readonly shopUrl: string;
}

/** What a browser shows for the second until it looks again. No script: the page works wherever the link is opened. */
const WAITING_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>Payment</title>
    <link rel="icon" href="data:,">
  </head>
  <body>
    <p role="status">Your payment is being prepared. This page goes on by itself.</p>
  </body>
</html>
`;

const WAITING = new Reply(
  WAITING_PAGE,
  { refresh: '1', 'content-security-policy': "default-src 'none'; img-src data:; frame-ancestors 'none'" },
  [],
  200,
);

/**
 * Sends the browser to the gateway's page if the customer is needed, else back to where the checkout came from. While the
 * payment does not know yet, answers at once with a page that reloads itself every second: no function waits for the saga.
 * Throws `NotFound` for a link that the shop did not make.
 */
export const continuePayment =
  ({ store, payments, key, shopUrl }: Ports) =>
  async ({ params: { paymentId }, query: { sig } }: Request<typeof ContinuePayment>): Promise<Reply> => {
    if (!continuable(paymentId, sig, await key())) throw new NotFound();
    const [payment] = await store.readTogether([payments.payment(paymentId)]);
    if (!payment) throw new NotFound();
    const next = nextPage(payment, shopUrl);
    return next ? new Reply(undefined, { location: next }) : WAITING;
  };

/** The page to go to, or nothing while nobody knows whether the customer is needed. */
export function nextPage(payment: Payment, shopUrl: string): string | undefined {
  if (payment.status === 'PENDING' && payment.customerNeeded === undefined) return undefined;
  if (payment.status === 'REQUIRES_ACTION' && payment.actionUrl) return payment.actionUrl;
  return payment.returnUrl ?? `${shopUrl}/orders/${payment.orderId}`;
}
