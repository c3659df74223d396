import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  DeleteRuleCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type QueueAttributeName,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { Envelope } from '../../../functions/shared/events/event.ts';
import { clientConfig } from '../../../local/cloud.ts';
import { until } from '../../../tools/demo/client.ts';
import { root } from '../../../tools/root.ts';
import { endpoint } from '../orders/buying.ts';

const BUS = 'printverse-local';
export const sqs = new SQSClient(clientConfig(endpoint));
const bus = new EventBridgeClient(clientConfig(endpoint));

export interface Announced {
  readonly source: string;
  readonly type: string;
  readonly event: Envelope;
}

export interface Probe {
  /** Waits until so many events of that correlation id have passed; answers all that have. */
  heard(correlationId: string, count: number): Promise<Announced[]>;
  /** Everything that has passed so far. */
  everything(): Promise<readonly Announced[]>;
  close(): Promise<void>;
}

/** A queue of the test's own that hears every event of the shop from now on. */
export async function listen(): Promise<Probe> {
  const name = `probe-${randomUUID().slice(0, 8)}`;
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const EventPattern = JSON.stringify({ source: [{ prefix: 'printverse.' }] });
  await bus.send(new PutRuleCommand({ Name: name, EventBusName: BUS, EventPattern }));
  const target = { Id: 'probe', Arn: Attributes?.['QueueArn'] };
  await bus.send(new PutTargetsCommand({ Rule: name, EventBusName: BUS, Targets: [target] }));
  const passed: Announced[] = [];
  const everything = async () => {
    for (;;) {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      if (Messages.length === 0) return passed;
      for (const { Body = '', ReceiptHandle } of Messages) {
        const { source, detail, 'detail-type': type } = JSON.parse(Body) as Record<string, unknown>;
        passed.push({ source: String(source), type: String(type), event: Envelope.parse(detail) });
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  };
  return {
    everything,
    heard: (correlationId, count) =>
      until(`${count} events of ${correlationId}`, async () => {
        const events = (await everything()).filter(({ event }) => event.correlationId === correlationId);
        return events.length >= count ? events : undefined;
      }),
    async close() {
      await bus.send(new RemoveTargetsCommand({ Rule: name, EventBusName: BUS, Ids: ['probe'] }));
      await bus.send(new DeleteRuleCommand({ Name: name, EventBusName: BUS }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    },
  };
}

/** Whether nothing waits in a consumer's queue and nobody works on anything out of it. */
export async function isIdle(name: string): Promise<boolean> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: `printverse-local-${name}` }));
  const AttributeNames: QueueAttributeName[] = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'];
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
  return AttributeNames.every((name) => Attributes?.[name] === '0');
}

/** Puts events on the bus as they are, one after the other. */
export async function announce(announcements: readonly Announced[]): Promise<void> {
  for (const { source, type, event } of announcements) {
    const entry = { EventBusName: BUS, Source: source, DetailType: type, Detail: JSON.stringify(event) };
    await bus.send(new PutEventsCommand({ Entries: [entry] }));
  }
}

/** Runs an operator's command against the shop and answers what it says. */
export async function operate(command: 'redrive' | 'republish', ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'tools', `${command}.ts`), ...args], {
    env: { ...process.env, AWS_ENDPOINT_URL: endpoint },
  });
  return stdout;
}
