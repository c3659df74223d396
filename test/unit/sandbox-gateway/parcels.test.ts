import { beforeEach, describe, expect, test } from 'vitest';
import { announceParcel, readParcel, scanParcel } from '../../../functions/sandbox-gateway/keep-parcels.ts';
import { dynamoParcels } from '../../../functions/sandbox-gateway/parcels.dynamodb.ts';
import { runErrand } from '../../../functions/sandbox-gateway/run-errand.ts';
import { dynamoWebhooks } from '../../../functions/sandbox-gateway/webhooks.dynamodb.ts';
import { withInvocation } from '../../../functions/shared/invocation.ts';
import { genuine } from '../../../functions/shared/webhook-signature.ts';
import { type MemoryStore, memoryStore } from '../../support/simulation/memory-store.ts';

const trackingNumber = 'PV0123456789012';
const webhookUrl = 'https://shop.example/shipping/webhooks/simulated';
const now = new Date('2026-11-29T10:00:00.000Z');
const CARRIER = { current: 'c'.repeat(32), previous: undefined };

let store: MemoryStore;
beforeEach(() => {
  store = memoryStore();
});

const ports = () => ({
  parcels: dynamoParcels(store, 'sandbox'),
  webhooks: dynamoWebhooks(store, 'sandbox'),
  clock: { now: () => now },
});
const inside = <T>(work: () => Promise<T>): Promise<T> =>
  withInvocation(
    {
      correlationId: 'cor_1',
      requestId: 'req_1',
      traceparent: undefined,
      causationId: undefined,
      actor: 'system:test',
      deadline: Number.MAX_SAFE_INTEGER,
    },
    work,
  );
const params = { trackingNumber };
const announce = () => inside(() => announceParcel(ports())({ params, body: { webhookUrl } } as never));
const scan = (status: string) => inside(() => scanParcel(ports())({ params, body: { status } } as never));
const read = () => readParcel(ports())({ params } as never);
const errands = () => store.items('sandbox').flatMap(({ errand }) => (errand ? [errand] : []));

describe('the book of the sandbox’s carrier [SHP-02, SHP-05]', () => {
  test('takes a parcel once, and knows none that nobody announced', async () => {
    await expect(read()).rejects.toMatchObject({ code: 'not-found' });
    await expect(scan('in_transit')).rejects.toMatchObject({ code: 'not-found' });
    await announce();
    await scan('in_transit');
    expect(await announce()).toMatchObject({ status: 'in_transit' });
  });

  test('moves a parcel forward, and leaves one message for each move that was one', async () => {
    await announce();
    for (const status of ['in_transit', 'in_transit', 'delivered', 'in_transit']) await scan(status);
    expect(await read()).toMatchObject({
      status: 'delivered',
      deliveries: [
        { type: 'shipment.in_transit', status: 'pending' },
        { type: 'shipment.delivered', status: 'pending' },
      ],
    });
    expect(errands()).toHaveLength(2);
  });

  test('tells the merchant by the carrier’s own key and header, again and again until it is taken', async () => {
    await announce();
    await scan('in_transit');
    const posts: { readonly url: string; readonly body: string; readonly signature: string | undefined }[] = [];
    const queued: { readonly errand: unknown; readonly delaySeconds: number }[] = [];
    const run = (errand: unknown, answer: number) =>
      inside(() =>
        runErrand({
          ...ports(),
          payments: {} as never,
          errands: { send: async (more) => void queued.push(...more) },
          merchant: {
            post: async (url, body, headers) => {
              posts.push({ url, body, signature: headers['carrier-signature'] });
              return answer;
            },
          },
          webhookKey: async () => ({ current: 'g'.repeat(32), previous: undefined }),
          carrierKey: async () => CARRIER,
        })(errand as never),
      );
    await run(errands()[0], 503);
    expect(queued).toMatchObject([{ errand: { attempt: 2 }, delaySeconds: 1 }]);
    await run(queued[0]?.errand, 200);
    expect(posts).toHaveLength(2);
    for (const { url, body, signature } of posts) {
      expect(url).toBe(webhookUrl);
      expect(JSON.parse(body)).toMatchObject({ type: 'shipment.in_transit', data: { trackingNumber } });
      expect(genuine(signature, body, CARRIER, now)).toBe(true);
    }
    expect(await read()).toMatchObject({ deliveries: [{ status: 'delivered', attempts: 2 }] });
  });
});
