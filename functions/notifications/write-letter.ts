import type { IdentityReads, User } from '../identity/reads.ts';
import { type Order, type OrderDetails, type OrdersReads, paymentIdOf, quotedLines } from '../orders/reads.ts';
import type { PaymentsReads } from '../payments/reads.ts';
import { previewOf, type Quote, type QuotesReads } from '../quotes/reads.ts';
import type { Clock } from '../shared/clock.ts';
import type { Locale } from '../shared/http/shapes.ts';
import { mailToken, type Secret } from '../shared/signatures.ts';
import type { Store } from '../shared/store/store.ts';
import type { ShippingReads } from '../shipping/reads.ts';
import type { CauseOf, MailTemplate } from './contract.ts';
import type { Letter, LetterOf, Picture } from './letter.ts';

/** Where letters find what events do not carry. */
export interface Sources {
  readonly store: Store;
  readonly users: IdentityReads;
  readonly orders: OrdersReads;
  readonly payments: PaymentsReads;
  readonly shipping: ShippingReads;
  readonly quotes: QuotesReads;
  readonly mailTokens: Secret;
  /** The pages that links lead to: the pages of the shop, or those of the API where a stage has none. */
  readonly pages: Readonly<Record<'verify' | 'reset' | 'quotes', string>>;
  /** The public address of the API, from which pictures of models are loaded. */
  readonly apiUrl: string;
  /** Where mails to the shop's own people go. */
  readonly staffMail: string;
  readonly clock: Clock;
}

/** A letter with the one it is for. */
export interface AddressedLetter {
  readonly letter: Letter;
  readonly recipient: { readonly id: string; readonly email: string; readonly locale: Locale };
  readonly orderId?: string;
}

/** Who is written to where it is no one person. */
const STAFF = 'staff';

type Writers = {
  readonly [T in MailTemplate]: (sources: Sources, cause: CauseOf<T>) => Promise<AddressedLetter | undefined>;
};

/** Writes to a user what needs no more than to be told. */
const toUser =
  (template: 'registration-repeated' | 'password-reset-done' | 'password-changed') =>
  async (sources: Sources, { data }: { readonly data: { readonly userId: string } }) => {
    const user = await userOf(sources, data.userId);
    return user && { letter: { template }, recipient: user };
  };

/** Writes the link of a one-time token that is still good, to its user or to the address that the token is about. */
const withLink =
  (
    template: 'verification' | 'password-reset' | 'email-change',
    page: 'verify' | 'reset',
    isGood: (user: User, tokenId: string) => boolean,
  ) =>
  async (
    { store, users, mailTokens, pages, clock }: Sources,
    { data }: { readonly data: { readonly userId: string; readonly tokenId: string; readonly expiresAt: string } },
  ) => {
    const [user, token] = await store.readTogether([users.user(data.userId), users.oneTimeToken(data.tokenId)]);
    const expiresAt = new Date(data.expiresAt);
    if (!user || user.disabled || !token || !isGood(user, data.tokenId) || expiresAt <= clock.now()) return undefined;
    const { current } = await mailTokens();
    const link = new URL(pages[page]);
    link.searchParams.set('token', mailToken(current, data.tokenId));
    return {
      letter: { template, link: link.href, expiresAt },
      recipient: { ...user, email: token.email ?? user.email },
    };
  };

const writers: Writers = {
  verification: withLink(
    'verification',
    'verify',
    ({ verified, verificationId }, tokenId) => !verified && verificationId === tokenId,
  ),
  'password-reset': withLink('password-reset', 'reset', ({ resetId }, tokenId) => resetId === tokenId),
  'email-change': withLink('email-change', 'verify', ({ emailChangeId }, tokenId) => emailChangeId === tokenId),

  'email-changed': async ({ store, users }, { data: { userId, tokenId } }) => {
    const [user, email] = await store.readTogether([users.user(userId), users.formerEmail(userId, tokenId)]);
    return user && email ? { letter: { template: 'email-changed' }, recipient: { ...user, email } } : undefined;
  },

  'password-reset-done': toUser('password-reset-done'),
  'password-changed': toUser('password-changed'),

  'registration-repeated': toUser('registration-repeated'),

  'order-received': async (sources, { data }) => {
    const [read] = await sources.store.readTogether([sources.orders.order(data.orderId)]);
    const { details } = presentOrder(read, data.orderId);
    return toCustomer(sources, details, (order) => ({ template: 'order-received', order }));
  },

  'payment-receipt': async (sources, { data, occurredAt }) => {
    const [read] = await sources.store.readTogether([sources.orders.order(data.orderId)]);
    const { details } = presentOrder(read, data.orderId);
    const { amount } = data;
    const paidAt = new Date(occurredAt);
    return toCustomer(sources, details, (order) => ({ template: 'payment-receipt', order, amount, paidAt }));
  },

  'order-confirmed': async (sources, { data: { orderId } }) => {
    const { details, carrier, trackingNumber } = await withShipment(sources, orderId);
    return toCustomer(sources, details, (order) => ({ template: 'order-confirmed', order, carrier, trackingNumber }));
  },

  'order-failed': async (sources, { data: { orderId, code } }) => {
    const { store, orders, payments } = sources;
    const [read, payment] = await store.readTogether([orders.order(orderId), payments.payment(paymentIdOf(orderId))]);
    const { details } = presentOrder(read, orderId);
    const returned = payment?.captured;
    return toCustomer(sources, details, (order) => ({ template: 'order-failed', order, code, returned }));
  },

  // What the carrier does has mails of its own.
  'order-status': async (sources, { data: { orderId, to } }) => {
    if (to === 'SHIPPED' || to === 'DELIVERED') return undefined;
    const [read] = await sources.store.readTogether([sources.orders.order(orderId)]);
    const { details } = presentOrder(read, orderId);
    const pictures = await picturesOf(sources, details);
    return toCustomer(sources, details, (order) => ({ template: 'order-status', order, status: to, pictures }));
  },

  'order-shipped': async (sources, { data: { orderId } }) => {
    const { details, carrier, trackingNumber } = await withShipment(sources, orderId);
    const pictures = await picturesOf(sources, details);
    return toCustomer(sources, details, (order) => ({
      template: 'order-shipped',
      order,
      carrier,
      trackingNumber,
      pictures,
    }));
  },

  'order-delivered': async (sources, { data: { orderId } }) => {
    const [read] = await sources.store.readTogether([sources.orders.order(orderId)]);
    const { details } = presentOrder(read, orderId);
    const pictures = await picturesOf(sources, details);
    return toCustomer(sources, details, (order) => ({ template: 'order-delivered', order, pictures }));
  },

  // No mail of the order's own story: its customer is not told.
  'order-overdue': async ({ store, orders, staffMail }, { data: { orderId, productionStatus, since, dueAt } }) => {
    const [read] = await store.readTogether([orders.order(orderId)]);
    const { orderNumber } = presentOrder(read, orderId).details;
    return {
      letter: {
        template: 'order-overdue',
        orderNumber,
        status: productionStatus,
        since: new Date(since),
        dueAt: new Date(dueAt),
      },
      recipient: { id: STAFF, email: staffMail, locale: 'en' },
    };
  },

  'low-stock': async ({ staffMail }, { data: { sku, available, lowAt } }) => ({
    letter: { template: 'low-stock', sku, available, lowAt },
    recipient: { id: STAFF, email: staffMail, locale: 'en' },
  }),

  'quote-ready': (sources, { data }) =>
    toAsker(sources, data.quoteId, ({ status, offer }) =>
      status === 'READY' && offer && offer.expiresAt === data.expiresAt
        ? {
            template: 'quote-ready',
            price: data.price,
            eta: new Date(offer.eta),
            expiresAt: new Date(data.expiresAt),
          }
        : undefined,
    ),

  'quote-rejected': (sources, { data }) =>
    toAsker(sources, data.quoteId, ({ reason }) =>
      reason === undefined ? undefined : { template: 'quote-rejected', reason },
    ),

  'quote-expiring': (sources, { data }) =>
    toAsker(sources, data.quoteId, ({ status, offer }) =>
      status === 'READY' && offer && new Date(offer.expiresAt) > sources.clock.now()
        ? { template: 'quote-expiring', price: offer.price, expiresAt: new Date(offer.expiresAt) }
        : undefined,
    ),
};

type OfQuote = 'name' | 'fileName' | 'pieces' | 'link' | 'pictures';
type Without<L, Names extends string> = L extends unknown ? Omit<L, Names> : never;
type AboutQuote = Without<LetterOf<'quote-ready' | 'quote-rejected' | 'quote-expiring'>, OfQuote>;

/**
 * Writes to whoever asked for a quote. In: what there is to say of the quote as it stands; nothing where that has passed. Nobody is
 * written to who has left.
 */
async function toAsker(
  { store, users, quotes, pages, apiUrl }: Sources,
  quoteId: string,
  about: (quote: Quote) => AboutQuote | undefined,
): Promise<AddressedLetter | undefined> {
  const [quote] = await store.readTogether([quotes.quote(quoteId)]);
  const letter = quote && about(quote);
  if (!letter || quote.customerId === undefined) return undefined;
  const [user] = await store.readTogether([users.user(quote.customerId)]);
  if (!user) return undefined;
  return {
    letter: {
      ...letter,
      name: user.name,
      fileName: quote.fileName,
      pieces: quote.config.quantity,
      link: `${pages.quotes}/${quoteId}`,
      pictures: pictureOf(apiUrl, quote),
    },
    recipient: user,
  };
}

/**
 * In: a template and the event that it follows. Out: what to write and to whom, read from its owners' tables;
 * nothing where the mail would be pointless (its user is gone or confirmed, or the link no longer opens). Throws when
 * an order is missing what its event says it has.
 */
export const writeLetter = <T extends MailTemplate>(
  sources: Sources,
  template: T,
  cause: CauseOf<T>,
): Promise<AddressedLetter | undefined> => writers[template](sources, cause);

/** The picture of a quote's file in the chosen colour, as its page shows it; none where it has none. */
function pictureOf(apiUrl: string, quote: Quote): readonly Picture[] {
  const { previewUrl } = previewOf(quote);
  return previewUrl === undefined ? [] : [{ src: `${apiUrl}${previewUrl}`, fileName: quote.fileName }];
}

/** The pictures of an order's quoted prints, in the order of its lines. An order without them costs no read. */
async function picturesOf({ store, quotes, apiUrl }: Sources, { lines }: OrderDetails): Promise<readonly Picture[]> {
  const ids = quotedLines(lines).map(({ quoteId }) => quoteId);
  if (ids.length === 0) return [];
  const found = await store.readTogether(ids.map((id) => quotes.quote(id)));
  return found.flatMap((quote) => (quote ? pictureOf(apiUrl, quote) : []));
}

async function userOf({ store, users }: Sources, userId: string) {
  const [user] = await store.readTogether([users.user(userId)]);
  return user?.disabled ? undefined : user;
}

function presentOrder(order: Order | undefined, orderId: string): Order {
  if (!order) throw new Error(`There is no order ${orderId}`);
  return order;
}

/** A complete order and where its parcel can be followed. Throws where one is missing. */
async function withShipment({ store, orders, shipping }: Sources, orderId: string) {
  const [read, [shipment]] = await store.readTogether([orders.order(orderId), shipping.shipments([orderId])]);
  const { details } = presentOrder(read, orderId);
  if (!shipment) throw new Error(`Order ${orderId} is complete and has no shipment`);
  return { details, carrier: shipment.carrier, trackingNumber: shipment.trackingNumber };
}

/**
 * Writes to the customer of an order, by the address, name and language that they have now; what the order keeps of them is for
 * its invoice. Nobody is written to who has left, even if an order of theirs still runs.
 */
async function toCustomer(
  { store, users }: Sources,
  details: OrderDetails,
  letter: (order: OrderDetails) => Letter,
): Promise<AddressedLetter | undefined> {
  const [user] = await store.readTogether([users.user(details.customer.id)]);
  if (!user) return undefined;
  const { id, email, name, locale } = user;
  return {
    letter: letter({ ...details, customer: { id, email, name, locale } }),
    recipient: user,
    orderId: details.id,
  };
}
