import type { components, operations } from '@printverse/client/api.d.ts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, FRESH, queries, shop } from '../../shop/client.ts';

export type Quote = components['schemas']['Quote'];
export type Rules = components['schemas']['PriceRulesVersion'];
export type Trial = operations['adminTryPriceRules']['responses'][200]['content']['application/json'];

const LOOK_MS = 30_000;
const PAGE = 50;

/** Quotes of everybody that wait for a person, as they are listed. */
export const pendingQuotes = () =>
  infiniteQueryOptions({
    queryKey: ['office', 'quotes'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answered(
        shop.GET('/quotes', {
          params: { query: { status: 'PENDING_REVIEW', limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    staleTime: FRESH.live,
    refetchInterval: LOOK_MS,
  });

/** What was found in the model of a quote. */
export const model = (modelUploadId: string) =>
  queryOptions({
    queryKey: ['office', 'upload', modelUploadId],
    queryFn: ({ signal }) =>
      answered(shop.GET('/uploads/{modelUploadId}', { params: { path: { modelUploadId } }, signal })),
    staleTime: 5 * 60_000,
  });

export const readQuotesAgain = (): Promise<void> => queries.invalidateQueries({ queryKey: ['office', 'quotes'] });

export type Decision = operations['decideQuote']['requestBody']['content']['application/json'];

/** Offers or rejects a quote. In: the version that was read. Throws `Refused`: 412, `quote-not-open`, `price-needed`. */
export async function decide(quoteId: string, version: number, body: Decision): Promise<Quote> {
  const params = { path: { quoteId }, header: { 'If-Match': `"${version}"` } };
  const decided = await answered(shop.PATCH('/quotes/{quoteId}', { params, body }));
  await readQuotesAgain();
  return decided;
}

/** A link to the file of a customer, which serves for some minutes; who asked for it is kept. */
export const fileLink = async (fileKey: string): Promise<string> =>
  (await answered(shop.GET('/files/{fileKey}', { params: { path: { fileKey } } }))).url;

export const priceRules = () =>
  infiniteQueryOptions({
    queryKey: ['office', 'rules'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answered(
        shop.GET('/admin/price-rules', {
          params: { query: { limit: 20, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    staleTime: FRESH.live,
  });

/** Keeps rules as a new version, which prices nothing yet. Throws `Refused` with the fields that are wrong. */
export async function saveRules(rules: Rules['rules'], note: string): Promise<Rules> {
  const saved = await answered(shop.POST('/admin/price-rules', { body: { rules, ...(note ? { note } : {}) } }));
  await queries.invalidateQueries({ queryKey: ['office', 'rules'] });
  return saved;
}

export async function activateRules(version: number): Promise<Rules> {
  const path = { version };
  const active = await answered(shop.POST('/admin/price-rules/{version}/activate', { params: { path } }));
  await queries.invalidateQueries({ queryKey: ['office', 'rules'] });
  return active;
}

/** What a version would say of a model; nothing is changed. Throws `Refused`: `not-found`, `unit-needed`, … */
export const tryRules = (
  version: number,
  uploadId: string,
  config: components['schemas']['PrintConfig'],
): Promise<Trial> =>
  answered(
    shop.POST('/admin/price-rules/{version}/try', { params: { path: { version } }, body: { uploadId, config } }),
  );
