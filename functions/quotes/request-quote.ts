import type { Clock } from '../shared/clock.ts';
import { NotFound, NotYours } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import { newId } from '../shared/ids.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import { FileChanged, type uploadsGuards } from '../uploads/guards.ts';
import type { UploadsReads } from '../uploads/reads.ts';
import type { AskForReview, QuoteDto, RequestQuote, Requote } from './contract.ts';
import { newQuote, ownQuote, requoted, reviewAsked } from './quote.ts';
import { quoteDto } from './quote-dto.ts';
import { rulesInForce } from './read-options.ts';
import type { QuotesReads } from './reads.ts';
import { measuredUpload, reckon } from './reckon-quote.ts';
import type { QuotesWrites } from './writes.ts';

export type UploadsGuards = ReturnType<typeof uploadsGuards>;

export interface QuotingPorts {
  readonly store: Store;
  readonly quotes: { readonly reads: QuotesReads; readonly writes: QuotesWrites };
  readonly uploads: { readonly reads: UploadsReads; readonly guards: UploadsGuards };
  readonly clock: Clock;
}

/**
 * Prices a print of one of the caller's uploads, and keeps the file for it: READY with an offer where the rules can tell a price
 * at once, else it waits for a person. A repeat with its key is told the same. Throws what the contract lists.
 */
export const requestQuote =
  ({ store, quotes, uploads, clock }: QuotingPorts) =>
  ({ body, caller: { userId }, once }: Request<typeof RequestQuote>): Promise<QuoteDto> =>
    whileStale(async () => {
      const [found, rules] = await store.readTogether([
        uploads.reads.upload(body.uploadId),
        quotes.reads.activeRules(),
      ]);
      if (!found) throw new NotFound();
      if (found.ownerId !== userId) throw new NotYours();
      const now = clock.now();
      const upload = measuredUpload(found, body.config.unit);
      const quote = newQuote(
        {
          id: newId('quo'),
          customerId: userId,
          uploadId: upload.id,
          fileName: upload.fileName,
          fileSha256: upload.sha256,
          note: body.note,
        },
        reckon(upload, body.config, rulesInForce(rules), now),
        now,
      );
      const answer = quoteDto(quote, now);
      await store.commit([
        ...quotes.writes.create({ ...quote, customerId: userId }),
        uploads.guards.keepFor(upload, quote.id),
        ...once(answer),
      ]);
      return answer;
    });

/** Prices one of the caller's quotes again, of the same file. Throws what the contract lists. */
export const requote =
  ({ store, quotes, uploads, clock }: QuotingPorts) =>
  ({ params: { quoteId }, caller: { userId } }: Request<typeof Requote>): Promise<QuoteDto> =>
    whileStale(async () => {
      const [found, rules] = await store.readTogether([quotes.reads.quote(quoteId), quotes.reads.activeRules()]);
      const quote = ownQuote(found, userId);
      const [upload] = await store.readTogether([uploads.reads.upload(quote.uploadId)]);
      if (upload?.status !== 'UPLOADED' || upload.sha256 !== quote.fileSha256) throw new FileChanged();
      const now = clock.now();
      const measured = measuredUpload(upload, quote.config.unit);
      const after = requoted(quote, reckon(measured, quote.config, rulesInForce(rules), now), now);
      await store.commit([
        ...quotes.writes.reprice({ ...after, customerId: userId }, quote),
        uploads.guards.keepFor(upload, quote.id),
      ]);
      return quoteDto(after, now);
    });

/** Sends one of the caller's quotes to a person. Throws `NotFound` and `QuoteNotOpen`. */
export const askForReview =
  ({ store, quotes, clock }: Omit<QuotingPorts, 'uploads'>) =>
  ({ params: { quoteId }, body: { note }, caller: { userId } }: Request<typeof AskForReview>): Promise<QuoteDto> =>
    whileStale(async () => {
      const [found] = await store.readTogether([quotes.reads.quote(quoteId)]);
      const quote = ownQuote(found, userId);
      const now = clock.now();
      const after = reviewAsked(quote, note, now);
      await store.commit(quotes.writes.reprice({ ...after, customerId: userId }, quote));
      return quoteDto(after, now);
    });
