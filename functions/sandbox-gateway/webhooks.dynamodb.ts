/** Access patterns: a webhook by ids (Get) · the webhooks of a payment (Query on its partition) · the outcome of a try. */
import type { Item, Store } from '../shared/store/store.ts';
import { paymentKey, WEBHOOKS, webhookKey } from './gateway-keys.ts';
import type { Webhooks } from './payments.ts';
import type { Webhook } from './webhook.ts';

class OvertakenByLaterTry extends Error {
  override name = 'OvertakenByLaterTry';
}

/** In: the store and the gateway's table. Out: the port to its webhooks. */
export const dynamoWebhooks = (store: Store, table: string): Webhooks => ({
  async find(paymentId, webhookId) {
    return (await store.get(table, webhookKey(paymentId, webhookId))) as unknown as Webhook | undefined;
  },

  async list(paymentId) {
    const found: Item[] = [];
    let startKey: Item | undefined;
    do {
      const page = await store.query({ table, partition: paymentKey(paymentId).pk, sortPrefix: WEBHOOKS, startKey });
      found.push(...page.items);
      startKey = page.lastKey;
    } while (startKey);
    const webhooks = found as unknown as Webhook[];
    return webhooks.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  },

  async keep({ id, paymentId, status, attempts, lastStatus, lastAttemptAt }) {
    try {
      await store.write({
        kind: 'update',
        table,
        key: webhookKey(paymentId, id),
        update: `SET #status = :status, attempts = :attempts, lastAttemptAt = :at${
          lastStatus === undefined ? ' REMOVE lastStatus' : ', lastStatus = :answer'
        }`,
        condition: 'attempts < :attempts AND #status = :pending',
        names: { '#status': 'status' },
        values: {
          ':status': status,
          ':attempts': attempts,
          ':at': lastAttemptAt,
          ':pending': 'pending',
          ...(lastStatus === undefined ? {} : { ':answer': lastStatus }),
        },
        refused: () => new OvertakenByLaterTry(id),
      });
    } catch (error) {
      if (!(error instanceof OvertakenByLaterTry)) throw error;
    }
  },
});
