import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Store } from '../../../functions/shared/store/store.ts';
import { draftOf, idOf } from '../../support/catalog.ts';
import { good, idBy, inTurns, productId, shopOf, sumsOf } from './reviewed-shop.ts';

const stars = fc.integer({ min: 1, max: 5 });

/** Something that happens to the review of one of three people. */
const happening = fc.record({
  who: fc.constantFrom('Ada', 'Grace', 'Joan'),
  what: fc.constantFrom('post', 'change', 'withdraw', 'hide', 'show', 'buy'),
  rating: stars,
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

type Shop = Awaited<ReturnType<typeof shopOf>>;

/** Does it; what is refused, because there is nothing to change or something there already, changes nothing. */
async function does(shop: Shop, { who, what, rating }: Happening, store: Store): Promise<void> {
  const id = idBy(who);
  const refusals = ['not-found', 'already-reviewed'];
  const doing = {
    post: () => shop.post(who, { ...good, rating }, store),
    change: () => shop.change(who, id, { rating, text: 'Anew.' }, undefined, store),
    withdraw: () => shop.withdraw(who, id, store),
    hide: () => shop.moderate(id, { status: 'HIDDEN', reason: 'spam' }, undefined, store),
    show: () => shop.moderate(id, { status: 'SHOWN', reason: 'mistaken' }, undefined, store),
    buy: () => shop.notePurchase(`order of ${who}`, store),
  }[what];
  await doing().catch((error: { code?: string }) => {
    if (!refusals.includes(error.code ?? '')) throw error;
  });
}

/** What the books have to say of the reviews as they stand. */
function expectBooks(shop: Shop): void {
  const shown = shop.reviews().filter(({ status, withdrawn }) => status === 'SHOWN' && !withdrawn);
  expect(shop.sums() ?? sumsOf([])).toMatchObject(sumsOf(shown.map(({ rating }) => rating)));
  const newest = shown.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
  expect(shop.newest().map(({ id, version }) => [id, version])).toEqual(newest.map(({ id, version }) => [id, version]));
  const last = shop
    .facts()
    .filter(({ type }) => type === 'rating.changed')
    .toSorted((a, b) => a.sequence - b.sequence)
    .at(-1);
  if (shown.length > 0) expect(last?.event?.data).toMatchObject(sumsOf(shown.map(({ rating }) => rating)));
}

describe('the sums of ratings', () => {
  test('are exact whatever happens at once to the reviews, and counted at once, late or twice [REV-04, REV-05]', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(happening, { minLength: 1, maxLength: 8 }),
        async (scheduler, happenings) => {
          const shop = await shopOf('Ada', 'Grace', 'Joan');
          for (const who of ['Ada', 'Grace', 'Joan']) await shop.completed(`order of ${who}`, who, [productId]);
          const turn = scheduler.scheduleFunction(async () => {});
          const store = inTurns(shop.store, turn);
          const counts = happenings.map(async ({ who }) => {
            await turn();
            await shop.count({ productId, reviewId: idBy(who) }, store);
          });
          await scheduler.waitFor(Promise.all([...happenings.map((one) => does(shop, one, store)), ...counts]));
          await shop.settle();
          expectBooks(shop);
          const before = shop.everything();
          await shop.settle();
          expect(shop.everything()).toBe(before);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('are told whenever they change, and not when words alone do [REV-04]', async () => {
    const shop = await shopOf('Ada');
    const told = () => shop.facts().flatMap(({ event }) => (event?.type === 'rating.changed' ? [event.data] : []));
    const { id } = await shop.post('Ada');
    await shop.settle();
    await shop.change('Ada', id, { rating: 5, text: 'Still does.' });
    await shop.settle();
    expect(told()).toEqual([{ productId, count: 1, sum: 5 }]);
    await shop.withdraw('Ada', id);
    await shop.settle();
    expect(told()).toEqual([
      { productId, count: 1, sum: 5 },
      { productId, count: 0, sum: 0 },
    ]);
  });

  test('carry no name and no words in their events [REV-04, PLT-05]', async () => {
    const shop = await shopOf('Ada');
    const { id } = await shop.post('Ada', { ...good, title: 'Watertight' });
    await shop.settle();
    await shop.moderate(id, { status: 'HIDDEN', reason: 'other', note: 'Asked by phone' });
    await shop.settle();
    expect(shop.facts().length).toBeGreaterThan(2);
    expect(JSON.stringify(shop.facts())).not.toMatch(/Ada|tulips|Watertight|phone/);
  });

  test('reach the card in the end, in whatever order and however often they are told [REV-04, CAT-02]', async () => {
    const order = fc.infiniteStream(fc.nat());
    await fc.assert(
      fc.asyncProperty(fc.array(stars, { minLength: 1, maxLength: 6 }), order, async (ratings, picks) => {
        const shop = await shopOf();
        const events = ratings.map((_, index) => ({
          productId,
          ...sumsOf(ratings.slice(0, index + 1)),
          version: index + 1,
        }));
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

  test('of nothing leave a card without a rating: the last review may be withdrawn [REV-04, CAT-02]', async () => {
    const shop = await shopOf();
    await shop.rate({ productId, count: 1, sum: 4, version: 1 });
    await shop.rate({ productId, count: 0, sum: 0, version: 2 });
    expect(shop.cards().map(({ rating }) => rating)).toEqual([{ average: 0, count: 0 }]);
  });
});

describe('the first reviews of a product', () => {
  const seven = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];

  test('are the newest three that are shown, long texts cut short [CAT-05]', async () => {
    const shop = await shopOf(...seven);
    for (const name of seven) await shop.post(name, { ...good, text: name === 'G' ? '👩‍🚀 '.repeat(400) : name });
    await shop.settle();
    const first = await shop.first();
    expect(first.map(({ name }) => name)).toEqual(['G', 'F', 'E']);
    const length = [...(first[0]?.text ?? '')].length;
    expect([length, first[0]?.text?.isWellFormed(), first[0]?.text?.endsWith('…')]).toEqual([280, true, true]);
    expect(JSON.stringify(first)).not.toContain('usr_');
  });

  test('are filled again when so many were hidden that none would be left [CAT-05, REV-05]', async () => {
    const shop = await shopOf(...seven);
    for (const name of seven) await shop.post(name);
    await shop.settle();
    for (const name of ['G', 'F', 'E', 'D', 'C']) {
      await shop.moderate(idBy(name), { status: 'HIDDEN', reason: 'spam' });
      await shop.settle();
    }
    expect((await shop.first()).map(({ name }) => name)).toEqual(['B', 'A']);
    expect(shop.sums()).toMatchObject({ count: 2 });
  });

  test('are nobody’s of a product that nobody reviewed [CAT-05]', async () => {
    const shop = await shopOf();
    expect(await shop.first()).toEqual([]);
    await shop.count({ productId, reviewId: idBy('Ada', idOf('nothing')) });
    expect(shop.store.items('reviews')).toEqual([]);
  });
});
