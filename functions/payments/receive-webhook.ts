import * as z from 'zod';
import { orderIdOf, paymentIdOf } from '../orders/reads.ts';
import { DomainError, NotFound } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import { idSchema } from '../shared/ids.ts';
import { continuing } from '../shared/invocation.ts';
import { log } from '../shared/observability.ts';
import type { Secret } from '../shared/signatures.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import { genuine } from '../shared/webhook-signature.ts';
import type { PaymentWebhook } from './contract.ts';
import { type Gateway, GatewayUnavailable } from './gateway.ts';
import { findPayment, type SettlementPorts, settle } from './settle.ts';

/** What the sandbox gateway says. Open: what we do not know we do not need. */
const Message = z.object({
  type: z.string(),
  data: z.object({ paymentId: idSchema('pay'), orderId: idSchema('ord') }),
});

/** The same as other shops' gateways say it. */
const IntentMessage = z
  .object({ eventType: z.string().max(40), paymentIntentId: idSchema('pay') })
  .transform(({ eventType, paymentIntentId }) => ({
    type: eventType,
    data: { paymentId: paymentIntentId, orderId: orderIdOf(paymentIntentId) },
  }));

interface Ports extends SettlementPorts {
  readonly gateways: ReadonlyMap<string, { readonly gateway: Gateway; readonly key: Secret; readonly header: string }>;
}

const RECEIVED = { received: true as const };

/**
 * A gateway's message is a reason to look, not a statement: what is booked is what the gateway answers when asked. So
 * order and repetition of messages do not matter, and no message is kept: the book itself tells that one was taken. Unknown
 * kinds, unknown payments and repeats are taken and change nothing. Throws `invalid-signature`, and 503 when the gateway cannot be asked, so that it comes again.
 */
export const receiveWebhook =
  (ports: Ports) =>
  async ({ params, body, headers }: Request<typeof PaymentWebhook>) => {
    const provider = ports.gateways.get(params.provider);
    if (!provider) throw new NotFound();
    const signature = headers[provider.header];
    if (!genuine(signature, body, await provider.key(), ports.clock.now())) {
      log.warn('webhook refused', { provider: params.provider });
      throw new DomainError('invalid', 'invalid-signature', 'The signature is wrong or too old.');
    }
    const message = z.union([Message, IntentMessage]).safeParse(parsed(body));
    if (!message.success || !message.data.type.startsWith('payment.')) return RECEIVED;
    const { data } = message.data;
    if (paymentIdOf(data.orderId) !== data.paymentId) return RECEIVED;
    try {
      await whileStale(async () => {
        const answer = await provider.gateway.find(data.paymentId);
        if (!answer) return;
        const view = await findPayment(ports, data.orderId);
        if (view) await continuing(view.payment, () => settle(ports, view, answer, 'webhook'));
      });
    } catch (error) {
      if (!(error instanceof GatewayUnavailable)) throw error;
      throw new DomainError(
        'unavailable',
        'gateway-unavailable',
        'The payment provider does not answer, so this message was not processed. Send it again in a few seconds.',
        {
          cause: error,
          retryAfter: 5,
        },
      );
    }
    return RECEIVED;
  };

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
