import { randomUUID } from 'node:crypto';
import { ReceiveMessageCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { config, output, readItem } from './probe.ts';

const sqs = new SQSClient(config);

test('of a batch only the reported messages come back, and end in the dead letters after two deliveries', async () => {
  const good = randomUUID();
  const bad = randomUUID();
  await sqs.send(
    new SendMessageBatchCommand({
      QueueUrl: output('QueueUrl'),
      Entries: [
        { Id: 'good', MessageBody: JSON.stringify({ id: good, fail: false }) },
        { Id: 'bad', MessageBody: JSON.stringify({ id: bad, fail: true }) },
      ],
    }),
  );
  const dead = await eventually('the dead letter', async () => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: output('DeadQueueUrl') }));
    return Messages[0];
  });
  expect(JSON.parse(dead.Body ?? '')).toMatchObject({ id: bad });
  expect((await readItem(`MESSAGE#${bad}`))?.deliveries).toEqual({ N: '2' });
  expect((await readItem(`MESSAGE#${good}`))?.deliveries).toEqual({ N: '1' });
});
