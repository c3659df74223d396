import { randomUUID } from 'node:crypto';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { beforeEach, expect, test } from 'vitest';
import {
  choosePair,
  dropLetter,
  findPairs,
  type Pair,
  redrive,
  redriveOne,
  showLetters,
} from '../../../tools/redrive.ts';
import { config } from './probe.ts';

const sqs = new SQSClient(config);
let prefix: string;
let pairs: Pair[];

beforeEach(async () => {
  prefix = `redrive-${randomUUID().slice(0, 8)}-`;
  for (const name of ['orders', 'mails']) {
    const dead = await sqs.send(new CreateQueueCommand({ QueueName: `${prefix}${name}-dlq` }));
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: dead.QueueUrl, AttributeNames: ['QueueArn'] }),
    );
    const policy = JSON.stringify({ deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount: 2 });
    await sqs.send(new CreateQueueCommand({ QueueName: prefix + name, Attributes: { RedrivePolicy: policy } }));
    const MessageAttributes = { kind: { DataType: 'String', StringValue: name } };
    for (let n = 0; n < 12; n += 1) {
      await sqs.send(new SendMessageCommand({ QueueUrl: dead.QueueUrl, MessageBody: `${n}`, MessageAttributes }));
    }
  }
  pairs = await findPairs(sqs, prefix);
});

const count = async (QueueUrl: string) =>
  Number(
    (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes
      ?.ApproximateNumberOfMessages,
  );

test('dead letters go back to their own queue whole, with their attributes', async () => {
  const pair = choosePair(pairs, `${prefix}orders`);
  expect(await redrive(sqs, pair, pair.waiting)).toBe(12);
  expect([await count(pair.queueUrl), await count(pair.deadLettersUrl)]).toEqual([12, 0]);
  expect(await count(choosePair(pairs, `${prefix}mails`).deadLettersUrl)).toBe(12);
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: pair.queueUrl, MessageAttributeNames: ['All'] }),
  );
  expect(Messages[0]?.MessageAttributes?.kind?.StringValue).toBe('orders');
});

test('no more are moved than asked for', async () => {
  const pair = choosePair(pairs, `${prefix}orders`);
  expect(await redrive(sqs, pair, 11)).toBe(11);
  expect(await count(pair.deadLettersUrl)).toBe(1);
});

test('dead letters are shown whole and oldest first, and can be taken up again at once', async () => {
  const pair = choosePair(pairs, `${prefix}orders`);
  const shown = await showLetters(sqs, pair, 100);
  expect(shown.map(({ Body }) => Body)).toEqual(Array.from({ length: 12 }, (_, n) => `${n}`));
  expect(shown[0]?.MessageAttributes?.kind?.StringValue).toBe('orders');
  expect(await showLetters(sqs, pair, 3)).toHaveLength(3);
  expect([await count(pair.queueUrl), await count(pair.deadLettersUrl)]).toEqual([0, 12]);
});

test('one dead letter goes back by its id, and all others stay', async () => {
  const pair = choosePair(pairs, `${prefix}orders`);
  const chosen = (await showLetters(sqs, pair, 100))[7];
  await redriveOne(sqs, pair, chosen?.MessageId ?? '');
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: pair.queueUrl }));
  expect(Messages.map(({ Body }) => Body)).toEqual(['7']);
  expect((await showLetters(sqs, pair, 100)).map(({ Body }) => Body)).toEqual([
    ...Array.from({ length: 7 }, (_, n) => `${n}`),
    ...Array.from({ length: 4 }, (_, n) => `${n + 8}`),
  ]);
});

test('one dead letter is dropped by its id and handed over, and never comes back', async () => {
  const pair = choosePair(pairs, `${prefix}orders`);
  const chosen = (await showLetters(sqs, pair, 100))[11];
  expect(await dropLetter(sqs, pair, chosen?.MessageId ?? '')).toMatchObject({ Body: '11' });
  expect([await count(pair.queueUrl), await count(pair.deadLettersUrl)]).toEqual([0, 11]);
});

test('an id that no dead letter has is refused in one sentence, and changes nothing', async () => {
  const pair = choosePair(pairs, `${prefix}orders`);
  for (const work of [redriveOne, dropLetter]) {
    await expect(work(sqs, pair, 'nothing')).rejects.toThrow(/^No dead letter of .*orders has the id nothing: see /);
  }
  expect([await count(pair.queueUrl), await count(pair.deadLettersUrl)]).toEqual([0, 12]);
});

test('a queue is found by its name, by its dead letters and by the ending of either', () => {
  const names = [`${prefix}mails`, `${prefix}mails-dlq`, 'mails', 'mails-dlq'];
  expect(new Set(names.map((name) => choosePair(pairs, name).queue))).toEqual(new Set([`${prefix}mails`]));
});

test('a name that fits no queue is refused in one sentence', () => {
  expect(() => choosePair(pairs, 'nothing')).toThrow(/No queue with dead letters is called "nothing"/);
});
