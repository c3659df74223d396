import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identityReads } from '../../../functions/identity/reads.ts';
import { MailTemplate } from '../../../functions/notifications/contract.ts';
import { mailIdOf } from '../../../functions/notifications/mail.ts';
import { firstHead } from '../../../functions/orders/order.ts';
import { detailsKey, headKey } from '../../../functions/orders/order-keys.ts';
import { paymentKey } from '../../../functions/payments/reads.ts';
import { quoteKey } from '../../../functions/quotes/quote-keys.ts';
import { shipmentKey } from '../../../functions/shipping/reads.ts';
import { stages } from '../../../lib/config.ts';
import type { Mail } from '../../../local/mailbox.ts';
import { eventually } from '../../support/eventually.ts';
import { order, quoteOf } from '../../unit/notifications/letters.ts';
import { type Announced, type MailerUnderTest, startMailer } from './mailer.ts';

let mailer: MailerUnderTest;
const userId = order.customer.id;
const tokenId = 'tok_0123456789ABCDEFGHJKMNPQRS';
const expiresAt = '2100-01-01T00:00:00.000Z';
const from = { ip: '192.0.2.1' };
const settledBy = 'step';
const offered = quoteOf('quo_0123456789ABCDEFGHJKMNPQRS', userId, new Date(expiresAt));
const refused = {
  ...quoteOf('quo_1123456789ABCDEFGHJKMNPQRS', userId, new Date(expiresAt)),
  status: 'REJECTED',
  reason: 'Too thin',
};

const data = {
  verification: { userId, tokenId, expiresAt },
  'registration-repeated': { userId },
  'password-reset': { userId, tokenId, expiresAt, ...from },
  'password-reset-done': { userId, ...from },
  'password-changed': { userId, ...from },
  'email-change': { userId, tokenId, expiresAt, ...from },
  'email-changed': { userId, tokenId },
  'order-received': {
    orderId: order.id,
    orderNumber: order.orderNumber,
    customerId: userId,
    total: order.total,
    items: [],
  },
  'payment-receipt': {
    orderId: order.id,
    paymentId: order.payment.paymentId,
    amount: order.total,
    status: 'CAPTURED',
    settledBy,
  },
  'order-confirmed': { orderId: order.id },
  'order-failed': { orderId: order.id, code: 'shipping-impossible' },
  'order-status': { orderId: order.id, from: 'RECEIVED', to: 'IN_REVIEW', forced: false },
  'order-shipped': { orderId: order.id },
  'order-delivered': { orderId: order.id },
  'order-overdue': { orderId: order.id, productionStatus: 'IN_QA', since: expiresAt, dueAt: expiresAt },
  'low-stock': { sku: 'VASE-1', available: 4, lowAt: 4 },
  'quote-ready': { quoteId: offered.id, customerId: userId, price: offered.offer.price, expiresAt },
  'quote-rejected': { quoteId: refused.id, customerId: userId },
  'quote-expiring': { quoteId: offered.id, customerId: userId, expiresAt },
} as const satisfies Record<MailTemplate, object>;

const due = (template: MailTemplate, id: string): Announced => ({ template, id, data: data[template] });
const ledger = async (template: MailTemplate, id: string) => {
  const pk = `MAIL#${mailIdOf(id, template)}`;
  const items = (await mailer.items('notifications')).filter((item) => item['pk'] === pk);
  return { entry: items.find((item) => item['sk'] === 'META'), fact: items.find((item) => item['publish'] === true) };
};
const sentAs = (mails: readonly Mail[], messageId: unknown) =>
  mails.filter(({ MessageId }) => MessageId.startsWith(String(messageId)) || String(messageId).startsWith(MessageId));

beforeAll(async () => {
  mailer = await startMailer();
  const tokens = { verificationId: tokenId, resetId: tokenId, emailChangeId: tokenId };
  const user = { id: userId, email: 'ada@example.com', locale: 'fr', verified: false, ...tokens };
  const { user: userAt, oneTimeToken, formerEmail } = identityReads('');
  await mailer.put('identity', { ...userAt(userId).keys[0], ...user });
  await mailer.put('identity', { ...oneTimeToken(tokenId).keys[0], id: tokenId });
  await mailer.put('identity', { ...formerEmail(userId, tokenId).keys[0], email: 'ada@example.com' });
  await mailer.put('orders', { ...headKey(order.id), ...firstHead(order) });
  await mailer.put('orders', { ...detailsKey(order.id), ...order });
  await mailer.put('payments', { ...paymentKey(order.payment.paymentId), captured: order.total });
  await mailer.put('shipping', {
    ...shipmentKey(order.id.replace('ord_', 'shp_')),
    carrier: 'Parcel Post',
    trackingNumber: 'PP123456789',
  });
  for (const quote of [offered, refused]) await mailer.put('quotes', { ...quoteKey(quote.id), ...quote });
});
afterAll(async () => mailer?.stop());

describe('the mailer under its own role', () => {
  test('sends the mail of every event to the one it concerns, as text and HTML [K13, NTF-09, NTF-10, NTF-12]', async () => {
    await mailer.announce(...MailTemplate.options.map((template) => due(template, `evt_${template}`)));
    for (const template of MailTemplate.options) {
      const messageId = await eventually(`${template} is sent`, async () => {
        const { entry } = await ledger(template, `evt_${template}`);
        return entry?.['status'] === 'sent' ? entry['messageId'] : undefined;
      });
      expect(sentAs(await mailer.inbox(), messageId), template).toMatchObject([
        {
          Source: stages.local.sender,
          To: [['low-stock', 'order-overdue'].includes(template) ? stages.local.staffMail : 'ada@example.com'],
        },
      ]);
    }
    const inbox = await mailer.inbox();
    const verification = inbox.find(({ Subject }) => Subject === 'Veuillez confirmer votre adresse e-mail');
    expect(verification?.BodyText).toMatch(/https:\/\/api\.example\/auth\/verify-email\?token=tok_\S{26}\.\S{43}\r?\n/);
    // In the language that the customer reads now, whatever the order says.
    const confirmed = inbox.find(({ Subject }) => /confirmée/.test(Subject) && Subject.includes(order.orderNumber));
    expect(confirmed?.BodyText).toContain('PP123456789');
    expect(confirmed?.BodyHtml).toContain('PP123456789');
  });

  test('records that a mail was sent, to be announced, with the order that it was about [NTF-08]', async () => {
    const id = 'evt_recorded';
    await mailer.announce(due('payment-receipt', id));
    const fact = await eventually('the fact', async () => (await ledger('payment-receipt', id)).fact);
    expect(fact['event']).toMatchObject({
      type: 'email.sent',
      correlationId: `cor_${id}`,
      causationId: id,
      data: { notificationId: mailIdOf(id, 'payment-receipt'), template: 'payment-receipt', orderId: order.id },
    });
  });

  test('sends one mail for an event that comes many times, at once and later [M8]', async () => {
    const before = (await mailer.inbox()).length;
    const again = due('order-received', 'evt_many-times');
    await mailer.announce(again, again, again);
    await eventually('it is sent', async () => (await ledger('order-received', again.id)).fact);
    await mailer.announce(again);
    await mailer.settled();
    expect((await mailer.inbox()).length).toBe(before + 1);
    expect(await mailer.deadLetters()).toEqual([]);
  });
});

test('a mail that the provider refuses ends as a dead letter; the order is as it was [K3, SAG-12, NTF-07]', async () => {
  const books = () => Promise.all((['orders', 'payments', 'shipping'] as const).map(mailer.items));
  const before = await books();
  const inbox = (await mailer.inbox()).length;
  await mailer.forgetSender();
  await mailer.announce(due('order-confirmed', 'evt_refused'));
  const [letter = ''] = await eventually(
    'the dead letter',
    async () => {
      const letters = await mailer.deadLetters();
      return letters.length > 0 ? letters : undefined;
    },
    45,
  );
  expect(letter).toContain('"evt_refused"');
  const { entry, fact } = await ledger('order-confirmed', 'evt_refused');
  expect(entry).toMatchObject({ status: 'queued' });
  // Given back after every try: known not to be sent.
  expect(entry).not.toHaveProperty('leasedUntil');
  expect(fact).toBeUndefined();
  expect((await mailer.inbox()).length).toBe(inbox);
  expect(await books()).toEqual(before);
});
