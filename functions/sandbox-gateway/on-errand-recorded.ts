import type { DynamoDBStreamEvent } from 'aws-lambda';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { log } from '../shared/observability.ts';
import { errandOf } from './errands.dynamodb.ts';
import { sqsErrands } from './errands.sqs.ts';
import { queueErrands } from './queue-errands.ts';

const queue = queueErrands({ errands: sqsErrands(env('ERRANDS_QUEUE_URL')), clock: systemClock });

/** The table's stream → the queue of errands: what a transaction has recorded is done later, whatever crashes. */
export async function handler(batch: DynamoDBStreamEvent): Promise<void> {
  const recorded = batch.Records.flatMap((record) => errandOf(record) ?? []);
  await queue(recorded);
  log.info('errands queued', { errands: recorded.length });
}
