import {
  answered,
  newIntent,
  Refused,
  type ShopClient,
  SomebodyElse,
  shopClient,
} from '@printverse/client/shop-client.ts';
import { QueryClient } from '@tanstack/react-query';
import { spoken } from '../words/locale.ts';

/** The shop, as this page calls it: by its own origin, so that the session's cookies come along. */
export const shop: ShopClient = shopClient({ apiUrl: '/api' });
export { answered, newIntent, Refused, SomebodyElse };

/** Texts of the catalog come in the language of the page; the address says so, because a cache in between knows it by that. */
const IN_A_LANGUAGE = /^\/(products|categories)(\/|$)/;
shop.use({
  onRequest({ request, schemaPath }) {
    request.headers.set('accept-language', spoken());
    if (request.method !== 'GET' || !IN_A_LANGUAGE.test(schemaPath)) return undefined;
    const url = new URL(request.url);
    url.searchParams.set('locale', spoken());
    return new Request(url, request);
  },
});

const MINUTE_MS = 60_000;
/** How long something read is good enough without asking again, in milliseconds. */
export const FRESH = { catalog: 10_000, me: 5 * MINUTE_MS, live: 0 } as const;

/** First wait before a read is tried again; each is twice the last, with jitter. */
const RETRY_MS = 300;
const RETRIES = 2;

const mayBeTriedAgain = (error: unknown): boolean =>
  !(error instanceof Refused) || error.status >= 500 || error.status === 429;

/** Whether a read that failed so often is tried again. */
export const mayRetry = (failures: number, error: unknown): boolean => failures < RETRIES && mayBeTriedAgain(error);

/**
 * Shows what the shop has answered to a change. A read that is under way may still tell of before it, so it is given up. In: the key of
 * the read; the answer.
 */
export async function keepAnswer(queryKey: readonly unknown[], answer: unknown): Promise<void> {
  await queries.cancelQueries({ queryKey, exact: true });
  queries.setQueryData(queryKey, answer);
}

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH.catalog,
      // Who comes back while something is being changed would read neither how it was nor how it will be.
      refetchOnWindowFocus: () => queries.isMutating() === 0,
      retry: mayRetry,
      retryDelay: (failures, error) =>
        error instanceof Refused && error.retryAfter !== undefined
          ? error.retryAfter * 1000
          : RETRY_MS * 2 ** failures * (0.5 + Math.random()),
    },
    // What changes something is tried again by the person alone.
    mutations: { retry: false },
  },
});
