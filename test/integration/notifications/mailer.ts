import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DeleteIdentityCommand, SESClient } from '@aws-sdk/client-ses';
import { DeleteEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { App, Stack } from 'aws-cdk-lib';
import { EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import { type MailTemplate, mailsDue } from '../../../functions/notifications/contract.ts';
import type { Item } from '../../../functions/shared/store/store.ts';
import { stages } from '../../../lib/config.ts';
import { ContextTable } from '../../../lib/constructs/context-table.ts';
import { signingKey } from '../../../lib/constructs/secrets.ts';
import { NotificationsContext } from '../../../lib/contexts/notifications.ts';
import { type Platform, TABLES, type TableContext, type Tables } from '../../../lib/platform.ts';
import { clientConfig } from '../../../local/cloud.ts';
import { deployAssembly } from '../../../local/deploy.ts';
import { startEmulator } from '../../../local/emulator/emulator.ts';
import type { Mail } from '../../../local/mailbox.ts';
import { buildFunctions } from '../../../tools/build.ts';
import { root } from '../../../tools/root.ts';
import { eventually } from '../../support/eventually.ts';
import { makeTestFolder } from '../../support/test-folder.ts';

const config = stages.local;
const queueName = `printverse-${config.stage}-notifications-on-mail-due`;

/** The mailer with its own tables, bus and queue, and nothing else of the shop. */
class MailerStack extends Stack {
  constructor(app: App, bundles: string) {
    super(app, 'mailer');
    const tables = Object.fromEntries(
      TABLES.map((context) => [context, new ContextTable(this, `${context}Table`, { context, config })]),
    ) as unknown as Tables;
    new NotificationsContext(this, 'Notifications', {
      config,
      bundles,
      tables,
      bus: new EventBus(this, 'Bus', { eventBusName: 'mailer' }) as IEventBus,
      secrets: { mailTokens: signingKey(this, 'MailTokens', 'mailer-tokens') },
      apiUrl: 'https://api.example',
    } as Platform);
  }
}

export interface MailerUnderTest {
  put(context: TableContext, item: Item): Promise<void>;
  items(context: TableContext): Promise<Item[]>;
  /** Puts the events of these mails on the bus, in one request. */
  announce(...events: readonly Announced[]): Promise<void>;
  inbox(): Promise<Mail[]>;
  /** Resolves when nothing waits in the queue and nobody works on it. */
  settled(): Promise<void>;
  /** Bodies of the dead letters that there are by now. */
  deadLetters(): Promise<string[]>;
  /** The provider does not know the shop's address any more. */
  forgetSender(): Promise<void>;
  stop(): Promise<void>;
}

export interface Announced {
  readonly template: MailTemplate;
  readonly id: string;
  readonly data: object;
}

/** As many events go into one call of EventBridge (PutEvents). */
const ENTRIES_A_CALL = 10;

/** Deploys the mailer to an emulator of its own, with a queue that is quick to try again. */
export async function startMailer(): Promise<MailerUnderTest> {
  const { folder, remove } = await makeTestFolder('mailer');
  const emulator = await startEmulator({ stateDir: join(folder, 'state') });
  const stop = async () => {
    await emulator.stop();
    await remove();
  };
  try {
    const assembly = join(folder, 'cdk.out');
    const bundles = await bundleMailer(folder);
    const app = new App({ outdir: assembly, analyticsReporting: false });
    new MailerStack(app, bundles);
    app.synth();
    await deployAssembly({ endpoint: emulator.endpoint, assembly });
    return await connect(emulator.endpoint, emulator.inbox, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function bundleMailer(folder: string): Promise<string> {
  const functions = join(folder, 'functions');
  const entry = join(root, 'functions/notifications/on-mail-due.ts');
  await mkdir(join(functions, 'notifications'), { recursive: true });
  await writeFile(join(functions, 'notifications/on-mail-due.ts'), `export * from ${JSON.stringify(entry)};\n`);
  const bundles = join(folder, 'bundles');
  await buildFunctions({ functions, outdir: bundles });
  return bundles;
}

async function connect(
  endpoint: string,
  inbox: () => Promise<Mail[]>,
  stop: () => Promise<void>,
): Promise<MailerUnderTest> {
  const client = clientConfig(endpoint);
  const sqs = new SQSClient(client);
  const bus = new EventBridgeClient(client);
  const tables = DynamoDBDocumentClient.from(new DynamoDBClient(client));
  const urlOf = async (QueueName: string) => (await sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl;
  const [QueueUrl, deadLettersUrl] = await Promise.all([urlOf(queueName), urlOf(`${queueName}-dlq`)]);
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: '2' } }));
  const tableName = (context: TableContext) => `printverse-${config.stage}-${context}`;
  return {
    inbox,
    stop,
    put: async (context, Item) => {
      await tables.send(new PutCommand({ TableName: tableName(context), Item: { schema: 1, ...Item } }));
    },
    items: async (context) =>
      (await tables.send(new ScanCommand({ TableName: tableName(context), ConsistentRead: true }))).Items ?? [],
    announce: async (...events) => {
      for (let from = 0; from < events.length; from += ENTRIES_A_CALL) {
        const some = events.slice(from, from + ENTRIES_A_CALL);
        await bus.send(new PutEventsCommand({ Entries: some.map(entryOf) }));
      }
    },
    settled: () =>
      eventually(
        'the queue is empty',
        async () => {
          const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
          const answer = await sqs.send(
            new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
          );
          return AttributeNames.every((name) => answer.Attributes?.[name] === '0') || undefined;
        },
        30,
      ).then(() => undefined),
    deadLetters: async () =>
      (
        (await sqs.send(new ReceiveMessageCommand({ QueueUrl: deadLettersUrl, MaxNumberOfMessages: 10 }))).Messages ??
        []
      ).map(({ Body = '' }) => Body),
    forgetSender: async () => {
      // Two books in the emulator, one in SES: it is unknown when it is in neither.
      await new SESClient(client).send(new DeleteIdentityCommand({ Identity: config.sender }));
      await new SESv2Client(client).send(new DeleteEmailIdentityCommand({ EmailIdentity: config.sender }));
    },
  };
}

const entryOf = ({ template, id, data }: Announced) => {
  const { type, context, schemaVersion } = mailsDue[template];
  return {
    EventBusName: 'mailer',
    Source: `printverse.${context}`,
    DetailType: type,
    Detail: JSON.stringify({
      id,
      type,
      schemaVersion,
      subject: 'the order or user',
      sequence: 1,
      occurredAt: '2026-11-21T09:00:00.000Z',
      correlationId: `cor_${id}`,
      actor: 'system:test',
      data,
    }),
  };
};
