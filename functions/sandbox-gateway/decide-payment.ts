import * as z from 'zod';
import type { Clock } from '../shared/clock.ts';
import { DomainError, NotFound } from '../shared/domain-error.ts';
import { Reply, type Request } from '../shared/http/api.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { DecidePayment } from './contract.ts';
import type { PageLinks } from './page-link.ts';
import { decide } from './payment.ts';
import type { Payments } from './payments.ts';
import { heal } from './refund.ts';

interface Ports {
  readonly payments: Payments;
  readonly pages: PageLinks;
  readonly clock: Clock;
}

const Form = z.object({ decision: z.enum(['confirm', 'decline', 'heal']), sig: z.string().max(100).default('') });

/**
 * Takes what somebody clicked on the page and sends the browser on: to the merchant after a decision, else back to
 * the page. Throws `NotFound` for a link that the gateway did not make, and `AlreadyDecided`.
 */
export const decidePayment =
  ({ payments, pages, clock }: Ports) =>
  async ({ params: { paymentId }, headers, body }: Request<typeof DecidePayment>) => {
    const { decision, sig } = formIn(headers['content-type'], body);
    // Healing takes and gives nothing; deciding takes money, and only the one whom the merchant sent here may.
    if (decision !== 'heal' && !(await pages.genuine(paymentId, sig))) throw new NotFound();
    const payment = await whileStale(async () => {
      const stored = await payments.find(paymentId);
      if (!stored) throw new NotFound();
      const change = decision === 'heal' ? heal(stored, clock.now()) : decide(stored, decision, clock.now());
      if (change) await payments.record(stored, change);
      return change?.payment ?? stored;
    });
    const back = decision === 'heal' ? undefined : payment.returnUrl;
    return new Reply(undefined, { location: back ?? (await pages.urlOf(paymentId)) });
  };

function formIn(contentType: string | undefined, body: string): z.infer<typeof Form> {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(contentType ?? '')) {
    throw new DomainError('media-type', 'form-required', 'Send the form as application/x-www-form-urlencoded.');
  }
  const form = Form.safeParse(Object.fromEntries(new URLSearchParams(body)));
  if (form.success) return form.data;
  throw new DomainError('invalid', 'invalid-request', 'Say decision=confirm, decline or heal, and sig.', {
    errors: form.error.issues.map(({ path, message }) => ({ pointer: `/${path.join('/')}`, message })),
  });
}
