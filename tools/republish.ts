import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { TABLES } from '../lib/platform.ts';
import { OperatorError, runMain } from './operator-error.ts';
import { findTarget } from './target.ts';

const usage =
  'npm run republish -- --since <RFC 3339> [--until <RFC 3339>] [--type <event type>] [--dry-run] [--stage <stage on AWS>]';

/** EventBridge takes ten entries a request. */
const BATCH = 10;

type Announcement = { source: string; at: string; event: { type: string } };

/** Facts of a range, oldest first, as they were announced. An operator may scan; no request path does. */
async function findAnnouncements(
  documents: DynamoDBDocumentClient,
  stage: string,
  range: { since: string; until: string; type: string | undefined },
): Promise<Announcement[]> {
  const found: Announcement[] = [];
  for (const context of TABLES) {
    const pages = paginateScan(
      { client: documents },
      {
        TableName: `printverse-${stage}-${context}`,
        FilterExpression: '#publish = :yes AND #at BETWEEN :since AND :until',
        ExpressionAttributeNames: { '#publish': 'publish', '#at': 'at' },
        ExpressionAttributeValues: { ':yes': true, ':since': range.since, ':until': range.until },
      },
    );
    for await (const { Items = [] } of pages) found.push(...(Items as Announcement[]));
  }
  return found
    .filter(({ event }) => range.type === undefined || event.type === range.type)
    .toSorted((a, b) => a.at.localeCompare(b.at));
}

async function announce(bus: EventBridgeClient, stage: string, announcements: Announcement[]): Promise<void> {
  for (let done = 0; done < announcements.length; done += BATCH) {
    const batch = announcements.slice(done, done + BATCH);
    const { FailedEntryCount = 0 } = await bus.send(
      new PutEventsCommand({
        Entries: batch.map(({ source, at, event }) => ({
          EventBusName: `printverse-${stage}`,
          Source: source,
          DetailType: event.type,
          Time: new Date(at),
          Detail: JSON.stringify(event),
        })),
      }),
    );
    if (FailedEntryCount > 0) {
      throw new OperatorError(
        `The bus refused ${FailedEntryCount} of the facts after ${done}: run the same command again, consumers take every fact once.`,
      );
    }
    console.log(`${Math.min(done + BATCH, announcements.length)} of ${announcements.length} announced`);
  }
}

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      since: { type: 'string' },
      until: { type: 'string' },
      type: { type: 'string' },
      stage: { type: 'string' },
      'dry-run': { type: 'boolean' },
    },
  });
  const { since, until = new Date().toISOString(), type } = values;
  if (since === undefined || Number.isNaN(Date.parse(since)) || Number.isNaN(Date.parse(until))) {
    throw new OperatorError(`Say from when on: ${usage}`);
  }
  const { config, stage } = await findTarget(values.stage);
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(config));
  const range = { since: new Date(since).toISOString(), until: new Date(until).toISOString(), type };
  const announcements = await findAnnouncements(documents, stage, range);
  if (values['dry-run']) {
    console.log(`${announcements.length} facts would be announced again.`);
    return;
  }
  await announce(new EventBridgeClient(config), stage, announcements);
  console.log(`${announcements.length} facts announced again.`);
});
