import type { DynamoDBStreamEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { env } from '../shared/env.ts';
import { eventBridgeBus, retryQueue } from './bus.eventbridge.ts';
import { announcementOf } from './facts.dynamodb.ts';
import { type Announcement, publishFacts } from './publish-facts.ts';

const bus = eventBridgeBus(env('BUS_NAME'));
const publish = publishFacts({ bus, refused: retryQueue(env('RETRY_QUEUE_URL')) });

/**
 * Facts → event bus: the only publisher. Reads the streams of all tables (filtered to publishable facts), and its own
 * retry queue, which holds what the bus refused until it takes it or the dead letters do.
 */
export async function handler(batch: DynamoDBStreamEvent | SQSEvent): Promise<SQSBatchResponse> {
  if (isQueue(batch)) return republish(batch);
  await publish(batch.Records.flatMap((record) => announcementOf(record) ?? []));
  return { batchItemFailures: [] };
}

async function republish(batch: SQSEvent): Promise<SQSBatchResponse> {
  const waiting = batch.Records.map((record) => ({
    messageId: record.messageId,
    announcement: JSON.parse(record.body) as Announcement,
  }));
  const left = new Set(await bus.publish(waiting.map(({ announcement }) => announcement)));
  return {
    batchItemFailures: waiting
      .filter(({ announcement }) => left.has(announcement))
      .map(({ messageId }) => ({ itemIdentifier: messageId })),
  };
}

const isQueue = (batch: DynamoDBStreamEvent | SQSEvent): batch is SQSEvent =>
  batch.Records[0] !== undefined && 'messageId' in batch.Records[0];
