import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { awsClient } from '../shared/client.aws.ts';
import { log } from '../shared/observability.ts';
import type { Announcement, Bus, RefusedAnnouncements } from './publish-facts.ts';

/** EventBridge and SQS take ten entries a request. */
const BATCH = 10;

const batches = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / BATCH) }, (_, index) => all.slice(index * BATCH, (index + 1) * BATCH));

/** Publishes and answers the announcements that the bus did not take; a request that failed as a whole took none. */
export const eventBridgeBus = (busName: string, client = awsClient(EventBridgeClient)): Bus => ({
  async publish(announcements) {
    const refused: Announcement[] = [];
    for (const batch of batches(announcements)) {
      try {
        const answer = await client.send(
          new PutEventsCommand({
            Entries: batch.map(({ source, event }) => ({
              EventBusName: busName,
              Source: source,
              DetailType: event.type,
              Time: new Date(event.occurredAt),
              Detail: JSON.stringify(event),
            })),
          }),
        );
        for (const [index, announcement] of batch.entries()) {
          const code = answer.Entries?.[index]?.ErrorCode;
          if (code === undefined) continue;
          log.warn('the bus refused an announcement', { eventId: announcement.event.id, code });
          refused.push(announcement);
        }
      } catch (error) {
        log.error('the bus took none of a request', error, { announcements: batch.length });
        refused.push(...batch);
      }
    }
    return refused;
  },
});

/** Keeps what the bus refused until the relay takes it out again. Throws when the queue does not take all of it. */
export const retryQueue = (queueUrl: string, client = awsClient(SQSClient)): RefusedAnnouncements => ({
  async keep(announcements) {
    for (const batch of batches(announcements)) {
      const answer = await client.send(
        new SendMessageBatchCommand({
          QueueUrl: queueUrl,
          Entries: batch.map((announcement, index) => ({
            Id: String(index),
            MessageBody: JSON.stringify(announcement),
          })),
        }),
      );
      if (answer.Failed && answer.Failed.length > 0) throw new Error('The retry queue refused announcements');
    }
  },
});
