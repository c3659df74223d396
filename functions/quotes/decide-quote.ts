import type { IdentityChecks } from '../identity/guards.ts';
import { DomainError, NotFound, PermissionDenied } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Write } from '../shared/store/store.ts';
import type { DecideQuote, QuoteDto } from './contract.ts';
import { type Decision, decided, type Quote } from './quote.ts';
import { quoteDto } from './quote-dto.ts';
import type { QuotingPorts } from './request-quote.ts';

/** The write that lets a quote's file go, where the file is still kept for it. */
export async function lettingGo({ store, uploads }: QuotingPorts, quote: Quote): Promise<Write[]> {
  const [upload] = await store.readTogether([uploads.reads.upload(quote.uploadId)]);
  return upload?.uses[quote.id] ? [uploads.guards.letGoFor(upload, quote.id)] : [];
}

/**
 * Offers a quote that waits, or rejects it, which lets its file go. Throws `NotFound`, `ChangedMeanwhile`, `QuoteNotOpen`,
 * `price-needed`, `expiry-not-possible`, and `PermissionDenied` for whoever is no staff any more.
 */
export const decideQuote =
  (ports: QuotingPorts & { readonly identity: { readonly checks: IdentityChecks } }) =>
  ({ params: { quoteId }, body, caller, ifMatch }: Request<typeof DecideQuote>): Promise<QuoteDto> =>
    whileStale(async () => {
      const { store, quotes, identity, clock } = ports;
      const [quote] = await store.readTogether([quotes.reads.quote(quoteId)]);
      if (quote?.customerId === undefined) throw new NotFound();
      ifMatch(quote.version);
      const now = clock.now();
      const after = decided(quote, decisionOf(body, quote), now);
      await store.commit([
        identity.checks.whileAllowed(caller, () => new PermissionDenied(caller.userId)),
        ...quotes.writes.decide({ ...after, customerId: quote.customerId }, quote),
        ...(after.status === 'REJECTED' ? await lettingGo(ports, quote) : []),
      ]);
      return quoteDto(after, now, true);
    });

/** Throws `price-needed` for a price in another currency than the rules are in. */
function decisionOf(
  { status, price, eta, expiresAt, reason }: Request<typeof DecideQuote>['body'],
  { reckoning }: Quote,
): Decision {
  if (status === 'REJECTED') return { status, reason: reason ?? '' };
  if (price && reckoning.price && price.currency !== reckoning.price.currency) {
    throw new DomainError('invalid', 'price-needed', `Prices are in ${reckoning.price.currency}.`, {
      errors: [{ pointer: '/price/currency', message: `not ${reckoning.price.currency}` }],
    });
  }
  return { status, price, eta, expiresAt: expiresAt && new Date(expiresAt).toISOString() };
}
