import { parseArgs } from 'node:util';
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  paginateListQueues,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { OperatorError, runMain } from './operator-error.ts';
import { findTarget } from './target.ts';

const usage =
  'npm run redrive -- [<queue or its dead-letter queue>] [--dry-run] [--max <messages>] [--stage <stage on AWS>]';

/** A queue and where its dead letters lie. */
export type Pair = { queue: string; queueUrl: string; deadLetters: string; deadLettersUrl: string; waiting: number };

/** Every queue with dead letters whose name begins with `prefix`. */
export async function findPairs(sqs: SQSClient, prefix: string): Promise<Pair[]> {
  const urls = new Map<string, string>();
  for await (const { QueueUrls = [] } of paginateListQueues({ client: sqs }, { QueueNamePrefix: prefix })) {
    for (const url of QueueUrls) urls.set(nameOf(url), url);
  }
  const pairs: Pair[] = [];
  for (const [queue, queueUrl] of urls) {
    const policy = (await readAttributes(sqs, queueUrl)).RedrivePolicy;
    if (policy === undefined) continue;
    const deadLetters = nameOf((JSON.parse(policy) as { deadLetterTargetArn: string }).deadLetterTargetArn);
    const deadLettersUrl = urls.get(deadLetters);
    if (deadLettersUrl === undefined) continue;
    const waiting = Number((await readAttributes(sqs, deadLettersUrl)).ApproximateNumberOfMessages ?? 0);
    pairs.push({ queue, queueUrl, deadLetters, deadLettersUrl, waiting });
  }
  return pairs.sort((a, b) => a.queue.localeCompare(b.queue));
}

/** The one pair that `wanted` names: a queue or its dead-letter queue, in full or by its ending. */
export function choosePair(pairs: Pair[], wanted: string): Pair {
  const names = ({ queue, deadLetters }: Pair) => [queue, deadLetters];
  const exact = pairs.filter((pair) => names(pair).includes(wanted));
  const ending = pairs.filter((pair) => names(pair).some((name) => name.endsWith(`-${wanted}`)));
  const found = exact.length > 0 ? exact : ending;
  const [pair] = found;
  if (found.length === 1 && pair !== undefined) return pair;
  if (found.length > 1) {
    const options = found.map(({ queue }) => queue).join(', ');
    throw new OperatorError(`"${wanted}" fits several queues: name one of ${options}.`);
  }
  throw new OperatorError(`No queue with dead letters is called "${wanted}": run npm run redrive to see them all.`);
}

/**
 * Moves dead letters back to their queue, at most `max`, each sent before it is deleted: one that is interrupted in
 * between is delivered twice, never lost. Answers how many were moved.
 */
export async function redrive(sqs: SQSClient, pair: Pair, max: number): Promise<number> {
  let moved = 0;
  while (moved < max) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: pair.deadLettersUrl,
        MaxNumberOfMessages: Math.min(10, max - moved),
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['MessageGroupId', 'MessageDeduplicationId'],
        VisibilityTimeout: 60,
        WaitTimeSeconds: 1,
      }),
    );
    if (Messages.length === 0) break;
    for (const message of Messages) {
      await sendBack(sqs, pair, message);
      moved += 1;
    }
  }
  return moved;
}

async function sendBack(sqs: SQSClient, { queueUrl, deadLettersUrl }: Pair, message: Message): Promise<void> {
  const { MessageGroupId, MessageDeduplicationId } = message.Attributes ?? {};
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: message.Body,
      MessageAttributes: message.MessageAttributes,
      ...(MessageGroupId === undefined ? {} : { MessageGroupId }),
      ...(MessageDeduplicationId === undefined ? {} : { MessageDeduplicationId }),
    }),
  );
  await sqs.send(new DeleteMessageCommand({ QueueUrl: deadLettersUrl, ReceiptHandle: message.ReceiptHandle }));
}

async function readAttributes(sqs: SQSClient, QueueUrl: string): Promise<Record<string, string>> {
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  return Attributes;
}

/** The last part of a queue's URL or ARN. */
const nameOf = (address: string) => address.split(/[/:]/).at(-1) ?? address;

if (import.meta.main) {
  await runMain(async () => {
    const { wanted, dryRun, max, stage } = readArguments();
    const target = await findTarget(stage);
    const sqs = new SQSClient(target.config);
    const pairs = await findPairs(sqs, `printverse-${target.stage}-`);
    if (wanted === undefined) {
      const waiting = pairs.filter((pair) => pair.waiting > 0);
      for (const pair of waiting) console.log(`${String(pair.waiting).padStart(6)}  ${pair.queue}`);
      console.log(waiting.length > 0 ? usage : 'No queue has dead letters.');
      return;
    }
    const pair = choosePair(pairs, wanted);
    const count = Math.min(pair.waiting, max);
    if (dryRun) return console.log(`${count} messages would move from ${pair.deadLetters} to ${pair.queue}`);
    console.log(`${await redrive(sqs, pair, count)} messages moved from ${pair.deadLetters} to ${pair.queue}`);
  });
}

function readArguments() {
  const parsed = (() => {
    try {
      return parseArgs({
        allowPositionals: true,
        options: {
          'dry-run': { type: 'boolean', default: false },
          max: { type: 'string', default: '10000' },
          stage: { type: 'string' },
        },
      });
    } catch (error) {
      throw new OperatorError(`${(error as Error).message}\n${usage}`);
    }
  })();
  const max = Number(parsed.values.max);
  if (!Number.isInteger(max) || max < 1) throw new OperatorError(`--max has to be a number from 1 on.\n${usage}`);
  if (parsed.positionals.length > 1) throw new OperatorError(`Name one queue at a time.\n${usage}`);
  return { wanted: parsed.positionals[0], dryRun: parsed.values['dry-run'], max, stage: parsed.values.stage };
}
