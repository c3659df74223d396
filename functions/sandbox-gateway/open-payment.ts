import type { Clock } from '../shared/clock.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import { cardOf } from './card.ts';
import type { OpenPayment } from './contract.ts';
import type { PageLinks } from './page-link.ts';
import { isOpened, open, sameRequest } from './payment.ts';
import { viewOf } from './payment-view.ts';
import type { Payments } from './payments.ts';

interface Ports {
  readonly payments: Payments;
  readonly pages: PageLinks;
  readonly clock: Clock;
  /** How long a short-lived card waits. */
  readonly shortLifeSeconds: number;
}

/** The payment was taken, and the card says that nobody hears of it. */
class ReplyLost extends DomainError {
  override name = 'ReplyLost';
  constructor() {
    super('timed-out', 'reply-lost', 'The answer got lost on its way.');
  }
}

/**
 * Opens a payment once for its id; every later call answers it as it stands. Throws `DifferentPayment`, and
 * `ReplyLost` after the effect where the card loses the answer.
 */
export const openPayment =
  ({ payments, pages, clock, shortLifeSeconds }: Ports) =>
  async ({ params: { paymentId }, body }: Request<typeof OpenPayment>) => {
    const { payment, isNew } = await whileStale(async () => {
      const stored = await payments.find(paymentId);
      if (stored && isOpened(stored)) {
        sameRequest(stored, body);
        return { payment: stored, isNew: false };
      }
      const change = open(paymentId, body, { stored, now: clock.now(), shortLifeSeconds });
      await payments.record(stored, change);
      return { payment: change.payment, isNew: true };
    });
    if (isNew && payment.status === 'captured' && cardOf(payment.token).losesReply) throw new ReplyLost();
    return viewOf(payment, await pages.urlOf(paymentId));
  };
