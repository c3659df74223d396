import type { Clock } from '../shared/clock.ts';
import { count } from '../shared/observability.ts';
import type { Secret } from '../shared/signatures.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import { delayUntil, type Errand, type Errands, type Look, type Tell } from './errand.ts';
import { passTime } from './payment.ts';
import type { Payments, Webhooks } from './payments.ts';
import { afterAttempt, signatureHeader, waitAfter } from './webhook.ts';

/** The port to whoever is told. */
export interface Merchant {
  /** Answers the HTTP status, or nothing when there was no answer. */
  post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<number | undefined>;
}

interface Ports {
  readonly payments: Payments;
  readonly webhooks: Webhooks;
  readonly errands: Errands;
  readonly merchant: Merchant;
  readonly webhookKey: Secret;
  readonly carrierKey: Secret;
  readonly clock: Clock;
}

/** In: an errand that is due. Out: nothing; its effect is recorded, and what is left of it is queued again. */
export const runErrand =
  (ports: Ports) =>
  (errand: Errand): Promise<void> =>
    errand.kind === 'tell' ? tell(ports, errand) : look(ports, errand);

/**
 * Tries to deliver a webhook. The next try is queued before this one is written down: whoever finds a try written
 * down knows that its successor exists, and a message that is handed out twice leads to one chain of tries.
 */
async function tell(ports: Ports, errand: Tell): Promise<void> {
  const { webhooks, errands, merchant, webhookKey, carrierKey, clock } = ports;
  const { paymentId, webhookId, attempt, correlationId } = errand;
  const webhook = await webhooks.find(paymentId, webhookId);
  if (!webhook) throw new Error(`There is no webhook ${webhookId}`);
  if (webhook.status !== 'pending' || webhook.attempts >= attempt) return;
  const byCarrier = webhook.type.startsWith('shipment.');
  const { current } = await (byCarrier ? carrierKey : webhookKey)();
  const answer = await merchant.post(webhook.url, webhook.body, {
    [byCarrier ? 'carrier-signature' : 'sandbox-signature']: signatureHeader(current, clock.now(), webhook.body),
    'x-correlation-id': correlationId,
  });
  const after = afterAttempt(webhook, attempt, answer, clock.now());
  if (after.status === 'pending') {
    await errands.send([{ errand: { ...errand, attempt: attempt + 1 }, delaySeconds: waitAfter(attempt) }]);
  }
  await webhooks.keep(after);
  if (after.status === 'given-up') count('WebhookGivenUp');
}

/** Looks whether time has changed a payment: expired, or captured late. One that changed otherwise stays as it is. */
async function look({ payments, errands, clock }: Ports, errand: Look): Promise<void> {
  const delaySeconds = delayUntil(errand.dueAt, clock.now());
  if (delaySeconds > 0) return errands.send([{ errand, delaySeconds }]);
  await whileStale(async () => {
    const payment = await payments.find(errand.paymentId);
    const change = payment && passTime(payment, clock.now());
    if (change) await payments.record(payment, change);
  });
}
