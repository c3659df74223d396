/** Models that were uploaded, what their prints cost, and the quotes that come of it. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, FRESH, keepAnswer, queries, Refused, shop } from './client.ts';
import { type Address, dropIntent, intentFor, type SandboxToken } from './orders.ts';
import type { Estimate, Measured, PrintConfig, Quote, Upload } from './print-shapes.ts';
import { WAY_BACK } from './way-back.ts';

const MINUTE_MS = 60_000;

export const printOptions = () =>
  queryOptions({
    queryKey: ['print-options'],
    queryFn: ({ signal }) => answered(shop.GET('/quotes/options', { signal })),
    staleTime: 5 * MINUTE_MS,
  });

export const uploads = () =>
  infiniteQueryOptions({
    queryKey: ['uploads'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answered(
        shop.GET('/uploads', { params: { query: { limit: 12, ...(pageParam ? { cursor: pageParam } : {}) } }, signal }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    staleTime: FRESH.live,
  });

/** Whether nothing more happens to an upload by itself. */
const isRead = ({ status, analysis }: Upload): boolean => status === 'REJECTED_LIGHT' || analysis !== undefined;

const FIRST_LOOK_MS = 500;
const LAST_LOOK_MS = 8_000;

/** Null where there is none of mine. */
const found = async <T>(asked: Promise<T>): Promise<T | null> => {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Refused && (error.status === 404 || error.status === 400)) return null;
    throw error;
  }
};

/** An upload, looked at until it was measured or refused: soon at first, then more and more seldom. */
export const upload = (modelUploadId: string) =>
  queryOptions({
    queryKey: ['upload', modelUploadId],
    queryFn: ({ signal }) =>
      found(answered(shop.GET('/uploads/{modelUploadId}', { params: { path: { modelUploadId } }, signal }))),
    staleTime: ({ state }) => (state.data && isRead(state.data) ? MINUTE_MS : FRESH.live),
    refetchInterval: ({ state }) =>
      state.data === null || (state.data && isRead(state.data))
        ? false
        : Math.min(LAST_LOOK_MS, FIRST_LOOK_MS * 2 ** Math.floor(state.dataUpdateCount / 3)),
  });

export async function removeUpload(modelUploadId: string): Promise<void> {
  await answered(shop.DELETE('/uploads/{modelUploadId}', { params: { path: { modelUploadId } } }));
  await queries.invalidateQueries({ queryKey: ['uploads'] });
}

/** Where the picture of a model is, by what an upload says of it. In: the colour as #rrggbb. */
export const previewOf = (file: Pick<Upload, 'previewUrl'> | null | undefined, colour: string): string | null =>
  file?.previewUrl ? `/api${file.previewUrl}?colour=${colour.slice(1)}` : null;

/** A choice without its unit: what was measured is in millimetres already, and would grow twice. */
const inMillimetres = ({ unit: _, ...config }: PrintConfig): PrintConfig => config;

/** What a print would cost about; it binds nobody. Throws `Refused`: `not-offered`, `does-not-fit`, `invalid-measures`, … */
export const estimate = (measured: Measured | undefined, config: PrintConfig | undefined) =>
  queryOptions({
    queryKey: ['estimate', measured, config],
    queryFn: async ({ signal }): Promise<Estimate | null> =>
      measured && config
        ? answered(shop.POST('/quotes/estimate', { body: { ...measured, config: inMillimetres(config) }, signal }))
        : null,
    enabled: measured !== undefined && config !== undefined,
    staleTime: MINUTE_MS,
    retry: (failures, error) => !(error instanceof Refused) && failures < 2,
  });

export const quotes = () =>
  infiniteQueryOptions({
    queryKey: ['quotes'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answered(
        shop.GET('/quotes', { params: { query: { limit: 20, ...(pageParam ? { cursor: pageParam } : {}) } }, signal }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    staleTime: FRESH.live,
  });

const PENDING_LOOK_MS = 15_000;

/** A quote; while a person looks at it, it is looked at now and then. Null where there is none of mine. */
export const quote = (quoteId: string) =>
  queryOptions({
    queryKey: ['quote', quoteId],
    queryFn: ({ signal }) => found(answered(shop.GET('/quotes/{quoteId}', { params: { path: { quoteId } }, signal }))),
    staleTime: FRESH.live,
    refetchInterval: ({ state }) => (state.data?.status === 'PENDING_REVIEW' ? PENDING_LOOK_MS : false),
  });

export const sharedQuote = (token: string) =>
  queryOptions({
    queryKey: ['shared-quote', token],
    queryFn: ({ signal }) =>
      found(answered(shop.GET('/quotes/shared/{token}', { params: { path: { token } }, signal }))),
  });

async function keep(changed: Quote): Promise<Quote> {
  await keepAnswer(['quote', changed.id], changed);
  void queries.invalidateQueries({ queryKey: ['quotes'] });
  return changed;
}

/** Asks what a print of an upload costs. Throws `Refused`: `analysis-pending`, `unit-needed`, `file-refused`, `not-offered`. */
export const requestQuote = async (uploadId: string, config: PrintConfig, note: string): Promise<Quote> =>
  keep(await answered(shop.POST('/quotes', { body: { uploadId, config, ...(note ? { note } : {}) } })));

export const askForReview = async (quoteId: string, note: string): Promise<Quote> =>
  keep(
    await answered(
      shop.POST('/quotes/{quoteId}/review', { params: { path: { quoteId } }, body: note ? { note } : {} }),
    ),
  );

export const requote = async (quoteId: string): Promise<Quote> =>
  keep(await answered(shop.POST('/quotes/{quoteId}/requote', { params: { path: { quoteId } } })));

/** A link by which others see an offer: a page of this shop, whose token the API gives. */
export async function shareQuote(quoteId: string): Promise<{ readonly url: string; readonly expiresAt: string }> {
  const { url, expiresAt } = await answered(shop.POST('/quotes/{quoteId}/share', { params: { path: { quoteId } } }));
  return { url: `${location.origin}/quotes/shared/${url.split('/').at(-1) ?? ''}`, expiresAt };
}

/** Orders what was quoted; a repeat is the same order. Throws `Refused`: `quote-expired`, `file-changed`, `country-not-served`, … */
export async function acceptQuote(quoteId: string, shippingAddress: Address, token: SandboxToken) {
  const body = {
    shippingAddress,
    payment: { provider: 'sandbox' as const, token, returnUrl: `${location.origin}${WAY_BACK}` },
  };
  const intent = `quote-${quoteId}`;
  const placed = await answered(
    shop.POST('/quotes/{quoteId}/accept', {
      params: { path: { quoteId }, header: intentFor(body, intent) },
      body,
    }),
  );
  dropIntent(intent);
  void queries.invalidateQueries({ queryKey: ['quote', quoteId] });
  void queries.invalidateQueries({ queryKey: ['quotes'] });
  return placed;
}
