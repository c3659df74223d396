import { randomBytes, randomUUID } from 'node:crypto';
import type { Order } from '@printverse/client/api.d.ts';
import { cookieJar } from '@printverse/client/cookie-jar.ts';
import { signedIn } from '@printverse/client/program-client.ts';
import { answered, newIntent, Refused, shopClient } from '@printverse/client/shop-client.ts';
import { newId } from '../../functions/shared/ids.ts';
import { type CallOptions, sendAsWritten, until } from './client.ts';
import { expect } from './expect.ts';
import { capturedMessage } from './gateway-message.ts';
import { decideAtGateway, healRefunds } from './gateway-page.ts';
import { mailedToken } from './mailed-token.ts';
import { newCustomer } from './new-customer.ts';
import { produced } from './produced.ts';
import { declinedAndAcceptedAgain, expired, pricedAtOnce, rejected, reviewed } from './quoted.ts';
import { refusal } from './refusal.ts';
import { berlin, type Shopper, type Wish } from './shopper.ts';
import { wholeVisit } from './whole-visit.ts';

export interface Goods {
  /** Plenty of it in stock. */
  readonly plentiful: Pick<Wish, 'productId' | 'sku'>;
  /** None left. */
  readonly soldOut: Pick<Wish, 'productId' | 'sku'>;
}

export interface Outcome {
  /** What happened, in a few words. */
  readonly says: string;
  /** The order whose timeline tells it. */
  readonly orderId?: string;
}

export interface Scenario {
  readonly title: string;
  play(shopper: Shopper, goods: Goods): Promise<Outcome>;
}

const failed = (code: string) => (order: Order) => order.status === 'FAILED' && order.failure?.code === code;
const completed = (order: Order) => order.status === 'COMPLETED';

async function fails(shopper: Shopper, wish: Wish, code: string): Promise<Order> {
  const { order } = await shopper.buy(wish);
  return shopper.reaches(order.id, `FAILED with ${code}`, failed(code));
}

const refunded = (shopper: Shopper, id: string) =>
  shopper.reaches(id, 'refunded', (order) => order.payment.status === 'REFUNDED');

/**
 * Buys what cannot be shipped with a card that is not refunded, waits for the order to be parked, heals the gateway, and
 * sends the order on its way.
 */
export async function parkedAndRetried(shopper: Shopper, goods: Goods['plentiful']): Promise<Pick<Order, 'id'>> {
  const { order } = await shopper.buy({ ...goods, cardToken: 'tok_refund_fails', postalCode: '99990' });
  await until(`order ${order.id} to be parked`, async () =>
    (await shopper.parked()).includes(order.id) ? true : undefined,
  );
  await healRefunds(shopper, order.payment.paymentId);
  await shopper.retry(order.id);
  return order;
}

export const scenarios: readonly Scenario[] = [
  {
    title: 'bought',
    async play(shopper, { plentiful }) {
      const { order } = await shopper.buy({ ...plentiful, cardToken: 'tok_visa', quantity: 2 });
      const done = await shopper.reaches(order.id, 'COMPLETED', completed);
      expect(done.payment.status === 'CAPTURED', 'the payment is not captured');
      expect(done.shipment?.trackingNumber !== undefined, 'there is no tracking number');
      return {
        says: `paid ${done.total.amount} ${done.total.currency} minor units, ships as ${done.shipment?.trackingNumber}`,
        orderId: order.id,
      };
    },
  },
  {
    title: 'declined',
    async play(shopper, { plentiful }) {
      const order = await fails(shopper, { ...plentiful, cardToken: 'tok_declined' }, 'payment-declined');
      return { says: 'no money taken, units back in stock', orderId: order.id };
    },
  },
  {
    title: 'sold out',
    async play(shopper, { soldOut }) {
      const answer = await refusal(shopper.buy({ ...soldOut, cardToken: 'tok_visa' }));
      expect(answer === '409 insufficient-stock', `the checkout was ${answer}`);
      return { says: 'refused at the checkout: 409 insufficient-stock' };
    },
  },
  {
    title: 'shipping impossible',
    async play(shopper, { plentiful }) {
      const order = await fails(
        shopper,
        { ...plentiful, cardToken: 'tok_visa', postalCode: '99990' },
        'shipping-impossible',
      );
      expect(order.payment.status === 'REFUNDED', `the payment is ${order.payment.status}`);
      return { says: 'released and refunded', orderId: order.id };
    },
  },
  {
    title: "the gateway's answer is lost",
    async play(shopper, { plentiful }) {
      const { order } = await shopper.buy({ ...plentiful, cardToken: 'tok_lost_reply' });
      const done = await shopper.reaches(order.id, 'COMPLETED', completed);
      expect(done.payment.status === 'CAPTURED', 'the payment is not captured');
      return { says: 'asked what had become of it, and went on', orderId: order.id };
    },
  },
  {
    title: 'asked for confirmation, and confirmed',
    async play(shopper, { plentiful }) {
      const { order, payment } = await shopper.buy({ ...plentiful, cardToken: 'tok_3ds' });
      await decideAtGateway(shopper, payment.redirectUrl, 'confirm');
      await shopper.reaches(order.id, 'COMPLETED', completed);
      return { says: "confirmed on the gateway's page", orderId: order.id };
    },
  },
  {
    title: 'captured too late',
    async play(shopper, { plentiful }) {
      const order = await fails(shopper, { ...plentiful, cardToken: 'tok_late' }, 'payment-expired');
      await shopper.tells(order.id, 'payment.captured-late');
      await refunded(shopper, order.id);
      return { says: 'the money came after the order had failed, and went back', orderId: order.id };
    },
  },
  {
    title: 'a refund that fails: parked, healed',
    async play(shopper, { plentiful }) {
      const order = await parkedAndRetried(shopper, plentiful);
      const healed = await shopper.reaches(order.id, 'FAILED', failed('shipping-impossible'));
      expect(healed.payment.status === 'REFUNDED', `the payment is ${healed.payment.status}`);
      return { says: 'parked while the gateway refused, refunded after it was healed', orderId: order.id };
    },
  },
  {
    title: 'the same Idempotency-Key twice',
    async play(shopper, { plentiful }) {
      const wish = { ...plentiful, cardToken: 'tok_visa', intent: newIntent() };
      const [first, second] = [await shopper.buy(wish), await shopper.buy(wish)];
      expect(JSON.stringify(first) === JSON.stringify(second), 'the answers differ');
      const other = await refusal(shopper.buy({ ...wish, quantity: 3 }));
      expect(other === '422 idempotency-key-reused', `another body was ${other}`);
      await shopper.reaches(first.order.id, 'COMPLETED', completed);
      return { says: 'one order, the same answer; another body is refused with 422', orderId: first.order.id };
    },
  },
  {
    title: 'repeated and forged webhooks',
    async play(shopper, { plentiful }) {
      const { order, payment } = await shopper.buy({ ...plentiful, cardToken: 'tok_3ds' });
      await decideAtGateway(shopper, payment.redirectUrl, 'confirm');
      await shopper.reaches(order.id, 'COMPLETED', completed);
      const tell = (message: CallOptions) =>
        sendAsWritten(shopper.outputs.apiUrl, 'POST', '/payments/webhooks/sandbox', message);
      const forged = await tell({
        body: {
          id: 'whk_forged',
          type: 'payment.captured',
          data: { orderId: order.id, paymentId: order.payment.paymentId },
        },
        headers: { 'sandbox-signature': `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}` },
      });
      expect(forged.status === 400, `the forged one answered ${forged.status}`);
      const genuine = await capturedMessage(shopper.outputs, order, 'whk_repeated');
      const repeated = await Promise.all(Array.from({ length: 5 }, () => tell(genuine)));
      expect(
        repeated.every(({ status }) => status === 200),
        'a repeated one was not taken',
      );
      const captures = (await shopper.timeline(order.id)).filter((entry) => entry.type === 'payment.processed');
      expect(captures.length === 1, `the payment was booked ${captures.length} times`);
      return { says: 'booked once, though told six times; the forged one was refused with 400', orderId: order.id };
    },
  },
  {
    title: "somebody else's order",
    async play(shopper, { plentiful }) {
      const { order } = await shopper.buy({ ...plentiful, cardToken: 'tok_visa' });
      await shopper.reaches(order.id, 'COMPLETED', completed);
      const { apiUrl, users } = shopper.outputs;
      const other = await signedIn(apiUrl, users.organizer);
      for (const [whose, orderId] of Object.entries({ theirs: order.id, "nobody's": newId('ord') })) {
        const answer = await refusal(answered(other.GET('/orders/{orderId}', { params: { path: { orderId } } })));
        expect(answer === '404 not-found', `${whose} was ${answer}`);
      }
      return { says: '404, as one that is not there', orderId: order.id };
    },
  },
  {
    title: "a guest's cart, taken along and ordered",
    async play(shopper, { plentiful }) {
      const { apiUrl, users } = shopper.outputs;
      const guestId = randomBytes(16).toString('base64url');
      const guest = shopClient({ apiUrl });
      const path = { guestId };
      await answered(
        guest.POST('/guest/cart/{guestId}/items', { params: { path }, body: { ...plentiful, quantity: 2 } }),
      );
      const shop = await signedIn(apiUrl, users.customer);
      const transfer = () => answered(shop.POST('/cart/transfer', { body: { guestId } }));
      const [once, twice] = [await transfer(), await transfer()];
      expect(JSON.stringify(once) === JSON.stringify(twice), 'the second transfer changed the cart');
      const address = { shippingAddress: berlin };
      const told = await answered(shop.POST('/checkout/preview', { body: address }));
      const { order } = await answered(
        shop.POST('/checkout', {
          params: { header: newIntent() },
          body: { ...address, payment: { provider: 'sandbox', token: 'tok_visa' }, expectedTotal: told.total },
        }),
      );
      await shopper.reaches(order.id, 'COMPLETED', completed);
      const left = await answered(shop.GET('/cart'));
      expect(left.items.length === 0, 'the cart is not empty');
      return { says: 'moved once at the login, ordered whole at the total of the preview', orderId: order.id };
    },
  },
  {
    title: 'a whole visit: search with a typing error, guest, customer, order, review, and a reduced price',
    play: wholeVisit,
  },
  { title: 'a quote at once, mailed with its picture', play: pricedAtOnce },
  { title: 'a quote that a person looks at', play: reviewed },
  { title: 'a quote that is rejected', play: rejected },
  { title: 'a quote that expires, and is asked for again', play: expired },
  { title: 'a quote whose payment is declined, and its second try', play: declinedAndAcceptedAgain },
  { title: 'accepted, produced, shipped and delivered, with every mail', play: produced },
  {
    title: 'a session, in two tabs',
    async play({ outputs: { apiUrl, users } }) {
      const browser = cookieJar();
      const [tab, other] = [shopClient({ apiUrl, browser }), shopClient({ apiUrl, browser })];
      await tab.signIn(users.customer);
      const first = tab.accessToken();
      await Promise.all([tab.refresh(), other.refresh()]);
      expect(tab.accessToken() !== first, 'the first tab has no new token');
      expect(other.accessToken() !== undefined, 'the second tab has no token');
      await other.refresh();
      await tab.signOut();
      const gone = await refusal(other.refresh());
      expect(gone === '401 not-signed-in', `after signing out the second tab was ${gone}`);
      return { says: 'both refreshed the same cookie at once and went on; signed out in one, signed out in both' };
    },
  },
  {
    title: 'a stolen refresh cookie',
    async play({ outputs: { apiUrl, users } }) {
      const browser = cookieJar();
      const owner = shopClient({ apiUrl, browser });
      await owner.signIn(users.customer);
      const thief = shopClient({ apiUrl, browser: browser.copy() });
      await owner.refresh();
      await owner.refresh();
      for (const [who, client] of Object.entries({ thief, owner })) {
        const answer = await refusal(client.refresh());
        expect(answer === '401 not-signed-in', `the ${who} was ${answer}`);
      }
      return { says: 'the copy came back after it was replaced: the session ended, for thief and owner' };
    },
  },
  {
    title: 'a forgotten password',
    async play({ outputs }) {
      const { shop, email, password: old } = await newCustomer(outputs, 'forgetful', 'Forgetful Customer');
      const chosen = randomUUID();
      await answered(shop.POST('/auth/forgot-password', { body: { email } }));
      const token = await mailedToken(outputs.mailUrl, email, 'reset');
      const reset = () => answered(shop.POST('/auth/reset-password', { body: { token, password: chosen } }));
      await reset();
      const answers = [
        ['401 not-signed-in', await refusal(shop.refresh()), 'the old session'],
        ['401 invalid-credentials', await refusal(shop.signIn({ email, password: old })), 'the old password'],
        ['400 invalid-token', await refusal(reset()), 'the link, used again,'],
      ];
      for (const [wanted, answer, what] of answers) expect(answer === wanted, `${what} was ${answer}`);
      await shop.signIn({ email, password: chosen });
      return { says: 'chosen anew by a mailed link, once; old password and old session ended' };
    },
  },
  {
    title: 'brute force',
    async play({ outputs: { apiUrl } }) {
      const shop = shopClient({ apiUrl, browser: cookieJar() });
      const email = `guessed-${randomUUID()}@example.com`;
      for (let failures = 0; failures < 100; failures++) {
        try {
          await shop.signIn({ email, password: `guess number ${failures}` });
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          if (error.code === 'invalid-credentials') continue;
          expect(error.status === 429 && error.code === 'too-many-attempts', `the guess was ${error.message}`);
          expect(failures > 0 && (error.retryAfter ?? 0) > 0, 'it does not say when to try again');
          return { says: `429 after ${failures} wrong passwords, try again in ${error.retryAfter} s` };
        }
      }
      throw new Error('a hundred guesses were answered');
    },
  },
];
