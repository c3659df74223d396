/** Access patterns: a webhook by ids (Get) · the webhooks of a payment (Query on its partition) · the outcome of a try. */
import { storedKind } from '../shared/store/decode.ts';
import { everyItem, type Store } from '../shared/store/store.ts';
import { paymentKey, WEBHOOKS, webhookKey } from './gateway-keys.ts';
import type { Webhooks } from './payments.ts';
import type { Webhook } from './webhook.ts';

class OvertakenByLaterTry extends Error {
  override name = 'OvertakenByLaterTry';
}

/** Webhooks as they are stored. */
export const storedWebhook = storedKind<Webhook>('gateway webhook', 1);

/** In: the store and the gateway's table. Out: the port to its webhooks. */
export const dynamoWebhooks = (store: Store, table: string): Webhooks => ({
  async find(paymentId, webhookId) {
    const item = await store.get(table, webhookKey(paymentId, webhookId));
    return item && storedWebhook.decode(item);
  },

  async list(paymentId) {
    const items = await everyItem(store, { table, partition: paymentKey(paymentId).pk, sortPrefix: WEBHOOKS });
    const webhooks = items.map(storedWebhook.decode);
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
