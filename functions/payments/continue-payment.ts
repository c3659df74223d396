import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../shared/clock.ts';
import { DomainError, NotFound } from '../shared/domain-error.ts';
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
  readonly clock: Clock;
  /** Where an order is looked at: the web app, or the API while there is none. */
  readonly shopUrl: string;
}

/** A browser waits this long for the saga to reach the payment, milliseconds. */
const PATIENCE_MS = 10_000;
const LOOK_EVERY_MS = 200;

/**
 * Waits until the payment knows whether the customer is needed, then sends the browser to the gateway's page, else back
 * to where the checkout came from. Throws `NotFound` for a link that the shop did not make.
 */
export const continuePayment =
  ({ store, payments, key, clock, shopUrl }: Ports) =>
  async ({ params: { paymentId }, query: { sig } }: Request<typeof ContinuePayment>): Promise<Reply> => {
    if (!continuable(paymentId, sig, await key())) throw new NotFound();
    const until = clock.now().getTime() + PATIENCE_MS;
    for (;;) {
      const [payment] = await store.readTogether([payments.payment(paymentId)]);
      if (!payment) throw new NotFound();
      const next = nextPage(payment, shopUrl);
      if (next) return new Reply(undefined, { location: next });
      if (clock.now().getTime() > until) {
        throw new DomainError('unavailable', 'payment-undecided', 'The payment is still on its way.', {
          retryAfter: 2,
        });
      }
      await sleep(LOOK_EVERY_MS);
    }
  };

/** The page to go to, or nothing while nobody knows whether the customer is needed. */
export function nextPage(payment: Payment, shopUrl: string): string | undefined {
  if (payment.status === 'PENDING' && payment.customerNeeded === undefined) return undefined;
  if (payment.status === 'REQUIRES_ACTION' && payment.actionUrl) return payment.actionUrl;
  return payment.returnUrl ?? `${shopUrl}/orders/${payment.orderId}`;
}
