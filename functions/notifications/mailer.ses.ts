import { SESClient, SESServiceException, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { awsClient } from '../shared/client.aws.ts';
import { composeMessage } from './compose-message.ts';
import { type Mailer, MailRefused, MailUnanswered } from './mailer.ts';

/** Milliseconds: one try, in a function that lives for thirty seconds, because an answer that is lost costs a mail sent twice. */
const ANSWER_MS = 10_000;

/**
 * Sends through SES from the shop's verified address. The client tries once: what it repeated after a lost answer
 * would be a second mail that nobody counted. The queue tries again. Each mail has a connection of its own: one that was kept
 * over a pause of the function may be closed at the other end, and its first mail would count as unanswered.
 */
export const sesMailer = (
  sender: string,
  client = awsClient(SESClient, { maxAttempts: 1, answerMs: ANSWER_MS, keepAlive: false }),
): Mailer => ({
  async send(mail) {
    const message = await composeMessage(mail, sender);
    try {
      const { MessageId = '' } = await client.send(
        new SendRawEmailCommand({
          Source: sender,
          Destinations: [mail.to],
          RawMessage: { Data: message },
          Tags: [
            { Name: 'notification', Value: mail.notificationId },
            { Name: 'template', Value: mail.template },
          ],
        }),
      );
      return { messageId: MessageId };
    } catch (error) {
      throw failure(error);
    }
  },
});

function failure(error: unknown): Error {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  // SES names the addresses that it refuses; logs must not.
  const says = `${name}: ${message.replaceAll(/\S+@\S+/g, '<address>')}`;
  const status = error instanceof SESServiceException ? (error.$metadata.httpStatusCode ?? 0) : 0;
  return status >= 400 && status < 500 ? new MailRefused(says) : new MailUnanswered(says);
}
