import { type SESClient, SESServiceException } from '@aws-sdk/client-ses';
import { expect, test } from 'vitest';
import { sesMailer } from '../../../functions/notifications/mailer.ses.ts';
import { MailRefused, MailUnanswered, type OutgoingMail } from '../../../functions/notifications/mailer.ts';

const ADDRESS = 'ada.lovelace+shop@example.com';
const mail: OutgoingMail = {
  notificationId: 'ntf_1',
  template: 'order-received',
  correlationId: 'cor_1',
  to: ADDRESS,
  subject: 'Your order',
  html: '<p>Thanks</p>',
  text: 'Thanks',
};

async function failureOf(thrown: Error): Promise<Error> {
  const client = { send: () => Promise.reject(thrown) } as unknown as SESClient;
  const error: unknown = await sesMailer('shop@example.com', client)
    .send(mail)
    .then(
      () => expect.fail('It was sent'),
      (failure: unknown) => failure,
    );
  return error instanceof Error ? error : expect.fail('No error');
}

const answered = (status: number, message: string) =>
  new SESServiceException({
    name: 'MessageRejected',
    $fault: 'client',
    message,
    $metadata: { httpStatusCode: status },
  });

test.each([
  [400, MailRefused],
  [500, MailUnanswered],
] as const)(
  'what SES says of an address (%i) names it neither in the message nor in the cause [OBS-05]',
  async (status, kind) => {
    const error = await failureOf(answered(status, `Email address is not verified: ${ADDRESS}, <${ADDRESS}>`));
    expect(error).toBeInstanceOf(kind);
    expect(error.cause).toBeUndefined();
    for (const text of [error.message, error.stack ?? '']) {
      expect(text).not.toContain('ada.lovelace');
      expect(text).not.toContain('@example.com');
    }
    expect(error.message).toContain('MessageRejected: Email address is not verified');
  },
);

test('an answer that never comes is told from a refusal, and names no address either [NTF-08]', async () => {
  const error = await failureOf(new Error(`connect ETIMEDOUT for ${ADDRESS}`));
  expect(error).toBeInstanceOf(MailUnanswered);
  expect(error.message).toBe('Error: connect ETIMEDOUT for <address>');
});
