import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { ResetPassword, VerifyEmail } from '../../functions/identity/contract.ts';
import { mailsDue } from '../../functions/notifications/contract.ts';
import { alarm, counted } from '../constructs/alarm.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import type { Platform } from '../platform.ts';

/** The mails that follow from what happened, and the address that they come from. */
export class NotificationsContext extends Construct {
  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const { config } = platform;
    const { web } = config.publicUrls;
    const sender = new EmailIdentity(this, 'Sender', { identity: Identity.email(config.sender) });

    const { function: mailer } = new EventConsumer(this, 'MailDue', {
      foundation: platform,
      context: 'notifications',
      entry: 'on-mail-due',
      events: Object.values(mailsDue),
      // Shorter than the lease of a mail in hand (functions/notifications/mail.ts).
      timeoutSeconds: 30,
      tables: {
        notifications: ['PutItem'],
        identity: ['BatchGetItem'],
        orders: ['BatchGetItem'],
        payments: ['BatchGetItem'],
        shipping: ['BatchGetItem'],
        quotes: ['BatchGetItem'],
      },
      secrets: ['mailTokens'],
      environment: {
        API_URL: platform.apiUrl,
        MAIL_SENDER: config.sender,
        STAFF_MAIL: config.staffMail,
        VERIFY_URL: web ? `${web}/verify` : `${platform.apiUrl}${VerifyEmail.path}`,
        QUOTES_URL: `${web ?? platform.apiUrl}/quotes`,
        RESET_URL: web ? `${web}/reset` : `${platform.apiUrl}${ResetPassword.path}`,
      },
    });
    mailer.addToRolePolicy(
      new PolicyStatement({ actions: ['ses:SendRawEmail'], resources: [sender.emailIdentityArn] }),
    );
    // In SES's sandbox the recipient has to be a verified identity, too, and the same call is then judged by that one.
    mailer.addToRolePolicy(
      new PolicyStatement({
        actions: ['ses:SendRawEmail'],
        resources: [
          Stack.of(this).formatArn({
            service: 'ses',
            resource: 'identity',
            resourceName: '*',
            arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
          }),
        ],
        conditions: { StringEquals: { 'ses:FromAddress': config.sender } },
      }),
    );
    alarm(this, 'DuplicateAlarm', {
      metric: counted('PossibleDuplicateMail', 'notifications', Duration.minutes(5)),
      says: 'A mail may have been sent twice.',
      runbook: 'mails-sent-twice',
    });
  }
}
