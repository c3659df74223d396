import { whileStale } from '../shared/store/optimistic.ts';
import type { UploadsReads } from '../uploads/reads.ts';
import { rejected } from './quote.ts';
import type { QuotingPorts } from './request-quote.ts';

/** What a customer is told whose file turned out not to be printable after it was quoted. */
const REASON = 'The file was refused after all: it cannot be printed.';

/**
 * Rejects the quotes of a file that was refused after they were made; those that are orders, or ended already, stay. In: the
 * upload's id. May be repeated.
 */
export const rejectQuotes =
  ({ store, quotes, uploads, clock }: Omit<QuotingPorts, 'uploads'> & { readonly uploads: UploadsReads }) =>
  async (uploadId: string): Promise<void> => {
    const [upload] = await store.readTogether([uploads.upload(uploadId)]);
    const holders = Object.keys(upload?.uses ?? {}).filter((id) => id.startsWith('quo_'));
    for (const quoteId of holders) {
      await whileStale(async () => {
        const [quote] = await store.readTogether([quotes.reads.quote(quoteId)]);
        const open = quote && (quote.status === 'READY' || quote.status === 'PENDING_REVIEW');
        if (!open || quote.customerId === undefined) return;
        const after = rejected(quote, REASON, clock.now());
        await store.commit(quotes.writes.decide({ ...after, customerId: quote.customerId }, quote));
      });
    }
  };
