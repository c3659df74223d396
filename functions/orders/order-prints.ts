import type * as z from 'zod';
import { previewOf, type Quote, type QuotesReads, suggestionDto } from '../quotes/reads.ts';
import type { Store } from '../shared/store/store.ts';
import type { Upload, UploadsReads } from '../uploads/reads.ts';
import type { AdminOrderDto } from './contract.ts';
import { type Order, quotedLines } from './order.ts';

export type ShownPrint = NonNullable<z.input<typeof AdminOrderDto>['prints']>[number];

interface Ports {
  readonly store: Store;
  readonly quotes: QuotesReads;
  readonly uploads: UploadsReads;
}

/** The quotes of these orders' prints, by their ids, in one read; none is asked for where there are no prints. */
async function quotesOf({ store, quotes }: Ports, orders: readonly Order[]): Promise<ReadonlyMap<string, Quote>> {
  const ids = orders.flatMap(({ details }) => quotedLines(details.lines).flatMap(({ quoteId }) => quoteId));
  if (ids.length === 0) return new Map();
  const [found] = await store.readTogether([quotes.quotes([...new Set(ids)])]);
  return new Map(found.map((quote) => [quote.id, quote]));
}

/** The prints of one order, with what was quoted. In: the quotes, and the uploads where they were read. */
const printsOf = (
  { details }: Order,
  quotes: ReadonlyMap<string, Quote>,
  uploads: readonly Upload[],
): readonly ShownPrint[] =>
  quotedLines(details.lines).flatMap(({ lineId, quoteId }) => {
    const quote = quotes.get(quoteId);
    if (!quote) return [];
    const upload = uploads.find(({ id, sha256 }) => id === quote.uploadId && sha256 === quote.fileSha256);
    return {
      lineId,
      quoteId,
      fileKey: quote.uploadId,
      fileName: quote.fileName,
      fileSha256: quote.fileSha256,
      config: quote.config,
      rulesVersion: quote.rulesVersion,
      quoted: suggestionDto(quote.reckoning),
      // Its lists are read-only, which the types of answers do not say.
      ...(upload?.analysis ? { analysis: upload.analysis as unknown as NonNullable<ShownPrint['analysis']> } : {}),
      ...(upload?.drawn ? previewOf(quote) : {}),
    };
  });

/** The prints of several orders, in their order, without what was measured of the files. */
export async function printsOfOrders(ports: Ports, orders: readonly Order[]): Promise<(readonly ShownPrint[])[]> {
  const quotes = await quotesOf(ports, orders);
  return orders.map((order) => printsOf(order, quotes, []));
}

/** The prints of one order with the measures and the picture of each file that is still kept. */
export async function printsOfOrder(ports: Ports, order: Order): Promise<readonly ShownPrint[]> {
  const quotes = await quotesOf(ports, [order]);
  const reads = [...quotes.values()].map(({ uploadId }) => ports.uploads.upload(uploadId));
  const uploads = reads.length > 0 ? await ports.store.readTogether(reads) : [];
  return printsOf(
    order,
    quotes,
    uploads.flatMap((upload) => upload ?? []),
  );
}
