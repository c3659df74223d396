import { beforeEach, describe, expect, test, vi } from 'vitest';
import { identityReads, type User } from '../../../functions/identity/reads.ts';
import { type CauseOf, MailTemplate, mailsDue } from '../../../functions/notifications/contract.ts';
import { dynamoMailLedger } from '../../../functions/notifications/mail-ledger.dynamodb.ts';
import { MailRefused, MailUnanswered, type OutgoingMail } from '../../../functions/notifications/mailer.ts';
import { MailInHand, sendMail } from '../../../functions/notifications/send-mail.ts';
import { firstHead } from '../../../functions/orders/order.ts';
import { detailsKey, headKey } from '../../../functions/orders/order-keys.ts';
import { ordersReads } from '../../../functions/orders/reads.ts';
import { paymentKey, paymentsReads } from '../../../functions/payments/reads.ts';
import { quoteKey } from '../../../functions/quotes/quote-keys.ts';
import { quotesReads } from '../../../functions/quotes/reads.ts';
import { addSeconds } from '../../../functions/shared/clock.ts';
import { withInvocation } from '../../../functions/shared/invocation.ts';
import { mailToken } from '../../../functions/shared/signatures.ts';
import { shipmentKey, shippingReads } from '../../../functions/shipping/reads.ts';
import { type MemoryStore, memoryStore } from '../../support/simulation/memory-store.ts';
import { order, quoteOf } from './letters.ts';

const counted: string[] = [];
vi.mock('../../../functions/shared/observability.ts', () => ({
  log: { info: () => {}, warn: () => {}, error: () => {} },
  count: (name: string) => counted.push(name),
}));

const start = new Date('2026-11-21T09:00:00.000Z');
const tokenId = 'tok_0123456789ABCDEFGHJKMNPQRS';
const changeId = 'tok_2123456789ABCDEFGHJKMNPQRS';
const user: User = {
  id: order.customer.id,
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  locale: 'de',
  role: 'customer',
  verified: false,
  disabled: false,
  generation: 0,
  verificationId: tokenId,
  resetId: tokenId,
  emailChangeId: changeId,
  createdAt: start.toISOString(),
  updatedAt: start.toISOString(),
  version: 1,
};

/** An offer of a print, and one that was rejected. */
const offered = quoteOf('quo_0123456789ABCDEFGHJKMNPQRS', user.id, addSeconds(start, 86_400));
const refused = {
  ...quoteOf('quo_1123456789ABCDEFGHJKMNPQRS', user.id, start),
  status: 'REJECTED' as const,
  reason: 'Too thin',
};

/** What the event of each template carries here. */
const data = {
  verification: { userId: user.id, tokenId, expiresAt: addSeconds(start, 3_600).toISOString() },
  'registration-repeated': { userId: user.id },
  'password-reset': { userId: user.id, tokenId, expiresAt: addSeconds(start, 3_600).toISOString() },
  'password-reset-done': { userId: user.id },
  'password-changed': { userId: user.id },
  'email-change': { userId: user.id, tokenId: changeId, expiresAt: addSeconds(start, 3_600).toISOString() },
  'email-changed': { userId: user.id, tokenId: changeId },
  'order-received': { orderId: order.id },
  'payment-receipt': { orderId: order.id, amount: order.total },
  'order-confirmed': { orderId: order.id },
  'order-failed': { orderId: order.id, code: 'shipping-impossible' },
  'order-status': { orderId: order.id, from: 'RECEIVED', to: 'IN_REVIEW' },
  'order-shipped': { orderId: order.id },
  'order-delivered': { orderId: order.id },
  'order-overdue': {
    orderId: order.id,
    productionStatus: 'IN_QA',
    since: start.toISOString(),
    dueAt: addSeconds(start, 86_400).toISOString(),
  },
  'low-stock': { sku: 'VASE-1', available: 4, lowAt: 4 },
  'quote-ready': { quoteId: offered.id, price: offered.offer.price, expiresAt: offered.offer.expiresAt },
  'quote-rejected': { quoteId: refused.id },
  'quote-expiring': { quoteId: offered.id, expiresAt: offered.offer.expiresAt },
} as const satisfies Record<MailTemplate, object>;

/** Where mails go that are not about an order. */
const ofUser: Readonly<Partial<Record<MailTemplate, string>>> = {
  verification: user.email,
  'registration-repeated': user.email,
  'password-reset': user.email,
  'password-reset-done': user.email,
  'password-changed': user.email,
  'email-change': 'new@example.com',
  'email-changed': 'former@example.com',
  'quote-ready': user.email,
  'quote-rejected': user.email,
  'quote-expiring': user.email,
};

const cause = <T extends MailTemplate>(template: T, id = `evt_${template}`) =>
  ({
    id,
    type: mailsDue[template].type,
    schemaVersion: 1,
    subject: 's',
    sequence: 1,
    occurredAt: start.toISOString(),
    correlationId: 'cor_1',
    actor: 'usr_1',
    data: data[template],
  }) as unknown as CauseOf<T>;

let store: MemoryStore;
let now: Date;
let inbox: OutgoingMail[];
let provider: (mail: OutgoingMail) => unknown;

const put = (table: string, key: { pk: string; sk: string }, item: object) =>
  store.write({ kind: 'put', table, item: { ...key, schema: 1, ...item } });

beforeEach(async () => {
  counted.length = 0;
  store = memoryStore();
  now = start;
  inbox = [];
  provider = (mail) => inbox.push(mail);
  await put('identity', identityReads('identity').user(user.id).keys[0] as never, user);
  const { oneTimeToken, formerEmail } = identityReads('identity');
  await put('identity', oneTimeToken(tokenId).keys[0] as never, { id: tokenId });
  await put('identity', oneTimeToken(changeId).keys[0] as never, { id: changeId, email: 'new@example.com' });
  await put('identity', formerEmail(user.id, changeId).keys[0] as never, { email: 'former@example.com' });
  await put('orders', headKey(order.id), firstHead(order));
  await put('orders', detailsKey(order.id), order);
  await put('payments', paymentKey(order.payment.paymentId), { captured: order.total });
  await put('shipping', shipmentKey(order.id.replace('ord_', 'shp_')), {
    carrier: 'Parcel Post',
    trackingNumber: 'PP123456789',
  });
  for (const quote of [offered, refused]) await put('quotes', quoteKey(quote.id), quote);
});

const clock = { now: () => now };
const send = <T extends MailTemplate>(template: T, event = cause(template)) =>
  withInvocation(
    {
      correlationId: 'cor_1',
      requestId: 'req_1',
      traceparent: undefined,
      causationId: event.id,
      actor: 'system:test',
      deadline: Number.MAX_SAFE_INTEGER,
    },
    () =>
      sendMail({
        sources: {
          store,
          users: identityReads('identity'),
          orders: ordersReads('orders'),
          payments: paymentsReads('payments'),
          shipping: shippingReads('shipping'),
          quotes: quotesReads('quotes'),
          mailTokens: async () => ({ current: 'key', previous: undefined }),
          pages: {
            verify: 'https://shop.example/verify',
            reset: 'https://shop.example/reset',
            quotes: 'https://shop.example/quotes',
          },
          apiUrl: 'https://api.shop.example',
          staffMail: 'staff@shop.example',
          clock,
        },
        ledger: dynamoMailLedger(store, 'notifications'),
        mailer: {
          send: async (mail) => {
            await provider(mail);
            return { messageId: `message-${inbox.length}` };
          },
        },
        clock,
      })(template, event),
  );

const entries = () => store.items('notifications').filter((item) => item['sk'] === 'META');
const facts = () => store.items('notifications').filter((item) => item['publish'] === true);

describe('which mail follows which event', () => {
  test.each([
    ['verification', 'auth.email.verification.requested'],
    ['registration-repeated', 'auth.registration.repeated'],
    ['password-reset', 'auth.password.reset.requested'],
    ['password-reset-done', 'auth.password.reset.completed'],
    ['password-changed', 'auth.password.changed'],
    ['email-change', 'auth.email.change.requested'],
    ['email-changed', 'auth.email.changed'],
    ['order-received', 'order.created'],
    ['payment-receipt', 'payment.processed'],
    ['order-confirmed', 'order.completed'],
    ['order-status', 'order.status-changed'],
    ['order-shipped', 'order.shipped'],
    ['order-delivered', 'order.delivered'],
    ['order-overdue', 'order.overdue'],
    ['low-stock', 'inventory.low'],
    ['order-failed', 'order.failed'],
    ['quote-ready', 'quote.ready'],
    ['quote-rejected', 'quote.rejected'],
    ['quote-expiring', 'quote.expiring'],
  ] as const)('%s follows %s [K13, NTF-09, NTF-10, NTF-12]', (template, type) => {
    expect(mailsDue[template].type).toBe(type);
  });

  test('no event is followed by two, and every mail follows one', () => {
    expect(Object.keys(mailsDue).toSorted()).toEqual(MailTemplate.options.toSorted());
    expect(new Set(Object.values(mailsDue)).size).toBe(MailTemplate.options.length);
  });
});

/** Those to one person; the others go to the shop's own people. */
const TO_STAFF: readonly MailTemplate[] = ['low-stock', 'order-overdue'];
const toPeople = MailTemplate.options.filter((template) => !TO_STAFF.includes(template));

test('low-stock goes to the stage’s own people, in English, once for each crossing [INV-02, NTF-08]', async () => {
  await send('low-stock');
  await send('low-stock');
  await send('low-stock', cause('low-stock', 'evt_next_crossing'));
  expect(inbox).toHaveLength(2);
  expect(inbox[0]).toMatchObject({ to: 'staff@shop.example', subject: 'Low stock: VASE-1' });
  expect(inbox[0]?.html).toContain('lang="en-GB"');
  expect(entries()).toMatchObject([{ recipient: 'staff' }, { recipient: 'staff' }]);
});

test('order-overdue goes to the stage’s own people, and is no part of the order’s story [PRD-05, NTF-08]', async () => {
  await send('order-overdue');
  expect(inbox).toMatchObject([
    { to: 'staff@shop.example', subject: `Order ${order.orderNumber} waits in IN_QA`, template: 'order-overdue' },
  ]);
  expect(entries()).toMatchObject([{ recipient: 'staff' }]);
  expect(JSON.stringify(facts())).not.toContain(order.id);
});

test.each(['SHIPPED', 'DELIVERED'])(
  'a move to %s has a mail of its own and no second one [NTF-11, SHP-05]',
  async (to) => {
    const event = cause('order-status');
    await send('order-status', { ...event, data: { ...event.data, to } } as CauseOf<'order-status'>);
    expect(inbox).toEqual([]);
  },
);

test.each(toPeople)('%s is not sent to somebody who has left for good [NTF-08]', async (template) => {
  const [key] = identityReads('identity').user(user.id).keys;
  if (!key) throw new Error('A user has a key');
  await store.write({ kind: 'delete', table: 'identity', key });
  await send(template);
  expect(inbox).toEqual([]);
  expect(entries()).toEqual([]);
});

test.each(toPeople)(
  '%s goes to the one it concerns, in their language, and is on record [NTF-08]',
  async (template) => {
    await send(template);
    expect(inbox).toHaveLength(1);
    expect(inbox[0]).toMatchObject({ to: ofUser[template] ?? 'ada@example.com', template, correlationId: 'cor_1' });
    expect(inbox[0]?.html).toContain('lang="de-DE"');
    expect(entries()).toMatchObject([{ status: 'sent', messageId: 'message-1', recipient: user.id, template }]);
    expect(facts()).toMatchObject([
      {
        source: 'printverse.notifications',
        event: {
          type: 'email.sent',
          causationId: `evt_${template}`,
          data: {
            notificationId: inbox[0]?.notificationId,
            template,
            ...(ofUser[template] ? {} : { orderId: order.id }),
          },
        },
      },
    ]);
  },
);

test('the ledger and its facts hold no address and no name', async () => {
  for (const template of MailTemplate.options) await send(template);
  expect(JSON.stringify(store.items('notifications'))).not.toMatch(/@|Ada|Lange Gasse/);
});

test('the link holds the token that its key and id give, and events never carry it [AUT-05, K35]', async () => {
  await send('verification');
  expect(inbox[0]?.text).toContain(`https://shop.example/verify?token=${mailToken('key', tokenId)}\n`);
});

describe('the mail of an offer', () => {
  test('is not sent once the offer has been taken back, accepted or replaced [QUO-05, NTF-11]', async () => {
    for (const change of [
      { status: 'PENDING_REVIEW' },
      { status: 'ACCEPTED' },
      { offer: { ...offered.offer, expiresAt: 'x' } },
    ]) {
      await put('quotes', quoteKey(offered.id), { ...offered, ...change });
      await send('quote-ready');
    }
    expect(inbox).toEqual([]);
  });

  test('does not remind of what has ended or was accepted meanwhile [QUO-10, NTF-11]', async () => {
    await put('quotes', quoteKey(offered.id), { ...offered, status: 'ACCEPTED' });
    await send('quote-expiring');
    await put('quotes', quoteKey(offered.id), offered);
    now = addSeconds(start, 86_400);
    await send('quote-expiring');
    expect(inbox).toEqual([]);
  });

  test('says why a print was rejected [QUO-08, NTF-11]', async () => {
    await send('quote-rejected');
    expect(inbox[0]?.text).toContain('Too thin');
  });
});

describe('the picture of a print', () => {
  const picture = { name: 'q3Zt0m8ZkW1v5yJxR7bNcA', colour: 'e07a5f' };
  const src = 'src="https://api.shop.example/previews/q3Zt0m8ZkW1v5yJxR7bNcA?colour=e07a5f"';
  const printed = {
    lineId: '3',
    kind: 'print',
    quoteId: offered.id,
    name: 'bracket.stl',
    quantity: 3,
    unitPrice: order.total,
    lineTotal: order.total,
    taxRate: 19,
  };

  test.each(['quote-ready', 'quote-rejected', 'quote-expiring'] as const)(
    'in the colour of the quote is in %s, from the address that its page shows [QUO-05, QUO-08, NTF-11]',
    async (template) => {
      for (const quote of [offered, refused]) await put('quotes', quoteKey(quote.id), { ...quote, picture });
      await send(template);
      expect(inbox[0]?.html).toContain(src);
      expect(inbox[0]?.html).toContain('alt="Bild Ihres Modells bracket.stl"');
    },
  );

  test.each(['order-status', 'order-shipped', 'order-delivered'] as const)(
    'is in %s of an order with that print, and in none of an order without [PRD-03, NTF-11]',
    async (template) => {
      await put('quotes', quoteKey(offered.id), { ...offered, picture });
      await send(template);
      expect(inbox[0]?.html).not.toContain('<img');
      await put('orders', detailsKey(order.id), { ...order, lines: [...order.lines, printed] });
      await send(template, cause(template, 'evt_other'));
      expect(inbox[1]?.html).toContain(src);
    },
  );

  test('is missing where the quote has none or is gone, and the mail is sent all the same [PRD-03, NTF-11]', async () => {
    await put('orders', detailsKey(order.id), { ...order, lines: [printed, { ...printed, quoteId: refused.id }] });
    await store.write({ kind: 'delete', table: 'quotes', key: quoteKey(refused.id) });
    for (const template of ['quote-ready', 'order-status'] as const) await send(template);
    expect(inbox).toHaveLength(2);
    for (const { html } of inbox) expect(html).not.toContain('<img');
  });
});

describe('an event that comes again', () => {
  test('sends no second mail [M8]', async () => {
    await send('order-received');
    await send('order-received');
    expect(inbox).toHaveLength(1);
    expect(facts()).toHaveLength(1);
  });

  test('while the first is at work waits for its outcome and sends nothing [M8]', async () => {
    provider = (mail) => {
      provider = (again) => inbox.push(again);
      inbox.push(mail);
      return expect(send('order-received')).rejects.toThrow(MailInHand);
    };
    await send('order-received');
    expect(inbox).toHaveLength(1);
  });

  test('another event of the same kind is another mail', async () => {
    await send('order-received');
    await send('order-received', cause('order-received', 'evt_other'));
    expect(inbox).toHaveLength(2);
  });
});

describe('a mail that the provider refuses', () => {
  test('is due again at once and then sent once, with nothing counted twice [NTF-07, F38]', async () => {
    provider = () => {
      throw new MailRefused('Throttling: slow down');
    };
    await expect(send('payment-receipt')).rejects.toThrow(MailRefused);
    expect(entries()).toMatchObject([{ status: 'queued' }]);
    expect(facts()).toEqual([]);

    provider = (mail) => inbox.push(mail);
    await send('payment-receipt');
    expect(inbox).toHaveLength(1);
    expect(counted).toEqual(['MailSent']);
  });
});

describe('a mail whose fate is unknown', () => {
  const lost = async () => {
    provider = (mail) => {
      inbox.push(mail);
      throw new MailUnanswered('TimeoutError: no answer');
    };
    await expect(send('order-confirmed')).rejects.toThrow(MailUnanswered);
    provider = (mail) => inbox.push(mail);
  };

  test('is left alone while its lease runs [M8, F40]', async () => {
    await lost();
    await expect(send('order-confirmed')).rejects.toThrow(MailInHand);
    expect(inbox).toHaveLength(1);
  });

  test('is sent again after its lease, once, and counted as a possible second [M8, F40]', async () => {
    await lost();
    now = addSeconds(now, 60);
    await send('order-confirmed');
    await send('order-confirmed');
    expect(inbox).toHaveLength(2);
    expect(counted).toEqual(['PossibleDuplicateMail', 'MailSent']);
    expect(entries()).toMatchObject([{ status: 'sent', messageId: 'message-2' }]);
    expect(facts()).toHaveLength(1);
  });

  test('given the sender died between sending and writing it down, likewise [M8, F40]', async () => {
    store.beforeCommit = () => {
      throw new Error('killed');
    };
    await expect(send('order-received')).rejects.toThrow('killed');
    store.beforeCommit = () => {};
    now = addSeconds(now, 60);
    await send('order-received');
    expect(inbox).toHaveLength(2);
    expect(counted).toEqual(['PossibleDuplicateMail', 'MailSent']);
  });
});

describe.each(['verification', 'password-reset', 'email-change'] as const)(
  'a link (%s) that opens nothing any more',
  (template) => {
    const newer = 'tok_1123456789ABCDEFGHJKMNPQRS';
    test.each([
      ['a newer link was asked for', { verificationId: newer, resetId: newer, emailChangeId: newer }],
      ['the user is disabled', { disabled: true }],
    ])('is not sent: %s [AUT-06, AUT-17]', async (_, change) => {
      await put('identity', identityReads('identity').user(user.id).keys[0] as never, { ...user, ...change });
      await send(template);
      expect(inbox).toEqual([]);
      expect(entries()).toEqual([]);
    });

    test('is not sent: it has expired [AUT-06, AUT-17]', async () => {
      now = addSeconds(start, 3_600);
      await send(template);
      expect(inbox).toEqual([]);
    });
  },
);

test('a confirmation is not asked for where the address is confirmed by now [AUT-06]', async () => {
  await put('identity', identityReads('identity').user(user.id).keys[0] as never, { ...user, verified: true });
  await send('verification');
  expect(inbox).toEqual([]);
});

describe('what becomes of the money of a failed order', () => {
  test.each([
    ['goes back where it had been captured', { captured: order.total }, 'gehen vollständig auf demselben Weg zurück'],
    ['is none where nothing was', {}, 'behalten für diese Bestellung kein Geld'],
  ])('%s [NTF-12]', async (_, payment, sentence) => {
    await put('payments', paymentKey(order.payment.paymentId), payment);
    await send('order-failed');
    expect(inbox[0]?.text).toContain(sentence);
  });
});

test('sending mails changes nothing but the ledger: the order is as it was [K3, SAG-12]', async () => {
  const others = () => ['orders', 'payments', 'shipping', 'identity'].map((table) => store.items(table));
  const before = others();
  for (const template of MailTemplate.options) await send(template);
  provider = () => {
    throw new MailRefused('MessageRejected: no');
  };
  await expect(send('order-failed', cause('order-failed', 'evt_refused'))).rejects.toThrow(MailRefused);
  expect(others()).toEqual(before);
});

describe('an order whose owner has changed since it was placed', () => {
  const [key] = identityReads('identity').user(user.id).keys;
  const change = (changed: Partial<User>) => put('identity', key as never, { ...user, ...changed });

  test('is written about to the address, by the name and in the language that the owner has then [NTF-08, NTF-10]', async () => {
    await send('payment-receipt');
    await change({ email: 'new@example.com', name: 'Augusta King', locale: 'fr' });
    await send('order-confirmed');
    expect(inbox.map(({ to }) => to)).toEqual(['ada@example.com', 'new@example.com']);
    expect(inbox[1]?.html).toContain('lang="fr-FR"');
    expect(inbox[1]?.text).toContain('Bonjour Augusta King,');
    expect(inbox[1]?.text).toContain('Lange Gasse 1');
  });

  test.each(['order-received', 'payment-receipt', 'order-confirmed', 'order-failed'] as const)(
    'shows the old address and name in no %s mail [NTF-08]',
    async (template) => {
      await put('orders', detailsKey(order.id), {
        ...order,
        shippingAddress: { ...order.shippingAddress, name: 'King' },
      });
      await change({ email: 'new@example.com', name: 'Augusta King' });
      await send(template);
      expect(JSON.stringify(inbox)).not.toMatch(/ada@example[.]com|Lovelace/);
    },
  );
});
