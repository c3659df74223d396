import { randomUUID } from 'node:crypto';
import { SESClient, SendEmailCommand, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { readMails } from '../../../local/mailbox.ts';
import { config, output, probe } from './probe.ts';
import { verifiedSender } from './stack.ts';

const ses = new SESClient(config);

const send = (Source: string, subject: string) =>
  ses.send(
    new SendEmailCommand({
      Source,
      Destination: { ToAddresses: ['customer@example.com'] },
      Message: {
        Subject: { Data: subject, Charset: 'UTF-8' },
        Body: { Text: { Data: 'text: ä' }, Html: { Data: '<p>html: ä</p>' } },
      },
    }),
  );

test('a mail from the declared sender lies in the inbox with both bodies', async () => {
  const subject = `Grüße ${randomUUID()}`;
  await send(verifiedSender, subject);
  expect((await readMails(probe.endpoint)).find(({ Subject }) => Subject === subject)).toMatchObject({
    To: ['customer@example.com'],
    Source: verifiedSender,
    BodyText: 'text: ä',
    BodyHtml: '<p>html: ä</p>',
  });
});

test('the inbox tells mails in the order they were sent', async () => {
  const subjects = ['first', 'second', 'third'].map((word) => `${word} ${randomUUID()}`);
  for (const subject of subjects) await send(verifiedSender, subject);
  const seen = (await readMails(probe.endpoint)).map(({ Subject }) => Subject);
  expect(seen.filter((subject) => subjects.includes(subject))).toEqual(subjects);
});

test('a sender that is not verified is refused', async () => {
  await expect(send('stranger@elsewhere.example', 'no')).rejects.toThrow(
    expect.objectContaining({ name: 'MessageRejected' }),
  );
});

test('a role sends from the identity that it was granted, and from no other', async () => {
  const { Credentials } = await new STSClient(config).send(
    new AssumeRoleCommand({ RoleArn: output('PostmanArn'), RoleSessionName: 'postman' }),
  );
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  const postman = new SESClient({
    ...config,
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
  });
  const sendFrom = (Source: string) => {
    const Data = Buffer.from(`From: ${Source}\r\nTo: customer@example.com\r\nSubject: hello\r\n\r\nhello`);
    return postman.send(
      new SendRawEmailCommand({ Source, Destinations: ['customer@example.com'], RawMessage: { Data } }),
    );
  };
  expect((await sendFrom(verifiedSender)).MessageId).toBeTypeOf('string');
  await expect(sendFrom('other@example.com')).rejects.toThrow(expect.objectContaining({ name: 'AccessDenied' }));
});
