import { parseArgs } from 'node:util';
import {
  ChangeMessageVisibilityCommand,
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
  'npm run redrive -- [<queue or its dead-letter queue> [--show | --only <message id> | --drop <message id> | --dry-run]] [--max <messages>] [--stage <stage on AWS>]';

/** Seconds for which a letter is nobody else's while it is looked at. */
const LOOK_SECONDS = 60;

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
  for await (const message of receiveLetters(sqs, pair, max)) {
    await sendBack(sqs, pair, message);
    moved += 1;
  }
  return moved;
}

/** At most `max` of the dead letters, oldest first, as they lie there. They stay where they are. */
export async function showLetters(sqs: SQSClient, pair: Pair, max: number): Promise<Message[]> {
  const letters: Message[] = [];
  try {
    for await (const letter of receiveLetters(sqs, pair, max)) letters.push(letter);
  } finally {
    for (const letter of letters) await putDown(sqs, pair, letter);
  }
  return letters.toSorted((a, b) => sentAt(a) - sentAt(b));
}

/** Moves the one dead letter of that id back to its queue. Throws `OperatorError` if there is none. */
export async function redriveOne(sqs: SQSClient, pair: Pair, messageId: string): Promise<void> {
  await withLetter(sqs, pair, messageId, (letter) => sendBack(sqs, pair, letter));
}

/**
 * Deletes the one dead letter of that id for good and answers it, so that it can be kept elsewhere. Throws
 * `OperatorError` if there is none.
 */
export async function dropLetter(sqs: SQSClient, pair: Pair, messageId: string): Promise<Message> {
  return withLetter(sqs, pair, messageId, async (letter) => {
    const { ReceiptHandle } = letter;
    await sqs.send(new DeleteMessageCommand({ QueueUrl: pair.deadLettersUrl, ReceiptHandle }));
    return letter;
  });
}

/** A queue knows no look-up by id: everything is taken up, and what was not meant is put down. */
async function withLetter<T>(
  sqs: SQSClient,
  pair: Pair,
  messageId: string,
  work: (letter: Message) => Promise<T>,
): Promise<T> {
  const others: Message[] = [];
  try {
    let found: Message | undefined;
    for await (const letter of receiveLetters(sqs, pair, Number.POSITIVE_INFINITY)) {
      if (letter.MessageId === messageId) found = letter;
      else others.push(letter);
    }
    if (found !== undefined) return await work(found);
  } finally {
    for (const letter of others) await putDown(sqs, pair, letter);
  }
  throw new OperatorError(
    `No dead letter of ${pair.queue} has the id ${messageId}: see them with --show, or try again in a minute if somebody else looks at them just now.`,
  );
}

/** Takes up dead letters one after the other; each is left in flight for `LOOK_SECONDS`. */
async function* receiveLetters(sqs: SQSClient, pair: Pair, max: number): AsyncGenerator<Message> {
  for (let taken = 0; taken < max; ) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: pair.deadLettersUrl,
        MaxNumberOfMessages: Math.min(10, max - taken),
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['MessageGroupId', 'MessageDeduplicationId', 'SentTimestamp'],
        VisibilityTimeout: LOOK_SECONDS,
        WaitTimeSeconds: 1,
      }),
    );
    if (Messages.length === 0) return;
    taken += Messages.length;
    yield* Messages;
  }
}

/** Lets others see a letter again; one whose time is over is seen already. */
async function putDown(sqs: SQSClient, { deadLettersUrl: QueueUrl }: Pair, { ReceiptHandle }: Message): Promise<void> {
  await sqs
    .send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }))
    .catch((error: Error) => {
      if (!/MessageNotInflight|ReceiptHandleIsInvalid/.test(error.name)) throw error;
    });
}

/** Milliseconds since 1970 at which a message was sent first. */
const sentAt = ({ Attributes }: Message): number => Number(Attributes?.SentTimestamp ?? 0);

/** A letter for the operator: its id, when it was sent, and its body, indented where it is JSON. */
function describe(letter: Message): string {
  const { MessageId = '', Body = '' } = letter;
  const body = (() => {
    try {
      return JSON.stringify(JSON.parse(Body), null, 2);
    } catch {
      return Body;
    }
  })();
  return `${MessageId}  sent ${new Date(sentAt(letter)).toISOString()}\n${body.replaceAll(/^/gm, '    ')}`;
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
    const { wanted, show, only, drop, dryRun, max, stage } = readArguments();
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
    if (show) {
      const letters = await showLetters(sqs, pair, max);
      for (const letter of letters) console.log(describe(letter));
      return console.log(`${letters.length} dead letters in ${pair.deadLetters}`);
    }
    if (only !== undefined) {
      await redriveOne(sqs, pair, only);
      return console.log(`${only} moved from ${pair.deadLetters} to ${pair.queue}`);
    }
    if (drop !== undefined) {
      console.log(describe(await dropLetter(sqs, pair, drop)));
      return console.log(
        `${drop} is deleted from ${pair.deadLetters}; what is printed above is all that is left of it.`,
      );
    }
    const count = Math.min(pair.waiting, max);
    if (dryRun) return console.log(`${count} messages would move from ${pair.deadLetters} to ${pair.queue}`);
    console.log(`${await redrive(sqs, pair, count)} messages moved from ${pair.deadLetters} to ${pair.queue}`);
  });
}

function readArguments() {
  const { values, positionals } = (() => {
    try {
      return parseArgs({
        allowPositionals: true,
        options: {
          show: { type: 'boolean', default: false },
          only: { type: 'string' },
          drop: { type: 'string' },
          'dry-run': { type: 'boolean', default: false },
          max: { type: 'string', default: '10000' },
          stage: { type: 'string' },
        },
      });
    } catch (error) {
      throw new OperatorError(`${(error as Error).message}\n${usage}`);
    }
  })();
  const { show, only, drop, 'dry-run': dryRun, stage } = values;
  const max = Number(values.max);
  if (!Number.isInteger(max) || max < 1) throw new OperatorError(`--max has to be a number from 1 on.\n${usage}`);
  if (positionals.length > 1) throw new OperatorError(`Name one queue at a time.\n${usage}`);
  const chosen = [show, only !== undefined, drop !== undefined, dryRun].filter(Boolean).length;
  if (chosen > 1) throw new OperatorError(`Choose one of --show, --only, --drop and --dry-run.\n${usage}`);
  const [wanted] = positionals;
  if (chosen > 0 && wanted === undefined) throw new OperatorError(`Name the queue first.\n${usage}`);
  return { wanted, show, only, drop, dryRun, max, stage };
}
