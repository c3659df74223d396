import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { withInvocation } from '../invocation.ts';
import { log } from '../observability.ts';
import { type DataOf, Envelope, type EventDefinition } from './event.ts';

/** What EventBridge puts into the queue. */
const Delivery = z.object({ 'detail-type': z.string(), source: z.string(), detail: Envelope });

/** What the queue knows of a message. */
interface Receipt {
  /** 1 for the first try; the queue's redrive policy ends it. */
  readonly attempt: number;
  /** When the queue got it: later than what it tells of was stored, which its event's `occurredAt` is not. */
  readonly sentAt: Date;
}

export interface Delivered<E extends EventDefinition> extends Receipt {
  readonly event: Envelope<DataOf<E>>;
}

export interface Subscription {
  readonly definition: EventDefinition;
  readonly handle: (delivered: never) => Promise<void>;
}

export const when = <E extends EventDefinition>(
  definition: E,
  handle: (delivered: Delivered<E>) => Promise<void>,
): Subscription => ({ definition, handle });

/** One message of a queue, with what the log and the facts should know about its cause. */
export interface Cause {
  readonly correlationId: string;
  readonly traceparent?: string | undefined;
  readonly causationId?: string | undefined;
  readonly actor: string;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * A queue's handler: each message by its own; those that fail are reported and come again until the dead-letter queue
 * takes them. `read` throws for a message that is not what it should be: that fails too, because it must be seen.
 */
export function queue<M>(
  read: (body: unknown) => { readonly message: M; readonly cause: Cause },
  handle: (message: M, receipt: Receipt) => Promise<void>,
) {
  return async (batch: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const take = async (record: SQSRecord) => {
      const { message, cause } = readable(record, read);
      const invocation = {
        correlationId: cause.correlationId,
        requestId: context.awsRequestId,
        traceparent: cause.traceparent,
        causationId: cause.causationId,
        actor: cause.actor,
        deadline: Date.now() + context.getRemainingTimeInMillis(),
      };
      await withInvocation(invocation, async () => {
        try {
          const { ApproximateReceiveCount, SentTimestamp } = record.attributes;
          await handle(message, {
            attempt: Number(ApproximateReceiveCount),
            sentAt: new Date(Number(SentTimestamp)),
          });
          log.info('consumed', cause.fields);
        } catch (error) {
          log.error('consuming failed', error, cause.fields);
          throw error;
        }
      });
    };
    const processor = new BatchProcessor(EventType.SQS);
    return processPartialResponse(batch, take, processor, { context, throwOnFullBatchFailure: false });
  };
}

/** Reads a message; of one that cannot be read, the log keeps the id: its body may hold what no log should. */
function readable<R>(record: SQSRecord, read: (body: unknown) => R): R {
  try {
    return read(JSON.parse(record.body));
  } catch (error) {
    const { messageId } = record;
    log.warn('unreadable message', { messageId, error: error instanceof Error ? error.name : 'unknown' });
    throw error;
  }
}

/** The one way to take events of the bus. */
export function consumer(subscriptions: readonly Subscription[]) {
  const byType = new Map(subscriptions.map((subscription) => [subscription.definition.type, subscription]));
  return queue(
    (body) => {
      const delivery = Delivery.parse(body);
      const subscription = byType.get(delivery['detail-type']);
      if (!subscription) throw new Error(`Nobody here takes ${delivery['detail-type']}`);
      const event = { ...delivery.detail, data: subscription.definition.data.parse(delivery.detail.data) };
      return {
        message: { subscription, event },
        cause: {
          correlationId: event.correlationId,
          traceparent: event.traceparent,
          causationId: event.id,
          actor: `system:${event.type}`,
          fields: { type: event.type, eventId: event.id, subject: event.subject },
        },
      };
    },
    ({ subscription, event }, receipt) => subscription.handle({ event, ...receipt } as never),
  );
}
