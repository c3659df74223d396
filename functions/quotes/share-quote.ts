import { randomBytes } from 'node:crypto';
import { addSeconds, type Clock } from '../shared/clock.ts';
import { NotFound } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import type { Store } from '../shared/store/store.ts';
import type { ReadSharedQuote, ShareQuote } from './contract.ts';
import { ownQuote } from './quote.ts';
import { sharedDto } from './quote-dto.ts';
import type { QuotesReads } from './reads.ts';
import type { QuotesWrites } from './writes.ts';

interface Ports {
  readonly store: Store;
  readonly quotes: { readonly reads: QuotesReads; readonly writes: QuotesWrites };
  readonly clock: Clock;
  readonly apiUrl: string;
}

/** Seconds for which a link serves: 30 days. */
const SHARED_SECONDS = 30 * 86_400;
/** 128 random bits, so that nobody finds a link by trying. */
const TOKEN_BYTES = 16;

/** A link to one of the caller's quotes; of its token only a hash is kept. Throws `NotFound`. */
export const shareQuote =
  ({ store, quotes, clock, apiUrl }: Ports) =>
  async ({ params: { quoteId }, caller: { userId } }: Request<typeof ShareQuote>) => {
    const [found] = await store.readTogether([quotes.reads.quote(quoteId)]);
    ownQuote(found, userId);
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const expiresAt = addSeconds(clock.now(), SHARED_SECONDS).toISOString();
    await store.write(quotes.writes.share(token, { quoteId, expiresAt }));
    return { url: `${apiUrl}/quotes/shared/${token}`, expiresAt };
  };

/** What a link shares. Throws `NotFound` also where its time is over, or the quote's customer has left. */
export const readSharedQuote =
  ({ store, quotes, clock }: Omit<Ports, 'apiUrl'>) =>
  async ({ params: { token } }: Request<typeof ReadSharedQuote>) => {
    const [share] = await store.readTogether([quotes.reads.share(token)]);
    const now = clock.now();
    if (!share || share.expiresAt <= now.toISOString()) throw new NotFound();
    const [quote] = await store.readTogether([quotes.reads.quote(share.quoteId)]);
    if (quote?.customerId === undefined) throw new NotFound();
    return sharedDto(quote, now);
  };
