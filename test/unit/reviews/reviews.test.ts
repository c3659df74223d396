import { describe, expect, test } from 'vitest';
import { ReviewDraft } from '../../../functions/reviews/contract.ts';
import { NotYours } from '../../../functions/shared/domain-error.ts';
import type { Store } from '../../../functions/shared/store/store.ts';
import { draftOf, idOf } from '../../support/catalog.ts';
import { good, idBy, person, productId, shopOf } from './reviewed-shop.ts';

describe('a review', () => {
  test('is one per person and product: a second one is refused and changes nothing [REV-01, REV-05]', async () => {
    const shop = await shopOf('Ada');
    const first = await shop.post('Ada');
    expect(first).toEqual({
      id: idBy('Ada'),
      productId,
      rating: 5,
      text: good.text,
      name: 'Ada',
      verifiedPurchase: false,
      status: 'SHOWN',
      createdAt: expect.any(String),
      updatedAt: first.createdAt,
      version: 1,
    });
    const before = shop.everything();
    await expect(shop.post('Ada', { ...good, rating: 1 })).rejects.toMatchObject({ code: 'already-reviewed' });
    expect(shop.everything()).toBe(before);
  });

  test('is one also when it is sent twice at once [REV-05]', async () => {
    const shop = await shopOf('Ada');
    const ends = await Promise.allSettled([shop.post('Ada'), shop.post('Ada'), shop.post('Ada')]);
    expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });

  test('is about a product on sale: of another one, and of none, nothing is kept [REV-01]', async () => {
    const shop = await shopOf('Ada');
    await shop.save(idOf('lamp'), draftOf('lamp', { status: 'WITHDRAWN' }));
    for (const absent of [idOf('lamp'), idOf('nothing')]) {
      await expect(shop.post('Ada', { ...good, productId: absent })).rejects.toMatchObject({ code: 'not-found' });
      await expect(shop.list({}, absent)).rejects.toMatchObject({ code: 'not-found' });
    }
    expect(shop.store.items('reviews')).toEqual([]);
  });

  test('is nobody’s who has gone, not even in the moment of leaving [REV-01, AUT-22]', async () => {
    const shop = await shopOf('Ada');
    const leaving: Store = {
      ...shop.store,
      commit: async (writes, options) => {
        await shop.leave('Ada');
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
    ['a claim to have bought it', { verifiedPurchase: true }],
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

describe('its author', () => {
  test('changes it on the version that was read, under the present name; what is not said any more is gone [REV-05]', async () => {
    const shop = await shopOf('Ada');
    const { id, createdAt } = await shop.post('Ada', { ...good, title: 'Watertight' });
    const [ada] = await shop.store.readTogether([shop.identity.reads.user(person('Ada'))]);
    if (!ada) throw new Error('No Ada');
    await shop.store.write(shop.identity.writes.change(ada, new Date(), { name: 'Ada L.' }));
    const changed = await shop.change('Ada', id, { rating: 2, text: 'It leaks.' }, 1);
    expect(changed).toMatchObject({ id, rating: 2, text: 'It leaks.', name: 'Ada L.', createdAt, version: 2 });
    expect(changed).not.toHaveProperty('title');
    expect(await shop.read('Ada', id)).toEqual(changed);
    const before = shop.everything();
    await expect(shop.change('Ada', id, good, 1)).rejects.toMatchObject({ code: 'changed-meanwhile' });
    expect(shop.everything()).toBe(before);
  });

  test('is the only one who can read, change or withdraw it there: another one’s is absent [REV-05]', async () => {
    const shop = await shopOf('Ada', 'Grace');
    const { id } = await shop.post('Ada');
    const before = shop.everything();
    for (const absent of [id, idBy('nobody')]) {
      const tries = [
        () => shop.read('Grace', absent),
        () => shop.change('Grace', absent, { rating: 1, text: 'Mine' }),
        () => shop.withdraw('Grace', absent),
      ];
      for (const attempt of tries) {
        const refusal = await attempt().then(
          () => undefined,
          (error: unknown) => error,
        );
        expect(refusal).toMatchObject({ code: 'not-found', message: 'Not found.' });
        expect(refusal instanceof NotYours).toBe(absent === id);
      }
    }
    expect(shop.everything()).toBe(before);
  });

  test('may withdraw it, words and all, and review the product again [REV-05]', async () => {
    const shop = await shopOf('Ada');
    const { id } = await shop.post('Ada', { ...good, title: 'Watertight' });
    await shop.withdraw('Ada', id);
    await shop.settle();
    expect(shop.everything()).not.toMatch(/tulips|Watertight|"Ada"/);
    expect((await shop.list({})).items).toEqual([]);
    expect((await shop.writtenBy('Ada', 'Ada')).items).toEqual([]);
    await expect(shop.withdraw('Ada', id)).rejects.toMatchObject({ code: 'not-found' });
    await expect(shop.read('Ada', id)).rejects.toMatchObject({ code: 'not-found' });
    const again = await shop.post('Ada', { ...good, rating: 3 });
    await shop.settle();
    expect(again).toMatchObject({ id, rating: 3, status: 'SHOWN', version: 3 });
    expect(shop.sums()).toMatchObject({ count: 1, sum: 3 });
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

describe('the list of what somebody wrote', () => {
  test('is newest first, page by page, and empty for somebody unknown as for whoever wrote nothing [REV-03]', async () => {
    const shop = await shopOf('Ada', 'Grace');
    const products = ['vase', 'lamp', 'bowl'];
    for (const name of products) {
      await shop.save(idOf(name), draftOf(name));
      await shop.post('Ada', { ...good, productId: idOf(name) });
    }
    const first = await shop.writtenBy('Ada', undefined, { limit: 2 });
    expect(first.items.map((review) => review.productId)).toEqual([idOf('bowl'), idOf('lamp')]);
    const cursor = first.nextCursor ?? undefined;
    const second = await shop.writtenBy('Ada', undefined, { limit: 2, cursor });
    expect(second).toMatchObject({ items: [{ productId }], nextCursor: null });
    await expect(shop.writtenBy('Grace', undefined, { cursor })).rejects.toMatchObject({ code: 'invalid-cursor' });
    await expect(shop.writtenBy('Ada', 'Ada', { cursor })).rejects.toMatchObject({ code: 'invalid-cursor' });
    const nothing = { items: [], nextCursor: null };
    expect([await shop.writtenBy('Grace'), await shop.writtenBy('Nobody')]).toEqual([nothing, nothing]);
  });

  test('shows what is hidden to its author alone, with the reason [REV-03, REV-05]', async () => {
    const shop = await shopOf('Ada', 'Grace');
    const { id } = await shop.post('Ada');
    await shop.moderate(id, { status: 'HIDDEN', reason: 'off-topic', note: 'About the parcel' });
    expect([await shop.writtenBy('Ada'), await shop.writtenBy('Ada', 'Grace')].map(({ items }) => items)).toEqual([
      [],
      [],
    ]);
    const { items } = await shop.writtenBy('Ada', 'Ada');
    expect(items).toEqual([expect.objectContaining({ id, status: 'HIDDEN', reason: 'off-topic' })]);
    expect(JSON.stringify(items)).not.toContain('parcel');
  });
});
