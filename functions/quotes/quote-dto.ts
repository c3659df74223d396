import type * as z from 'zod';
import type { Breakdown, QuoteDto, ReadSharedQuote, ReviewNotes, Suggestion } from './contract.ts';
import { REVIEW_REASONS, type ReviewReason } from './price/decide.ts';
import { type Quote, type QuotedLine, type Reckoning, statusAt } from './quote.ts';

const LABELS: Readonly<Record<string, string>> = {
  material: 'Material',
  machine: 'Machine time',
  finish: 'Finish',
  setup: 'Setup',
  margin: 'Margin',
  minimum: 'Up to the least price',
  rush: 'Rush',
  person: 'Price set by a person',
};

/** Lines of a price as they are shown. */
export const breakdownOf = (lines: readonly QuotedLine[], currency: string): z.input<typeof Breakdown> =>
  lines.map(({ code, cents, formula, inputs }) => ({
    code,
    label: LABELS[code] ?? code,
    amount: { amount: cents, currency },
    ...(formula === undefined ? {} : { formula }),
    ...(inputs === undefined ? {} : { inputs: { ...inputs } }),
  }));

/** Why a person looks, as it is shown. */
export const reviewNotes = (reasons: readonly ReviewReason[]): z.input<typeof ReviewNotes> =>
  reasons.map((code) => ({ code, message: REVIEW_REASONS[code] }));

/** What the rules say, as staff see it. In: the currency of the rules. */
export const suggestionDto = (reckoning: Reckoning): z.input<typeof Suggestion> => ({
  ...(reckoning.price ? { price: reckoning.price } : {}),
  breakdown: reckoning.price ? breakdownOf(reckoning.lines, reckoning.price.currency) : [],
  error: reckoning.error,
  eta: reckoning.eta,
  machineId: reckoning.machineId,
  grams: Number(reckoning.grams.toFixed(2)),
  pieceSeconds: reckoning.pieceSeconds,
  seconds: reckoning.seconds,
});

/** What is offered: the rules' price with its lines and its error, or a person's alone. */
function offeredPart({ offer, reckoning }: Quote) {
  if (!offer) return {};
  const { price, eta, expiresAt, byPerson } = offer;
  const lines: readonly QuotedLine[] = byPerson ? [{ code: 'person', cents: price.amount }] : reckoning.lines;
  return {
    price,
    breakdown: breakdownOf(lines, price.currency),
    ...(byPerson ? {} : { error: reckoning.error }),
    eta,
    expiresAt,
  };
}

/** Where the picture of a quote's file is, in the chosen colour; nothing where it has none. */
export const previewOf = ({ picture }: Pick<Quote, 'picture'>): { readonly previewUrl?: string } =>
  picture ? { previewUrl: `/previews/${picture.name}?colour=${picture.colour}` } : {};

/** A quote at a moment, as its customer sees it; staff are told whose it is and what the rules say. */
export const quoteDto = (quote: Quote, now: Date, staff = false): QuoteDto => ({
  id: quote.id,
  status: statusAt(quote, now),
  config: quote.config,
  ...offeredPart(quote),
  uploadId: quote.uploadId,
  fileName: quote.fileName,
  fileSha256: quote.fileSha256,
  configHash: quote.configHash,
  ...previewOf(quote),
  rulesVersion: quote.rulesVersion,
  ...(quote.review && quote.status === 'PENDING_REVIEW' ? { review: reviewNotes(quote.review) } : {}),
  ...(quote.note === undefined ? {} : { note: quote.note }),
  ...(quote.reason === undefined ? {} : { reason: quote.reason }),
  ...(quote.orderId === undefined ? {} : { orderId: quote.orderId }),
  createdAt: quote.createdAt,
  version: quote.version,
  ...(staff
    ? {
        ...(quote.customerId === undefined ? {} : { customerId: quote.customerId }),
        suggestion: suggestionDto(quote.reckoning),
      }
    : {}),
});

/** A quote as others see it who have a link: what is offered, and neither whose it is nor of which file. */
export const sharedDto = (quote: Quote, now: Date): z.input<(typeof ReadSharedQuote)['success']['body']> => ({
  status: statusAt(quote, now),
  config: quote.config,
  ...offeredPart(quote),
});
