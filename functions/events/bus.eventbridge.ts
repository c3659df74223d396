import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Announcement, Bus, RefusedAnnouncements } from './publish-facts.ts';

/** EventBridge and SQS take ten entries a request. */
const BATCH = 10;

const batches = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / BATCH) }, (_, index) => all.slice(index * BATCH, (index + 1) * BATCH));

/** Publishes and answers the announcements that the bus did not take; a request that failed as a whole took none. */
export const eventBridgeBus = (client: EventBridgeClient, busName: string): Bus => ({
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
        refused.push(...batch.filter((_, index) => answer.Entries?.[index]?.ErrorCode !== undefined));
      } catch {
        refused.push(...batch);
      }
    }
    return refused;
  },
});

export const retryQueue = (client: SQSClient, queueUrl: string): RefusedAnnouncements => ({
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
