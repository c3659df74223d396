import { invocation } from '../shared/invocation.ts';
import { Stale } from '../shared/steps.ts';
import { putNew, type Write } from '../shared/store/store.ts';
import { OF_PAYER, type Payment } from './payment.ts';
import { paymentKey } from './reads.ts';

/** A gateway's message that was taken before. */
export class KnownMessage extends Error {
  override name = 'KnownMessage';
}

/** How long a gateway may repeat a message; it gives up long before. */
const INBOX_DAYS = 30;

type Changed = Partial<
  Pick<Payment, 'status' | 'customerNeeded' | 'actionUrl' | 'taskToken' | 'captured' | 'refunded' | 'lateCapture'>
>;

/** The conditional writes on payments. */
export const paymentsWrites = (table: string) => ({
  /** A new payment, with the ids of the request that opens it. `taken` is thrown when it exists already. */
  open(payment: Payment, taken: () => Error): Write {
    const { correlationId, traceparent } = invocation();
    const ids = { correlationId, ...(traceparent ? { traceparent } : {}) };
    return putNew(table, { ...paymentKey(payment.id), schema: 1, ...payment, ...ids }, taken);
  },

  /** Guarded on the payment's version: throws `Stale` when somebody else was faster. */
  change(payment: Pick<Payment, 'id' | 'version'>, now: Date, changed: Changed): Write {
    const fields = Object.entries(changed).filter(([, value]) => value !== undefined);
    return {
      kind: 'update',
      table,
      key: paymentKey(payment.id),
      update: `SET #version = :next, updatedAt = :now${fields.map(([name]) => `, #${name} = :${name}`).join('')}`,
      names: { '#version': 'version', ...Object.fromEntries(fields.map(([name]) => [`#${name}`, name])) },
      values: {
        ':version': payment.version,
        ':next': payment.version + 1,
        ':now': now.toISOString(),
        ...Object.fromEntries(fields.map(([name, value]) => [`:${name}`, value])),
      },
      condition: '#version = :version',
      refused: () => new Stale(`Payment ${payment.id} changed meanwhile`),
    };
  },

  /** The payment without what is about who paid. Throws `Stale` as `change`. */
  forgetPayer: (payment: Pick<Payment, 'id' | 'version'>): Write => ({
    kind: 'update',
    table,
    key: paymentKey(payment.id),
    update: `SET #version = :next REMOVE ${OF_PAYER.map((name) => `#${name}`).join(', ')}`,
    names: { '#version': 'version', ...Object.fromEntries(OF_PAYER.map((name) => [`#${name}`, name])) },
    values: { ':version': payment.version, ':next': payment.version + 1 },
    condition: '#version = :version',
    refused: () => new Stale(`Payment ${payment.id} changed meanwhile`),
  }),

  /** Remembers a gateway's message in the transaction of its effect. Throws `KnownMessage` for a repeat. */
  remember: (messageId: string, now: Date): Write =>
    putNew(
      table,
      {
        pk: `INBOX#${messageId}`,
        sk: 'META',
        schema: 1,
        at: now.toISOString(),
        ttl: Math.floor(now.getTime() / 1000) + INBOX_DAYS * 86_400,
      },
      () => new KnownMessage(messageId),
    ),
});
export type PaymentsWrites = ReturnType<typeof paymentsWrites>;
