import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identityChecks } from '../../../functions/identity/guards.ts';
import { newUser } from '../../../functions/identity/people/user.ts';
import { identityReads } from '../../../functions/identity/reads.ts';
import { identityWrites } from '../../../functions/identity/writes.ts';
import { ReviewDraft } from '../../../functions/reviews/contract.ts';
import { listProductReviews } from '../../../functions/reviews/list-product-reviews.ts';
import { postReview } from '../../../functions/reviews/post-review.ts';
import { type RatingSums, reviewsIn, storedReview } from '../../../functions/reviews/reviews.ts';
import { type Fact, storedFact } from '../../../functions/shared/events/facts.ts';
import { signedCursors } from '../../../functions/shared/http/cursor.ts';
import { derivedId } from '../../../functions/shared/ids.ts';
import { withInvocation } from '../../../functions/shared/invocation.ts';
import type { Store } from '../../../functions/shared/store/store.ts';
import { catalogInMemory, draftOf, idOf } from '../../support/catalog.ts';

const productId = idOf('vase');
const person = (name: string): string => derivedId('usr', [name]);
const good = { productId, rating: 5, text: 'It holds tulips well.' };

/** A shop with a vase on sale and some people; its clock goes on by a minute with every review. */
async function shopOf(...names: string[]) {
  const catalog = catalogInMemory();
  const { store } = catalog;
  const identity = { reads: identityReads('identity'), writes: identityWrites('identity') };
  const checks = identityChecks('identity');
  let minutes = 0;
  const clock = { now: () => new Date(Date.UTC(2026, 10, 21, 10, minutes++)) };
  for (const name of names) {
    const said = { email: `${name}@shop.example`, name, locale: 'en' } as const;
    const role = { role: 'customer', verified: true } as const;
    await store.commit(identity.writes.admit(newUser(person(name), said, role, clock.now())));
  }
  await catalog.open('VASE', 8);
  await catalog.save(productId, draftOf('vase'));
  const portsOver = (over: Store) => ({
    store: over,
    reviews: reviewsIn(over, 'reviews'),
    catalog: catalog.catalog.reads,
    identity: { reads: identity.reads, checks },
    clock,
    cursors: signedCursors(async () => ({ current: 'a key of thirty-two bytes or more!', previous: undefined })),
  });
  const kept = (kind: string) => store.items('reviews').filter(({ sk }) => String(sk).startsWith(kind));
  return {
    ...catalog,
    identity,
    post: (name: string, body: ReviewDraft = good, over: Store = store) =>
      withInvocation(
        {
          correlationId: 'cor_test',
          requestId: 'req_test',
          traceparent: undefined,
          causationId: undefined,
          actor: person(name),
          deadline: Number.MAX_SAFE_INTEGER,
        },
        () => postReview(portsOver(over))({ body, caller: { userId: person(name) } } as never),
      ),
    list: (query: { limit: number; cursor?: string | undefined }, of = productId) =>
      listProductReviews(portsOver(store))({ params: { productId: of }, query } as never),
    reviews: () => kept('REVIEW#').map(storedReview.decode),
    sums: () => kept('SUMS')[0] as unknown as RatingSums | undefined,
    facts: (): Fact[] => kept('FACT#').map(storedFact.decode),
    everything: () => JSON.stringify(store.items('reviews')),
  };
}

describe('a review', () => {
  test('is one per person and product: a second one is refused and changes nothing [REV-01, REV-05]', async () => {
    const shop = await shopOf('Ada');
    const first = await shop.post('Ada');
    expect(first).toEqual({
      id: expect.stringMatching(/^rev_/),
      rating: 5,
      text: good.text,
      name: 'Ada',
      createdAt: expect.any(String),
    });
    const before = shop.everything();
    await expect(shop.post('Ada', { ...good, rating: 1 })).rejects.toMatchObject({ code: 'already-reviewed' });
    expect(shop.everything()).toBe(before);
  });

  test('is about a product on sale: of another one, and of none, nothing is kept [REV-01]', async () => {
    const shop = await shopOf('Ada');
    await shop.save(idOf('lamp'), draftOf('lamp', { status: 'WITHDRAWN' }));
    for (const absent of [idOf('lamp'), idOf('nothing')]) {
      await expect(shop.post('Ada', { ...good, productId: absent })).rejects.toMatchObject({ code: 'not-found' });
      await expect(shop.list({ limit: 20 }, absent)).rejects.toMatchObject({ code: 'not-found' });
    }
    expect(shop.store.items('reviews')).toEqual([]);
  });

  test('is nobody’s who has gone, not even in the moment of leaving [REV-01, AUT-22]', async () => {
    const shop = await shopOf('Ada');
    const [ada] = await shop.store.readTogether([shop.identity.reads.user(person('Ada'))]);
    if (!ada) throw new Error('No Ada');
    const leaving: Store = {
      ...shop.store,
      commit: async (writes, options) => {
        await shop.store.commit(shop.identity.writes.erase(ada));
        return shop.store.commit(writes, options);
      },
    };
    await expect(shop.post('Ada', good, leaving)).rejects.toMatchObject({ code: 'invalid-token' });
    await expect(shop.post('Ada')).rejects.toMatchObject({ code: 'invalid-token' });
    expect(shop.store.items('reviews')).toEqual([]);
  });

  test.each([
    ['a tag', { text: 'Nice <b>vase</b>' }],
    ['a comment', { text: 'Nice <!-- vase' }],
    ['a tag in the title', { title: '<script>' }],
    ['a control character', { text: 'Nice\u0007' }],
    ['a turn of direction', { text: 'Nice \u202Eesav' }],
    ['two lines in the title', { title: 'Nice\nvase' }],
    ['half a character', { text: 'Nice \uD83D' }],
    ['nothing but blanks', { text: ' \n ' }],
    ['nothing that can be seen', { text: '\u200B\n\u3164' }],
    ['too much text', { text: 'x'.repeat(2_001) }],
    ['no star', { rating: 0 }],
    ['six stars', { rating: 6 }],
    ['half a star', { rating: 4.5 }],
    ['a name of one’s own choice', { name: 'Admin' }],
  ])('with %s is refused [REV-01]', (_, part) => {
    expect(ReviewDraft.safeParse({ ...good, ...part }).success).toBe(false);
  });

  test('keeps its lines, however their ends were sent [REV-01]', () => {
    expect(ReviewDraft.parse({ ...good, text: 'It holds.\r\nNothing leaks.\u2028' }).text).toBe(
      'It holds.\nNothing leaks.',
    );
  });

  test('may use lines, every script, and the less-than sign [REV-01]', () => {
    const text = 'I <3 it.\n5 < 6, très joli, とても, 👩‍🚀';
    expect(ReviewDraft.parse({ ...good, text }).text).toBe(text);
  });
});

describe('the sums of ratings', () => {
  test('are exact when many review at once, each more than once: facts count up without a gap [REV-04]', async () => {
    const ratings = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), ratings, async (scheduler, stars) => {
        const names = stars.map((_, index) => `Person ${index}`);
        const shop = await shopOf(...names);
        const turn = scheduler.scheduleFunction(async () => {});
        const store: Store = {
          ...shop.store,
          readTogether: async (reads) => {
            await turn();
            return shop.store.readTogether(reads);
          },
          commit: async (writes, options) => {
            await turn();
            return shop.store.commit(writes, options);
          },
        };
        const posts = stars.flatMap((rating, index) =>
          [1, 2].map(() => shop.post(names[index] ?? '', { ...good, rating }, store)),
        );
        const ends = await scheduler.waitFor(Promise.allSettled(posts));
        expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(stars.length);
        const sum = stars.reduce((total, rating) => total + rating, 0);
        expect(shop.sums()).toMatchObject({ count: stars.length, sum, version: stars.length });
        const told = shop
          .facts()
          .map(({ event }) => `${event?.sequence} counts ${(event?.data as RatingSums | undefined)?.count}`);
        expect(new Set(told)).toEqual(new Set(stars.map((_, index) => `${index + 1} counts ${index + 1}`)));
        expect(told).toHaveLength(stars.length);
      }),
      { numRuns: 200 },
    );
  });

  test('reach the card in the end, in whatever order and however often they are told [REV-04, CAT-02]', async () => {
    const ratings = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 });
    const order = fc.infiniteStream(fc.nat());
    await fc.assert(
      fc.asyncProperty(ratings, order, async (stars, picks) => {
        const shop = await shopOf();
        const events = stars.map((_, index) => {
          const counted = stars.slice(0, index + 1);
          const sum = counted.reduce((total, rating) => total + rating, 0);
          return { productId, count: counted.length, sum, version: counted.length };
        });
        const last = events.at(-1);
        if (!last) throw new Error('No events');
        const shuffled = [...events, ...events]
          .map((event) => ({ event, place: picks.next().value }))
          .toSorted((a, b) => a.place - b.place);
        for (const { event } of shuffled) await shop.rate(event);
        const average = Math.round((last.sum / last.count) * 10) / 10;
        expect(shop.cards().map(({ rating }) => rating)).toEqual([{ average, count: last.count }]);
        const before = JSON.stringify(shop.store.items('catalog'));
        await Promise.all(events.map(shop.rate));
        expect(JSON.stringify(shop.store.items('catalog'))).toBe(before);
      }),
      { numRuns: 100 },
    );
  });

  test('outlast the card of a product that is withdrawn, and of one that is reviewed then [REV-04]', async () => {
    const shop = await shopOf();
    await shop.rate({ productId, count: 1, sum: 4, version: 1 });
    await shop.save(productId, draftOf('vase', { status: 'WITHDRAWN' }));
    await shop.rate({ productId, count: 2, sum: 9, version: 2 });
    await shop.save(productId, draftOf('vase'));
    expect(shop.cards().map(({ rating }) => rating)).toEqual([{ average: 4.5, count: 2 }]);
  });
});

describe('the list of a product’s reviews', () => {
  test('is newest first, page by page, and its cursor is of that product alone [REV-02]', async () => {
    const names = ['Ada', 'Grace', 'Joan'];
    const shop = await shopOf(...names);
    await shop.save(idOf('lamp'), draftOf('lamp'));
    for (const name of names) await shop.post(name);
    const first = await shop.list({ limit: 2 });
    expect(first.items.map(({ name }) => name)).toEqual(['Joan', 'Grace']);
    const cursor = first.nextCursor ?? undefined;
    const second = await shop.list({ limit: 2, cursor });
    expect(second).toMatchObject({ items: [{ name: 'Ada' }], nextCursor: null });
    await expect(shop.list({ limit: 2, cursor }, idOf('lamp'))).rejects.toMatchObject({ code: 'invalid-cursor' });
  });

  test('tells nobody the id of an author, not even in its cursor [REV-02, AUT-22]', async () => {
    const shop = await shopOf('Ada', 'Grace');
    await shop.post('Ada');
    await shop.post('Grace');
    const { items, nextCursor } = await shop.list({ limit: 1 });
    const opened = Buffer.from(nextCursor?.split('.')[0] ?? '', 'base64url').toString();
    expect(opened).toContain('rev_');
    expect(JSON.stringify(items) + opened).not.toContain('usr_');
  });
});
