import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { type DataOf, Envelope, type EventDefinition } from './contract.ts';
import { withInvocation } from './invocation.ts';
import { log } from './observability.ts';

/** What EventBridge puts into the queue. */
const Delivery = z.object({ 'detail-type': z.string(), source: z.string(), detail: Envelope });

export interface Delivered<E extends EventDefinition> {
  readonly event: Envelope<DataOf<E>>;
  /** 1 for the first try; the queue's redrive policy ends it. */
  readonly attempt: number;
}

export interface Subscription {
  readonly definition: EventDefinition;
  readonly handle: (delivered: never) => Promise<void>;
}

export const when = <E extends EventDefinition>(
  definition: E,
  handle: (delivered: Delivered<E>) => Promise<void>,
): Subscription => ({ definition, handle });

/**
 * The one way to take events: queue in, each message by its own, those that fail are reported and come again until
 * the dead-letter queue takes them. A message that is not what its type promises fails too: it must be seen.
 */
export function consumer(subscriptions: readonly Subscription[]) {
  const byType = new Map(subscriptions.map((subscription) => [subscription.definition.type, subscription]));
  return async (batch: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const processor = new BatchProcessor(EventType.SQS);
    return processPartialResponse(
      batch,
      async (record: SQSRecord) => {
        const delivery = Delivery.parse(JSON.parse(record.body));
        const subscription = byType.get(delivery['detail-type']);
        if (!subscription) throw new Error(`Nobody here takes ${delivery['detail-type']}`);
        const event = { ...delivery.detail, data: subscription.definition.data.parse(delivery.detail.data) };
        await withInvocation(
          {
            correlationId: event.correlationId,
            requestId: context.awsRequestId,
            traceparent: event.traceparent,
            causationId: event.id,
            actor: `system:${subscription.definition.context}`,
            deadline: Date.now() + context.getRemainingTimeInMillis(),
          },
          async () => {
            const fields = { type: event.type, eventId: event.id, subject: event.subject };
            try {
              await subscription.handle({ event, attempt: Number(record.attributes.ApproximateReceiveCount) } as never);
              log.info('consumed', fields);
            } catch (error) {
              log.error('consuming failed', error, fields);
              throw error;
            }
          },
        );
      },
      processor,
      { context, throwOnFullBatchFailure: false },
    );
  };
}
