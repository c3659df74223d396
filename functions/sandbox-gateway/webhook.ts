import { createHmac } from 'node:crypto';
import { derivedId } from '../shared/ids.ts';
import type { ParcelStatus } from './contract.ts';
import type { Notice, Payment } from './payment.ts';

/** A message to the merchant and what became of it. The body is kept, so that every try sends the same bytes. */
export interface Webhook {
  readonly id: string;
  /** The payment that it tells of; of a parcel its tracking number. */
  readonly paymentId: string;
  readonly type: Notice['type'] | `shipment.${ParcelStatus}`;
  readonly url: string;
  readonly body: string;
  readonly status: 'pending' | 'delivered' | 'given-up';
  readonly attempts: number;
  readonly lastStatus?: number | undefined;
  readonly lastAttemptAt?: string | undefined;
  readonly createdAt: string;
}

const MAX_ATTEMPTS = 20;
const LONGEST_WAIT_SECONDS = 300;

/** In: a payment after a change and what is to be told. Out: the webhook; its id follows from the payment's version. */
export function webhookOf(payment: Payment, notice: Notice, url: string): Webhook {
  const id = derivedId('whk', [payment.paymentId, String(payment.version)]);
  const createdAt = payment.updatedAt;
  return {
    id,
    paymentId: payment.paymentId,
    type: notice.type,
    url,
    body: JSON.stringify({ id, type: notice.type, createdAt, data: notice.data }),
    status: 'pending',
    attempts: 0,
    createdAt,
  };
}

/**
 * In: a webhook, the number of the try (from 1), the HTTP status it got (none without an answer) and the clock.
 * Out: the webhook after it. Only 2xx counts as taken: a redirect is not followed.
 */
export function afterAttempt(webhook: Webhook, attempt: number, answer: number | undefined, now: Date): Webhook {
  const taken = answer !== undefined && answer >= 200 && answer < 300;
  const status = taken ? 'delivered' : attempt >= MAX_ATTEMPTS ? 'given-up' : 'pending';
  return { ...webhook, attempts: attempt, status, lastStatus: answer, lastAttemptAt: now.toISOString() };
}

/** In: the number of the try that failed, from 1. Out: seconds until the next one: 1, 2, 4, … 300. */
export const waitAfter = (attempt: number): number => Math.min(LONGEST_WAIT_SECONDS, 2 ** (attempt - 1));

/** In: a key, the clock, the body's bytes. Out: `t=<unix seconds>,v1=<hex of HMAC-SHA256 over "t.body">`. */
export function signatureHeader(key: string, now: Date, body: string): string {
  const at = Math.floor(now.getTime() / 1000);
  return `t=${at},v1=${createHmac('sha256', key).update(`${at}.${body}`).digest('hex')}`;
}
