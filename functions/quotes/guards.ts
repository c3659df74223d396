/** What an order, or a cart, needs of a quote: the line that it becomes, and the writes that make it one (docs/adr/0037). */
import type { Check, Write } from '../shared/store/store.ts';
import type { uploadsGuards } from '../uploads/guards.ts';
import { accepted, type Offer, ownQuote, type Quote, statusAt } from './quote.ts';
import type { QuotesWrites } from './writes.ts';

export interface AcceptancePorts {
  readonly quotes: { readonly writes: Pick<QuotesWrites, 'accept'> };
  readonly uploads: Pick<ReturnType<typeof uploadsGuards>, 'whileUnchanged'>;
}

type Offered = Quote & { readonly offer: Offer };

/** The order's line of a quote: all pieces as one job, whose price is the offer's. Prints are taxed at the standard rate. */
const lineOf = ({ id, fileName, config, offer: { price, eta }, reckoning }: Offered) => ({
  kind: 'print' as const,
  quoteId: id,
  name: `${config.quantity} × ${fileName} (${config.material}, ${config.colour})`,
  quantity: 1,
  unitPrice: price,
  lineTotal: price,
  taxClass: 'standard' as const,
  job: {
    machineId: reckoning.machineId,
    material: config.material,
    seconds: reckoning.seconds,
    grams: Math.ceil(reckoning.grams * config.quantity),
    rush: config.rush,
    notBefore: eta,
  },
});
export type OfferedLine = ReturnType<typeof lineOf>;

/** The line that somebody's quote becomes if it is ordered now; nothing where it is no offer of theirs any more. */
export function offeredLine(found: Quote | undefined, userId: string, now: Date): OfferedLine | undefined {
  const offer = found?.offer;
  if (!found || !offer || found.customerId !== userId || statusAt(found, now) !== 'READY') return undefined;
  return lineOf({ ...found, offer });
}

/**
 * A quote as part of an order: its line, and what belongs into the transaction that places it: the quote becomes ACCEPTED under the
 * version that was read, and its file is still the one that was quoted. In: the quote as it was read, whose order it is. Throws
 * `NotFound`, `QuoteExpiredError`, `QuoteAlreadyAccepted` and `QuoteNotReady`; the writes throw `Stale` and `FileChanged`.
 */
export function acceptance(
  { quotes, uploads }: AcceptancePorts,
  found: Quote | undefined,
  { orderId, userId, now }: { readonly orderId: string; readonly userId: string; readonly now: Date },
): { readonly line: OfferedLine; readonly writes: (Write | Check)[] } {
  const quote = ownQuote(found, userId);
  const after = accepted(quote, orderId, now);
  return {
    line: lineOf(after),
    writes: [
      ...quotes.writes.accept({ ...after, customerId: userId, orderId }, quote),
      uploads.whileUnchanged(quote.uploadId, quote.fileSha256),
    ],
  };
}
