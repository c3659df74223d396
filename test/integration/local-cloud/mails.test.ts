import { randomUUID } from 'node:crypto';
import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import { expect, test } from 'vitest';
import { readMails } from '../../../local/mailbox.ts';
import { config, probe } from './probe.ts';
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
