import type { components, operations } from '@printverse/client/api.d.ts';
import { infiniteQueryOptions, queryOptions, skipToken } from '@tanstack/react-query';
import { answered, FRESH, newIntent, queries, Refused, shop } from './client.ts';
import { type Delivery, somewhereIn } from './countries.ts';
import { WAY_BACK } from './way-back.ts';

export type Order = components['schemas']['Order'];
export type Entry = components['schemas']['TimelineEntry'];
export type Address = components['schemas']['Address'];

/** The cards of the sandbox: what each of them does is said beside it. */
export const SANDBOX_TOKENS = [
  'tok_visa',
  'tok_3ds',
  'tok_declined',
  'tok_lost_reply',
  'tok_pending',
  'tok_late',
  'tok_refund_fails',
] as const;
export type SandboxToken = (typeof SANDBOX_TOKENS)[number];

export const myOrders = () =>
  infiniteQueryOptions({
    queryKey: ['orders'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answered(
        shop.GET('/orders', { params: { query: { limit: 10, ...(pageParam ? { cursor: pageParam } : {}) } }, signal }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    staleTime: FRESH.live,
  });

const SECOND_MS = 1000;

/** Whether nothing more happens to an order by itself. */
export const isFinal = ({ status, shipment }: Order): boolean =>
  status === 'FAILED' || status === 'CANCELED' || (status === 'COMPLETED' && shipment?.status === 'DELIVERED');

/** Milliseconds until an order is looked at again: often while money moves, seldom later, never once it is final. */
export function lookAgainIn(order: Order | undefined): number | false {
  if (!order) return 2 * SECOND_MS;
  if (isFinal(order)) return false;
  if (document.visibilityState === 'hidden') return 60 * SECOND_MS;
  return order.status === 'COMPLETED' ? 15 * SECOND_MS : 2 * SECOND_MS;
}

/** An order, read again while something may happen to it; an unchanged one costs no body. Null where there is none of mine. */
export const order = (orderId: string) =>
  queryOptions({
    queryKey: ['order', orderId],
    queryFn: async ({ signal }): Promise<Order | null> => {
      const before = queries.getQueryData<Order>(['order', orderId]);
      const header = before ? { 'If-None-Match': `"${before.version}"` } : {};
      const asked = await shop.GET('/orders/{orderId}', { params: { path: { orderId }, header }, signal });
      if (asked.response.status === 304 && before) return before;
      if (asked.response.status === 404) return null;
      return answered(Promise.resolve(asked));
    },
    staleTime: FRESH.live,
    refetchInterval: ({ state }) => lookAgainIn(state.data ?? undefined),
    refetchIntervalInBackground: true,
  });

/** What has happened to an order so far. In: the version that the order has now; a new one is a new story; and whether it still moves. */
export const timeline = (orderId: string, version: number, moving: boolean) =>
  queryOptions({
    queryKey: ['timeline', orderId, version],
    queryFn: async ({ signal }) =>
      (await answered(shop.GET('/orders/{orderId}/timeline', { params: { path: { orderId } }, signal }))).items,
    placeholderData: (before) => before,
    // Mails and what staff do come without another version of the order.
    refetchInterval: moving ? 10 * SECOND_MS : false,
  });

export type Totals = operations['previewCheckout']['responses'][200]['content']['application/json'];

type Previewed = operations['previewCheckout']['requestBody']['content']['application/json'];
export type PreviewItems = NonNullable<Previewed['items']>;

/**
 * What an order would cost, delivery and tax included; nothing is written. In: what tells it from others (the version of the bag, the id
 * of an offer); to which country, none while that is not known; what is ordered, where it is not the bag.
 */
export const preview = (key: string | number, delivery: Delivery | undefined, items?: PreviewItems) =>
  queryOptions({
    queryKey: ['preview', delivery?.country, key],
    queryFn: delivery
      ? ({ signal }) =>
          answered(
            shop.POST('/checkout/preview', {
              body: { shippingAddress: somewhereIn(delivery), ...(items ? { items } : {}) },
              signal,
            }),
          )
      : skipToken,
    // Nothing but another key and whoever asks for it reads it again: after an order there is no bag to reckon with.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
    placeholderData: (before) => before,
  });

/** A checkout is meant once: its key lies here until it was answered, so that a reload and a double click repeat it. */
const intentKey = (what: string): string => `printverse-${what}-intent`;

/** The key of something that is meant once. In: its body, another of which is another intent; what it is. */
export function intentFor(body: unknown, what = 'checkout'): { readonly 'Idempotency-Key': string } {
  const text = JSON.stringify(body);
  const keptText = sessionStorage.getItem(intentKey(what));
  const kept = keptText ? (JSON.parse(keptText) as { text: string; key: string }) : undefined;
  if (kept?.text === text) return { 'Idempotency-Key': kept.key };
  const intent = newIntent();
  sessionStorage.setItem(intentKey(what), JSON.stringify({ text, key: intent['Idempotency-Key'] }));
  return intent;
}

/** It was answered. */
export const dropIntent = (what = 'checkout'): void => sessionStorage.removeItem(intentKey(what));

/** Whether a checkout was sent here whose answer did not come: its order may be there. */
export const isUnanswered = (): boolean => sessionStorage.getItem(intentKey('checkout')) !== null;

export interface CheckoutInput {
  /** Of the bag that was looked at; another bag is another intent. */
  readonly bagVersion: number;
  readonly shippingAddress: Address;
  readonly billingAddress?: Address;
  readonly token: SandboxToken;
  readonly expectedTotal?: { amount: number; currency: string };
}

/** Orders what is in the bag. Throws `Refused`: `price-changed`, `insufficient-stock`, `not-purchasable`, `country-not-served`, … */
export async function checkOut({ token, bagVersion, ...body }: CheckoutInput) {
  const sent = {
    ...body,
    payment: { provider: 'sandbox' as const, token, returnUrl: `${location.origin}${WAY_BACK}` },
  };
  const placed = await answered(
    shop.POST('/checkout', { params: { header: intentFor({ bagVersion, ...sent }) }, body: sent }),
  );
  dropIntent();
  return placed;
}

/** The new total that a refused checkout names. */
export function newTotalOf(error: unknown): { amount: number; currency: string } | undefined {
  if (!(error instanceof Refused) || error.code !== 'price-changed') return undefined;
  return (error.problem as { total?: { amount: number; currency: string } } | undefined)?.total;
}
