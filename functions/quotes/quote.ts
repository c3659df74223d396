/**
 * A quote: what a print of one file in one configuration costs by one version of the rules, until a moment. It is READY with a
 * price, or waits for a person; it is accepted once, and may be again when its order has failed.
 */
import { addSeconds } from '../shared/clock.ts';
import { DomainError, NotFound, NotYours, unreachable } from '../shared/domain-error.ts';
import type { Money } from '../shared/money.ts';
import type { QuoteStatus } from './contract.ts';
import type { ChosenConfig } from './price/configuration.ts';
import type { ReviewReason, StatedError } from './price/decide.ts';

/** A line of a price as it is kept. */
export interface QuotedLine {
  readonly code: string;
  readonly cents: number;
  readonly formula?: string;
  readonly inputs?: Readonly<Record<string, number>>;
}

/** What rules say of a print: the price if they can tell one, and what production and capacity reckon with. */
export interface Reckoning {
  readonly price?: Money | undefined;
  readonly lines: readonly QuotedLine[];
  readonly error: StatedError;
  /** `2026-12-03` */
  readonly eta: string;
  readonly machineId: string;
  /** Of one piece, supports among it. */
  readonly grams: number;
  /** Machine time of one piece and of all. */
  readonly pieceSeconds: number;
  readonly seconds: number;
}

/** What the customer may accept. */
export interface Offer {
  readonly price: Money;
  readonly eta: string;
  readonly expiresAt: string;
  /** The price is not the one that the rules reckoned, but a person's. */
  readonly byPerson?: true;
}

export interface Quote {
  readonly id: string;
  /** Absent once the customer has left the shop. */
  readonly customerId?: string;
  readonly status: QuoteStatus;
  readonly uploadId: string;
  readonly fileName: string;
  /** SHA-256 of the file, base64: the bytes that are priced, whatever lies under the upload's id later. */
  readonly fileSha256: string;
  readonly config: ChosenConfig;
  readonly configHash: string;
  readonly rulesVersion: number;
  readonly reckoning: Reckoning;
  /** The picture of the file, and the chosen colour as rrggbb; absent where there is no picture. */
  readonly picture?: { readonly name: string; readonly colour: string } | undefined;
  readonly review?: readonly ReviewReason[];
  readonly offer?: Offer;
  readonly note?: string | undefined;
  readonly reason?: string | undefined;
  readonly orderId?: string | undefined;
  /** How long an offer of its rules lasts, days. */
  readonly days: number;
  /** No reminder is due any more: the customer was told that its time is nearly over, or the offer was short from the beginning. */
  readonly warned?: true;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
}

const DAY_SECONDS = 86_400;
/** So long before the end of an offer its customer is reminded, if it lasts longer than that. */
const REMIND_SECONDS = 2 * DAY_SECONDS;
/** As long an offer lasts at most, as rules may say (`quoteDays`). */
const MOST_DAYS = 365;

/** Its status does not allow what was asked. */
export class QuoteNotOpen extends DomainError {
  override name = 'QuoteNotOpen';
  constructor(status: QuoteStatus) {
    super('conflict', 'quote-not-open', 'The quote is no longer, or not yet, where this can be done.', {
      members: { status },
    });
  }
}

/** The time of the offer is over. */
export class QuoteExpiredError extends DomainError {
  override name = 'QuoteExpiredError';
  constructor() {
    super('conflict', 'quote-expired', 'The time of this offer is over. Ask for the price again.');
  }
}

/** The quote is an order already. */
export class QuoteAlreadyAccepted extends DomainError {
  override name = 'QuoteAlreadyAccepted';
  constructor() {
    super('conflict', 'quote-already-accepted', 'This quote has become an order.');
  }
}

/** There is no offer: a person still looks, or has rejected it. */
export class QuoteNotReady extends DomainError {
  override name = 'QuoteNotReady';
  constructor() {
    super('conflict', 'quote-not-ready', 'There is no offer to accept.');
  }
}

/** In: a quote as it was read, and who asks. Throws `NotFound` where it is absent or somebody else's. */
export function ownQuote(found: Quote | undefined, userId: string): Quote & { readonly customerId: string } {
  if (!found) throw new NotFound();
  if (found.customerId !== userId) throw new NotYours();
  return { ...found, customerId: userId };
}

/** The status at a moment: an offer whose time is over has expired, whether or not the sweep has come to it. */
export const statusAt = ({ status, offer }: Pick<Quote, 'status' | 'offer'>, now: Date): QuoteStatus =>
  status === 'READY' && offer !== undefined && offer.expiresAt <= now.toISOString() ? 'EXPIRED' : status;

const next = (quote: Quote, now: Date, change: Partial<Quote>): Quote => ({
  ...quote,
  ...change,
  updatedAt: now.toISOString(),
  version: quote.version + 1,
});

const offerUntil = (days: number, now: Date): string => addSeconds(now, days * DAY_SECONDS).toISOString();

/** What a quote says anew when it is priced. */
export type Priced = Pick<Quote, 'config' | 'configHash' | 'rulesVersion' | 'reckoning' | 'picture' | 'days'> & {
  /** Why a person has to look; empty where the price is given at once. */
  readonly review: readonly ReviewReason[];
};

/** READY at the reckoned price where nobody has to look and there is one, else PENDING_REVIEW with the suggestion. */
function standing(
  { review, reckoning, days }: Priced,
  now: Date,
): Pick<Quote, 'status' | 'review' | 'offer' | 'warned'> {
  if (review.length > 0 || !reckoning.price) return { status: 'PENDING_REVIEW', review };
  const { price, eta } = reckoning;
  return { status: 'READY', ...offered({ price, eta, expiresAt: offerUntil(days, now) }, now) };
}

/** An offer that begins now. One that is short says its end itself, and nobody is reminded of it. */
const offered = (offer: Offer, now: Date): Pick<Quote, 'offer' | 'warned'> => ({
  offer,
  ...(offer.expiresAt <= addSeconds(now, REMIND_SECONDS).toISOString() ? { warned: true } : {}),
});

/** A new quote. In: whose it is, of which file, and what the rules say. */
export const newQuote = (
  about: Pick<Quote, 'id' | 'uploadId' | 'fileName' | 'fileSha256' | 'note'> & { readonly customerId: string },
  priced: Priced,
  now: Date,
): Quote => ({
  ...about,
  ...pricedPart(priced),
  ...standing(priced, now),
  createdAt: now.toISOString(),
  updatedAt: now.toISOString(),
  version: 1,
});

const pricedPart = ({ config, configHash, rulesVersion, reckoning, picture, days }: Priced) => ({
  config,
  configHash,
  rulesVersion,
  reckoning,
  ...(picture ? { picture } : {}),
  days,
});

/** The same print by today's rules. Throws `QuoteNotOpen` unless it is READY or has expired. */
export function requoted(quote: Quote, priced: Priced, now: Date): Quote {
  const status = statusAt(quote, now);
  if (status !== 'READY' && status !== 'EXPIRED') throw new QuoteNotOpen(status);
  const { offer: _1, review: _2, warned: _3, ...rest } = quote;
  return next(rest, now, { ...pricedPart(priced), ...standing(priced, now) });
}

/** A person shall look. What waits already gets the new note. Throws `QuoteNotOpen` unless it is READY or waits. */
export function reviewAsked(quote: Quote, note: string | undefined, now: Date): Quote {
  const status = statusAt(quote, now);
  if (status !== 'READY' && status !== 'PENDING_REVIEW') throw new QuoteNotOpen(status);
  const review = [...new Set([...(quote.review ?? []), 'person-asked' as const])];
  const { offer: _1, warned: _2, ...rest } = quote;
  return next(rest, now, { status: 'PENDING_REVIEW', review, ...(note === undefined ? {} : { note }) });
}

/** What a person decides: a price, a day and an end other than those of the rules, or a reason. */
export type Decision =
  | {
      readonly status: 'READY';
      readonly price?: Money | undefined;
      readonly eta?: string | undefined;
      readonly expiresAt?: string | undefined;
    }
  | { readonly status: 'REJECTED'; readonly reason: string };

/**
 * The quote as a person decided. Throws `QuoteNotOpen` unless it waits, `price-needed` where there is no price to offer,
 * `expiry-not-possible`.
 */
export function decided(quote: Quote, decision: Decision, now: Date): Quote {
  if (quote.status !== 'PENDING_REVIEW') throw new QuoteNotOpen(statusAt(quote, now));
  if (decision.status === 'REJECTED') return rejected(quote, decision.reason, now);
  const { reckoning } = quote;
  const price = decision.price ?? reckoning.price;
  if (!price) throw new DomainError('invalid', 'price-needed', 'There is no suggested price: send one.');
  const expiresAt = decision.expiresAt ?? offerUntil(quote.days, now);
  if (expiresAt <= now.toISOString() || expiresAt > offerUntil(MOST_DAYS, now)) {
    throw new DomainError('invalid', 'expiry-not-possible', 'An offer ends in the future, within a year.');
  }
  const suggested = reckoning.price?.amount === price.amount && reckoning.price.currency === price.currency;
  return next(quote, now, {
    status: 'READY',
    ...offered({ price, eta: decision.eta ?? reckoning.eta, expiresAt, ...(suggested ? {} : { byPerson: true }) }, now),
  });
}

/** The quote without an offer, and why. Throws `QuoteNotOpen` for one that is an order, or rejected already. */
export function rejected(quote: Quote, reason: string, now: Date): Quote {
  if (quote.status === 'ACCEPTED' || quote.status === 'REJECTED') throw new QuoteNotOpen(quote.status);
  const { offer: _, ...rest } = quote;
  return next(rest, now, { status: 'REJECTED', reason });
}

/** The quote as part of an order. Throws `QuoteExpiredError`, `QuoteAlreadyAccepted` and `QuoteNotReady`. */
export function accepted(quote: Quote, orderId: string, now: Date): Quote & { readonly offer: Offer } {
  const status = statusAt(quote, now);
  switch (status) {
    case 'READY': {
      if (!quote.offer) throw new QuoteNotReady();
      return { ...next(quote, now, { status: 'ACCEPTED', orderId }), offer: quote.offer };
    }
    case 'EXPIRED':
      throw new QuoteExpiredError();
    case 'ACCEPTED':
      throw new QuoteAlreadyAccepted();
    case 'PENDING_REVIEW':
    case 'REJECTED':
      throw new QuoteNotReady();
    default:
      return unreachable(status);
  }
}

/**
 * The quote after its order has failed: READY again, which lasts as long as its offer; one whose time is over the sweep ends.
 * Nothing where it is not that order's.
 */
export function reopened(quote: Quote, orderId: string, now: Date): Quote | undefined {
  if (quote.status !== 'ACCEPTED' || quote.orderId !== orderId) return undefined;
  const { orderId: _, ...rest } = quote;
  return next(rest, now, { status: 'READY' });
}

/** When the sweep has to look at it: a while before the end of an offer, and at its end. Nothing where no time runs. */
export function dueAt({ status, offer, warned }: Quote): string | undefined {
  if (status !== 'READY' || !offer) return undefined;
  if (warned) return offer.expiresAt;
  return addSeconds(new Date(offer.expiresAt), -REMIND_SECONDS).toISOString();
}

/** What the sweep makes of a quote: expired, reminded of, or nothing where it is not due. */
export function swept(quote: Quote, now: Date): Quote | undefined {
  const due = dueAt(quote);
  if (due === undefined || due > now.toISOString()) return undefined;
  return statusAt(quote, now) === 'EXPIRED'
    ? next(quote, now, { status: 'EXPIRED' })
    : next(quote, now, { warned: true });
}
