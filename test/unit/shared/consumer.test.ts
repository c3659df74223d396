import type { Context, SQSEvent } from 'aws-lambda';
import { afterEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { queue } from '../../../functions/shared/events/consumer.ts';
import { log } from '../../../functions/shared/observability.ts';

vi.hoisted(() => vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT'));
afterEach(() => void vi.restoreAllMocks());

const context = { awsRequestId: 'req_1', getRemainingTimeInMillis: () => 10_000 } as Context;
const Order = z.object({ orderId: z.string() });

const taking = (handle: (orderId: string) => Promise<void>) =>
  queue((body) => {
    const { orderId } = Order.parse(body);
    return { message: orderId, cause: { correlationId: 'cor_1', actor: 'system:test', fields: { orderId } } };
  }, handle);

const batch = (bodies: Readonly<Record<string, string>>) =>
  ({
    Records: Object.entries(bodies).map(([messageId, body]) => ({
      messageId,
      body,
      eventSource: 'aws:sqs',
      attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1795953600000' },
    })),
  }) as unknown as SQSEvent;

test.each([
  ['not JSON', 'anna@example.com', 'SyntaxError'],
  ['not what it should be', '{"email":"anna@example.com"}', 'ZodError'],
])(
  'a message that is %s fails alone, and the log says which and why, not what was in it [OBS-05]',
  async (_, body, error) => {
    const warned = vi.spyOn(log, 'warn');
    const taken: string[] = [];
    const handler = taking(async (orderId) => void taken.push(orderId));
    expect(await handler(batch({ good: '{"orderId":"ord_1"}', bad: body }), context)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'bad' }],
    });
    expect(taken).toEqual(['ord_1']);
    expect(warned.mock.calls).toEqual([['unreadable message', { messageId: 'bad', error }]]);
  },
);

test('a message that cannot be handled fails alone, and the log says which', async () => {
  const failed = vi.spyOn(log, 'error');
  const handler = taking(() => Promise.reject(new Error('no')));
  expect((await handler(batch({ one: '{"orderId":"ord_1"}' }), context)).batchItemFailures).toHaveLength(1);
  expect(failed.mock.calls[0]?.[2]).toEqual({ orderId: 'ord_1' });
});
