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
  const { stage: wanted, dryRun, ...range } = readArguments();
  const { config, stage } = await findTarget(wanted);
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(config));
  const announcements = await findAnnouncements(documents, stage, range);
  if (dryRun) {
    console.log(`${announcements.length} facts would be announced again.`);
    return;
  }
  await announce(new EventBridgeClient(config), stage, announcements);
  console.log(`${announcements.length} facts announced again.`);
});

/** Both ends of the range belong to it. */
function readArguments() {
  const { values } = (() => {
    try {
      return parseArgs({
        options: {
          since: { type: 'string' },
          until: { type: 'string' },
          type: { type: 'string' },
          stage: { type: 'string' },
          'dry-run': { type: 'boolean', default: false },
        },
      });
    } catch (error) {
      throw new OperatorError(`${(error as Error).message}\n${usage}`);
    }
  })();
  if (values.since === undefined) throw new OperatorError(`Say from when on.\n${usage}`);
  const since = readTime('since', values.since);
  const until = readTime('until', values.until ?? new Date().toISOString());
  if (since > until)
    throw new OperatorError(`Nothing lies between ${since} and ${until}: --until comes after --since.`);
  return { since, until, type: values.type, stage: values.stage, dryRun: values['dry-run'] };
}

/** A time as the tables write it, in UTC with milliseconds. */
function readTime(option: string, text: string): string {
  if (Number.isNaN(Date.parse(text))) throw new OperatorError(`--${option} is "${text}", which is no time.\n${usage}`);
  return new Date(text).toISOString();
}
