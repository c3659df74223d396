import * as z from 'zod';
import { orderIdOf, paymentIdOf } from '../orders/reads.ts';
import { DomainError, NotFound } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import { idSchema } from '../shared/ids.ts';
import { continuing } from '../shared/invocation.ts';
import { log } from '../shared/observability.ts';
import type { Secret } from '../shared/signatures.ts';
import { whileStale } from '../shared/steps.ts';
import type { PaymentWebhook } from './contract.ts';
import { type Gateway, GatewayUnavailable } from './gateway.ts';
import { type Books, findPayment, settle } from './settle.ts';
import { genuine } from './webhook-signature.ts';
import { KnownMessage } from './writes.ts';

/** What the sandbox gateway says. Open: what we do not know we do not need. */
const Message = z.object({
  id: z.string().min(1).max(100),
  type: z.string(),
  data: z.object({ paymentId: idSchema('pay'), orderId: idSchema('ord') }),
});

/** The same as other shops' gateways say it: no id of its own, so what it says of which payment, and when, stands for one. */
const IntentMessage = z
  .object({ eventType: z.string().max(40), paymentIntentId: idSchema('pay'), timestamp: z.string().max(40) })
  .transform(({ eventType, paymentIntentId, timestamp }) => ({
    id: `${paymentIntentId} ${eventType} ${timestamp}`,
    type: eventType,
    data: { paymentId: paymentIntentId, orderId: orderIdOf(paymentIntentId) },
  }));

interface Ports extends Books {
  readonly gateways: ReadonlyMap<string, { readonly gateway: Gateway; readonly key: Secret; readonly header: string }>;
}

const RECEIVED = { received: true as const };

/**
 * A gateway's message is a reason to look, not a statement: what is booked is what the gateway answers when asked. So
 * order and repetition of messages do not matter. Unknown kinds, unknown payments and repeats are taken and change
 * nothing. Throws `invalid-signature`, and 503 when the gateway cannot be asked, so that it comes again.
 */
export const receiveWebhook =
  (ports: Ports) =>
  async ({ params, body, headers }: Request<typeof PaymentWebhook>) => {
    const known = ports.gateways.get(params.provider);
    if (!known) throw new NotFound();
    const signature = headers[known.header];
    if (!genuine(signature, body, await known.key(), ports.clock.now())) {
      log.warn('webhook refused', { provider: params.provider });
      throw new DomainError('invalid', 'invalid-signature', 'The signature is wrong or too old.');
    }
    const message = z.union([Message, IntentMessage]).safeParse(parsed(body));
    if (!message.success || !message.data.type.startsWith('payment.')) return RECEIVED;
    const { id, data } = message.data;
    if (paymentIdOf(data.orderId) !== data.paymentId) return RECEIVED;
    try {
      await whileStale(async () => {
        const said = await known.gateway.find(data.paymentId);
        if (!said) return;
        const view = await findPayment(ports, data.orderId);
        if (view) await continuing(view.payment, () => settle(ports, view, said, 'webhook', id));
      });
    } catch (error) {
      if (error instanceof KnownMessage) return RECEIVED;
      if (!(error instanceof GatewayUnavailable)) throw error;
      throw new DomainError('unavailable', 'gateway-unavailable', 'Come again.', { cause: error, retryAfter: 5 });
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
