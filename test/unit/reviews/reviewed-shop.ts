import { identityChecks } from '../../../functions/identity/guards.ts';
import { newUser } from '../../../functions/identity/people/user.ts';
import { identityReads } from '../../../functions/identity/reads.ts';
import { identityWrites } from '../../../functions/identity/writes.ts';
import type { OrderHead } from '../../../functions/orders/order.ts';
import { detailsKey, headKey } from '../../../functions/orders/order-keys.ts';
import { type OrderDetails, ordersReads, storedDetails, storedHead } from '../../../functions/orders/reads.ts';
import type { ReviewDraft } from '../../../functions/reviews/contract.ts';
import { countReview } from '../../../functions/reviews/count-review.ts';
import { listProductReviews, listUserReviews } from '../../../functions/reviews/list-reviews.ts';
import { adminListReviews, adminReadReview, moderateReview } from '../../../functions/reviews/moderate-reviews.ts';
import { notePurchase } from '../../../functions/reviews/note-purchase.ts';
import { changeReview, readReview, withdrawReview } from '../../../functions/reviews/own-review.ts';
import { reviewsPersonal } from '../../../functions/reviews/personal.ts';
import { postReview } from '../../../functions/reviews/post-review.ts';
import { reviewsReads } from '../../../functions/reviews/reads.ts';
import {
  reviewIdOf,
  reviewsIn,
  storedFirst,
  storedReview,
  storedSums,
  sumsKey,
} from '../../../functions/reviews/reviews.ts';
import { type Fact, storedFact } from '../../../functions/shared/events/facts.ts';
import { signedCursors } from '../../../functions/shared/http/cursor.ts';
import { ChangedMeanwhile } from '../../../functions/shared/http/request-input.ts';
import { derivedId } from '../../../functions/shared/ids.ts';
import { withInvocation } from '../../../functions/shared/invocation.ts';
import type { Store } from '../../../functions/shared/store/store.ts';
import { catalogInMemory, draftOf, idOf } from '../../support/catalog.ts';

export const productId = idOf('vase');
export const person = (name: string): string => derivedId('usr', [name]);
export const good = { productId, rating: 5, text: 'It holds tulips well.' };
export const idBy = (name: string, product = productId): string => reviewIdOf(product, person(name));

export interface Page {
  readonly limit?: number;
  readonly cursor?: string | undefined;
}

/** A shop with a vase on sale, some people, and staff called Sam; its clock goes on by a minute with every look. */
export async function shopOf(...names: string[]) {
  const catalog = catalogInMemory();
  const { store } = catalog;
  const identity = { reads: identityReads('identity'), writes: identityWrites('identity') };
  const checks = identityChecks('identity');
  let minutes = 0;
  const clock = { now: () => new Date(Date.UTC(2026, 10, 21, 10, minutes++)) };
  for (const name of [...names, 'Sam']) {
    const introduction = { email: `${name}@shop.example`, name, locale: 'en' } as const;
    const role = { role: name === 'Sam' ? 'staff' : 'customer', verified: true } as const;
    await store.commit(identity.writes.admit(newUser(person(name), introduction, role, clock.now())));
  }
  await catalog.open('VASE', 8);
  await catalog.save(productId, draftOf('vase'));
  const reviews = reviewsIn('reviews');
  const portsOver = (over: Store) => ({
    store: over,
    reviews,
    catalog: catalog.catalog.reads,
    identity: { reads: identity.reads, checks },
    clock,
    cursors: signedCursors(async () => ({ current: 'a key of thirty-two bytes or more!', previous: undefined })),
  });
  const ports = portsOver(store);
  const inside = <T>(actor: string, work: () => Promise<T>): Promise<T> =>
    withInvocation(
      {
        correlationId: 'cor_test',
        requestId: 'req_test',
        traceparent: undefined,
        causationId: undefined,
        actor,
        deadline: Number.MAX_SAFE_INTEGER,
      },
      work,
    );
  /** A request of somebody; `version` is what If-Match names. */
  const asked = (name: string, more: object, version?: number) =>
    ({
      caller: { userId: person(name), role: name === 'Sam' ? 'staff' : 'customer' },
      ifMatch: (present: number) => {
        if (version !== undefined && version !== present) throw new ChangedMeanwhile();
      },
      ...more,
    }) as never;
  const kept = (kind: string) => store.items('reviews').filter(({ sk }) => String(sk).startsWith(kind));
  const facts = (): Fact[] => kept('FACT#').map(storedFact.decode);
  const count = (over: Store, at: { readonly productId: string; readonly reviewId: string }) =>
    inside('system:review.changed', () => countReview(portsOver(over))(at));
  const personal = { store, tables: { reviews: 'reviews' } };
  return {
    ...catalog,
    ports,
    inside,
    identity,
    post: (name: string, body: ReviewDraft = good, over: Store = store) =>
      inside(person(name), () => postReview(portsOver(over))(asked(name, { body }))),
    read: (name: string, reviewId: string) => readReview(ports)(asked(name, { params: { reviewId } })),
    change: (name: string, reviewId: string, body: object, version?: number, over: Store = store) =>
      inside(person(name), () => changeReview(portsOver(over))(asked(name, { params: { reviewId }, body }, version))),
    withdraw: (name: string, reviewId: string, over: Store = store) =>
      inside(person(name), () => withdrawReview(portsOver(over))(asked(name, { params: { reviewId } }))),
    list: (query: Page, product = productId) =>
      listProductReviews(ports)({ params: { productId: product }, query: { limit: 20, ...query } } as never),
    /** What `name` wrote, as somebody sees it; nobody, where nobody is named. */
    writtenBy: (name: string, viewer?: string, query: Page = {}) =>
      listUserReviews(ports)({
        params: { userId: person(name) },
        query: { limit: 20, ...query },
        ...(viewer === undefined ? {} : { caller: { userId: person(viewer) } }),
      } as never),
    queue: (status: 'SHOWN' | 'HIDDEN', query: Page = {}) =>
      adminListReviews(ports)(asked('Sam', { query: { limit: 20, status, ...query } })),
    inspect: (reviewId: string) => adminReadReview(ports)(asked('Sam', { params: { reviewId } })),
    moderate: (reviewId: string, body: object, version?: number, over: Store = store) =>
      inside(person('Sam'), () =>
        moderateReview(portsOver(over))(asked('Sam', { params: { reviewId }, body }, version)),
      ),
    /** An order of these products that was completed. */
    async completed(orderId: string, name: string, products: readonly string[]) {
      const head = { id: orderId, customerId: person(name), status: 'COMPLETED', version: 5 } as OrderHead;
      const lines = products.map((product) => ({ kind: 'stock', productId: product }));
      const details = { id: orderId, lines } as unknown as OrderDetails;
      await store.write({ kind: 'put', table: 'orders', item: storedHead.encode(head, headKey(orderId)) });
      await store.write({ kind: 'put', table: 'orders', item: storedDetails.encode(details, detailsKey(orderId)) });
    },
    notePurchase: (orderId: string, over: Store = store) =>
      inside('system:order.completed', () =>
        notePurchase({ ...portsOver(over), orders: ordersReads('orders'), identity: checks })(orderId),
      ),
    count: (at: { readonly productId: string; readonly reviewId: string }, over: Store = store) => count(over, at),
    /** Counts what was told of reviews so far, all of it again. */
    async settle() {
      for (const { type, event } of facts()) {
        if (type === 'review.changed') await count(store, event?.data as { productId: string; reviewId: string });
      }
    },
    export: (name: string) => reviewsPersonal.exportSections(personal, person(name)),
    erase: (name: string) => reviewsPersonal.erase(personal, person(name)),
    async leave(name: string) {
      const [user] = await store.readTogether([identity.reads.user(person(name))]);
      if (user) await store.commit(identity.writes.erase(user));
    },
    first: async () => (await store.readTogether([reviewsReads('reviews').first(productId)]))[0],
    reviews: () => kept('META').map(storedReview.decode),
    sums: () =>
      kept('SUMS')
        .filter(({ pk }) => pk === sumsKey(productId).pk)
        .map(storedSums.decode)[0],
    newest: () => kept('FIRST').flatMap((item) => storedFirst.decode(item).reviews),
    facts,
    everything: () => JSON.stringify(store.items('reviews')),
  };
}

/** The sums that these stars make. */
export const sumsOf = (stars: readonly number[]) => ({
  count: stars.length,
  sum: stars.reduce((total, rating) => total + rating, 0),
});

/** A store whose reads and commits take turns that a scheduler gives. */
export const inTurns = (store: Store, turn: () => Promise<void>): Store => ({
  ...store,
  readTogether: async (reads) => {
    await turn();
    return store.readTogether(reads);
  },
  commit: async (writes, options) => {
    await turn();
    return store.commit(writes, options);
  },
});
