import { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { log } from '../shared/observability.ts';
import { errandOf } from './errands.dynamodb.ts';
import { sqsErrands } from './errands.sqs.ts';
import { queueErrands } from './queue-errands.ts';

/** A stream holds everything up until its record is taken, so the queue is asked more often than usual. */
const errands = sqsErrands(new SQSClient({ maxAttempts: 8, useQueueUrlAsEndpoint: false }), env('ERRANDS_QUEUE_URL'));
const queue = queueErrands({ errands, clock: systemClock });

/** The table's stream → the queue of errands: what a transaction has recorded is done later, whatever crashes. */
export async function handler(batch: DynamoDBStreamEvent): Promise<void> {
  const recorded = batch.Records.flatMap((record) => errandOf(record) ?? []);
  await queue(recorded);
  log.info('errands queued', { errands: recorded.length });
}
