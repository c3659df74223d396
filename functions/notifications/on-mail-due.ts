import { identityReads } from '../identity/reads.ts';
import { ordersReads } from '../orders/reads.ts';
import { paymentsReads } from '../payments/reads.ts';
import { quotesReads } from '../quotes/reads.ts';
import { systemClock as clock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { consumer, when } from '../shared/events/consumer.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { shippingReads } from '../shipping/reads.ts';
import { MailTemplate, mailsDue } from './contract.ts';
import { dynamoMailLedger } from './mail-ledger.dynamodb.ts';
import { sesMailer } from './mailer.ses.ts';
import { sendMail } from './send-mail.ts';

const store = dynamoStore();

const send = sendMail({
  sources: {
    store,
    users: identityReads(env('IDENTITY_TABLE')),
    orders: ordersReads(env('ORDERS_TABLE')),
    payments: paymentsReads(env('PAYMENTS_TABLE')),
    shipping: shippingReads(env('SHIPPING_TABLE')),
    quotes: quotesReads(env('QUOTES_TABLE')),
    mailTokens: secret(env('MAIL_TOKENS_SECRET')),
    pages: { verify: env('VERIFY_URL'), reset: env('RESET_URL'), quotes: env('QUOTES_URL') },
    apiUrl: env('API_URL'),
    staffMail: env('STAFF_MAIL'),
    clock,
  },
  ledger: dynamoMailLedger(store, env('NOTIFICATIONS_TABLE')),
  mailer: sesMailer(env('MAIL_SENDER')),
  clock,
});

/** One mail for each event that is followed by one. */
export const handler = consumer(
  MailTemplate.options.map((template) => when(mailsDue[template], ({ event }) => send(template, event))),
);
