import type { operations } from '@printverse/client/api.d.ts';
import { answered, newIntent, type ShopClient } from '@printverse/client/shop-client.ts';
import type { Mail } from '../../local/mailbox.ts';
import { until } from './client.ts';
import { expect } from './expect.ts';
import { newCustomer } from './new-customer.ts';
import { quotedCube } from './produced.ts';
import { refusal } from './refusal.ts';
import type { Outcome } from './scenarios.ts';
import { berlin, type Shopper } from './shopper.ts';

type Decision = operations['decideQuote']['requestBody']['content']['application/json'];

/** Seconds for which a person offers what shall expire: longer than the mail and two looks at it take. */
const SHORT_SECONDS = 20;

/** Somebody new with a quote of a cube that the rules priced at once. */
async function asked({ outputs, staff }: Shopper, name: string) {
  const { shop, email } = await newCustomer(outputs, 'asker', name);
  const quoteId = await quotedCube(shop);
  const path = { quoteId };
  return {
    shop,
    email,
    quoteId,
    quote: () => answered(shop.GET('/quotes/{quoteId}', { params: { path } })),
    accept: (token: string) =>
      answered(
        shop.POST('/quotes/{quoteId}/accept', {
          params: { path, header: newIntent() },
          body: { shippingAddress: berlin, payment: { provider: 'sandbox', token } },
        }),
      ),
    askPerson: () =>
      answered(shop.POST('/quotes/{quoteId}/review', { params: { path }, body: { note: 'For a gift.' } })),
    decide: (body: Decision) => answered(staff.PATCH('/quotes/{quoteId}', { params: { path, header: {} }, body })),
    /** The mail to its customer with these words in its subject, once there are so many. */
    mailed: (words: string, times = 1) =>
      until(`a mail to ${email} that says "${words}"`, async () => {
        const mails = (await (await fetch(outputs.mailUrl)).json()) as Mail[];
        return mails.filter(({ To, Subject }) => To.includes(email) && Subject.includes(words))[times - 1];
      }),
  };
}

/** The ids of everybody's quotes that wait for a person, as staff see them. */
const queueOf = async (staff: ShopClient): Promise<readonly string[]> => {
  const query = { status: 'PENDING_REVIEW' as const, limit: 100 };
  return (await answered(staff.GET('/quotes', { params: { query } }))).items.map(({ id }) => id);
};

/** Fetches the picture that a mail shows, as its reader's program does. */
async function pictureIn({ BodyHtml }: Mail): Promise<string> {
  const [, src = ''] = /<img[^>]* src="([^"]+)"/.exec(BodyHtml) ?? [];
  expect(src !== '', 'the mail has no picture');
  const answer = await fetch(src);
  expect(answer.ok, `the picture of the mail was answered with ${answer.status}`);
  return answer.headers.get('content-type') ?? 'nothing';
}

/** The rules price a print at once: lines that add up, a mail with its picture, and the same for staff. */
export async function pricedAtOnce(shopper: Shopper): Promise<Outcome> {
  const { quote, quoteId, mailed } = await asked(shopper, 'Quick Asker');
  const { status, price, breakdown = [] } = await quote();
  const sum = breakdown.reduce((total, { amount }) => total + amount.amount, 0);
  expect(status === 'READY' && price?.amount === sum, `${status} at ${price?.amount}, its lines add up to ${sum}`);
  const type = await pictureIn(await mailed('Your print costs'));
  expect(type === 'image/png', `the picture of the mail is ${type}`);
  const path = { quoteId };
  const seen = await answered(shopper.staff.GET('/quotes/{quoteId}', { params: { path } }));
  expect(seen.suggestion?.price?.amount === price?.amount, 'staff see another price');
  return { says: `READY at ${price?.amount} in ${breakdown.length} lines, mailed with its picture` };
}

/** A person looks and sets another price, which is mailed, accepted and paid. */
export async function reviewed(shopper: Shopper): Promise<Outcome> {
  const { quote, quoteId, accept, askPerson, decide, mailed } = await asked(shopper, 'Careful Asker');
  const waiting = await askPerson();
  expect(waiting.status === 'PENDING_REVIEW', `the quote is ${waiting.status}`);
  expect((await queueOf(shopper.staff)).includes(quoteId), 'staff do not see it in their queue');
  const early = await refusal(accept('tok_visa'));
  expect(early === '409 quote-not-ready', `accepting before the decision was ${early}`);
  await decide({ status: 'READY', price: { amount: 4_321, currency: 'EUR' } });
  await mailed('43.21');
  expect(!(await queueOf(shopper.staff)).includes(quoteId), 'it is still in the queue of staff');
  const { orderId } = await accept('tok_visa');
  await until(`order ${orderId} to be COMPLETED`, async () => {
    const path = { orderId };
    const order = await answered(shopper.staff.GET('/admin/orders/{orderId}', { params: { path } }));
    return order.status === 'COMPLETED' || undefined;
  });
  expect((await quote()).status === 'ACCEPTED', 'the quote is not ACCEPTED');
  return { says: 'a person looked and asked 43.21 €, which was mailed, accepted and paid', orderId };
}

/** A person rejects a print, and its customer learns why. */
export async function rejected(shopper: Shopper): Promise<Outcome> {
  const { quote, accept, askPerson, decide, mailed } = await asked(shopper, 'Hopeful Asker');
  await askPerson();
  const reason = 'The walls are too thin for this material.';
  await decide({ status: 'REJECTED', reason });
  const mail = await mailed('We cannot print your model');
  expect(mail.BodyText.replaceAll(/\s+/g, ' ').includes(reason), 'the mail does not say why');
  expect((await pictureIn(mail)) === 'image/png', 'the mail has no picture');
  expect((await quote()).reason === reason, 'the quote does not say why');
  const late = await refusal(accept('tok_visa'));
  expect(late === '409 quote-not-ready', `accepting was ${late}`);
  return { says: 'mailed with the reason; accepting it is refused with 409' };
}

/** A person offers a print for some seconds; after them it is refused, and priced again. */
export async function expired(shopper: Shopper): Promise<Outcome> {
  const { shop, quote, quoteId, accept, askPerson, decide, mailed } = await asked(shopper, 'Slow Asker');
  await mailed('Your print costs');
  await askPerson();
  await decide({ status: 'READY', expiresAt: new Date(Date.now() + SHORT_SECONDS * 1_000).toISOString() });
  await mailed('Your print costs', 2);
  await until(`quote ${quoteId} to be EXPIRED`, async () => (await quote()).status === 'EXPIRED' || undefined);
  const late = await refusal(accept('tok_visa'));
  expect(late === '409 quote-expired', `accepting was ${late}`);
  const path = { quoteId };
  const again = await answered(shop.POST('/quotes/{quoteId}/requote', { params: { path } }));
  expect(again.status === 'READY', `priced again it is ${again.status}`);
  return { says: 'accepting it too late is refused with 409; asked for again, it is READY' };
}

/** The card is declined: the order fails, the quote is READY as it was, and another card pays it. */
export async function declinedAndAcceptedAgain(shopper: Shopper): Promise<Outcome> {
  const { quote, quoteId, accept, mailed } = await asked(shopper, 'Patient Asker');
  const offered = await quote();
  const { orderId: failedId } = await accept('tok_declined');
  await mailed('We could not complete your order');
  const open = await until(`quote ${quoteId} to be READY again`, async () => {
    const now = await quote();
    return now.status === 'READY' ? now : undefined;
  });
  expect(open.expiresAt === offered.expiresAt && open.orderId === undefined, 'the offer is not what it was');
  const { orderId } = await accept('tok_visa');
  expect(orderId !== failedId, 'the failed order came back');
  await mailed('is confirmed');
  return { says: 'no money taken, READY until the same time; another card paid it', orderId };
}
