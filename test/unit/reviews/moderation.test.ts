import { describe, expect, test } from 'vitest';
import { draftOf, idOf } from '../../support/catalog.ts';
import { good, idBy, person, productId, shopOf } from './reviewed-shop.ts';

const spam = { status: 'HIDDEN', reason: 'spam' } as const;

describe('staff', () => {
  test('hide a review with a reason: it leaves the lists and the sums, and comes back into both [REV-05]', async () => {
    const shop = await shopOf('Ada', 'Grace');
    const { id } = await shop.post('Ada', { ...good, rating: 1 });
    await shop.post('Grace');
    const hidden = await shop.moderate(id, { ...spam, note: 'An advertisement' }, 1);
    await shop.settle();
    expect(hidden).toMatchObject({
      status: 'HIDDEN',
      decision: { reason: 'spam', note: 'An advertisement' },
      version: 2,
    });
    expect((await shop.list({})).items.map(({ name }) => name)).toEqual(['Grace']);
    expect((await shop.first()).map(({ name }) => name)).toEqual(['Grace']);
    expect(shop.sums()).toMatchObject({ count: 1, sum: 5 });
    expect(await shop.inspect(id)).toEqual(hidden);
    await shop.moderate(id, { status: 'SHOWN', reason: 'mistaken' }, 2);
    await shop.settle();
    expect((await shop.list({})).items.map(({ name }) => name)).toEqual(['Grace', 'Ada']);
    expect(shop.sums()).toMatchObject({ count: 2, sum: 6 });
  });

  test('decide on what they read: another version changes nothing, and what is withdrawn is absent [REV-05, BFF-09]', async () => {
    const shop = await shopOf('Ada');
    const { id } = await shop.post('Ada');
    await shop.change('Ada', id, { rating: 4, text: 'On second thought' });
    const before = shop.everything();
    await expect(shop.moderate(id, spam, 1)).rejects.toMatchObject({ code: 'changed-meanwhile' });
    expect(shop.everything()).toBe(before);
    await shop.withdraw('Ada', id);
    await expect(shop.moderate(id, spam)).rejects.toMatchObject({ code: 'not-found' });
    await expect(shop.inspect(id)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('who are none any more by the time that it would count change nothing [AUT-23]', async () => {
    const shop = await shopOf('Ada');
    const { id } = await shop.post('Ada');
    const [sam] = await shop.store.readTogether([shop.identity.reads.user(person('Sam'))]);
    if (!sam) throw new Error('No Sam');
    await shop.store.write(shop.identity.writes.change(sam, new Date(), { role: 'customer' }));
    const now = shop.everything();
    await expect(shop.moderate(id, { status: 'SHOWN', reason: 'mistaken' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(shop.everything()).toBe(now);
  });

  test('leave a fact that names them and the code of the reason; the note stays with the review [REV-05, ADM-05]', async () => {
    const shop = await shopOf('Ada');
    const { id } = await shop.post('Ada');
    await shop.moderate(id, { ...spam, note: 'An advertisement' });
    const fact = shop
      .facts()
      .find(({ event }) => (event?.data as { change?: string } | undefined)?.change === 'hidden');
    expect(fact).toMatchObject({ actor: person('Sam'), details: { reason: 'spam' } });
    expect(JSON.stringify(fact)).not.toContain('advertisement');
  });

  test('find shown and hidden reviews of all products, last changed first, page by page [REV-05]', async () => {
    const shop = await shopOf('Ada', 'Grace', 'Joan');
    await shop.save(idOf('lamp'), draftOf('lamp'));
    await shop.post('Ada');
    await shop.post('Grace', { ...good, productId: idOf('lamp') });
    await shop.post('Joan');
    await shop.change('Ada', idBy('Ada'), { rating: 2, text: 'Anew' });
    await shop.moderate(idBy('Joan'), spam);
    await shop.settle();
    const first = await shop.queue('SHOWN', { limit: 1 });
    expect(first.items.map(({ name }) => name)).toEqual(['Ada']);
    const second = await shop.queue('SHOWN', { limit: 1, cursor: first.nextCursor ?? undefined });
    expect(second.items.map(({ name }) => name)).toEqual(['Grace']);
    const hidden = await shop.queue('HIDDEN');
    expect(hidden).toMatchObject({ items: [{ name: 'Joan', revised: false }], nextCursor: null });
    await expect(shop.queue('HIDDEN', { cursor: first.nextCursor ?? '' })).rejects.toMatchObject({
      code: 'invalid-cursor',
    });
  });
});

describe('what is hidden', () => {
  test('stays so when its author changes it, and tells staff that it was changed [REV-05]', async () => {
    const shop = await shopOf('Ada');
    const { id } = await shop.post('Ada');
    await shop.moderate(id, spam);
    expect(await shop.change('Ada', id, { rating: 5, text: 'Without the link.' })).toMatchObject({
      status: 'HIDDEN',
      reason: 'spam',
    });
    await shop.settle();
    expect((await shop.list({})).items).toEqual([]);
    expect(await shop.queue('HIDDEN')).toMatchObject({ items: [{ id, revised: true, text: 'Without the link.' }] });
    expect(await shop.moderate(id, { status: 'SHOWN', reason: 'revised' })).toMatchObject({ revised: false });
  });

  test('is not shown by withdrawing it and writing it again [REV-05]', async () => {
    const shop = await shopOf('Ada');
    const { id } = await shop.post('Ada');
    await shop.moderate(id, spam);
    await shop.withdraw('Ada', id);
    await shop.settle();
    expect((await shop.queue('HIDDEN')).items).toEqual([]);
    expect(await shop.post('Ada')).toMatchObject({ status: 'HIDDEN', reason: 'spam' });
    await shop.settle();
    expect([(await shop.list({})).items, shop.sums()?.count]).toEqual([[], 0]);
    expect((await shop.queue('HIDDEN')).items).toMatchObject([{ id, revised: true }]);
  });
});

describe('a purchase', () => {
  test('verifies what is written after it, and what was written before [REV-05]', async () => {
    const shop = await shopOf('Ada', 'Grace');
    await shop.save(idOf('lamp'), draftOf('lamp'));
    await shop.post('Ada');
    await shop.completed('ord_1', 'Ada', [productId, idOf('lamp'), productId]);
    await shop.notePurchase('ord_1');
    await shop.settle();
    const lamp = await shop.post('Ada', { ...good, productId: idOf('lamp') });
    expect(lamp.verifiedPurchase).toBe(true);
    expect((await shop.list({})).items).toMatchObject([{ verifiedPurchase: true, version: 2 }]);
    expect(await shop.first()).toMatchObject([{ verifiedPurchase: true }]);
    expect((await shop.post('Grace')).verifiedPurchase).toBe(false);
    const before = shop.everything();
    await shop.notePurchase('ord_1');
    expect(shop.everything()).toBe(before);
  });

  test('verifies also what is written in the same moment, whichever comes first [REV-05]', async () => {
    const [writtenFirst, boughtFirst] = [await shopOf('Ada'), await shopOf('Ada')];
    for (const shop of [writtenFirst, boughtFirst]) await shop.completed('ord_1', 'Ada', [productId]);
    let done = false;
    /** Lets the other one happen between the reads and the commit of the first try. */
    const before = (shop: typeof writtenFirst, other: () => Promise<unknown>) => ({
      ...shop.store,
      commit: async (...commit: Parameters<typeof shop.store.commit>) => {
        if (!done) {
          done = true;
          await other();
        }
        return shop.store.commit(...commit);
      },
    });
    await writtenFirst.notePurchase(
      'ord_1',
      before(writtenFirst, () => writtenFirst.post('Ada')),
    );
    done = false;
    await boughtFirst.post(
      'Ada',
      good,
      before(boughtFirst, () => boughtFirst.notePurchase('ord_1')),
    );
    for (const shop of [writtenFirst, boughtFirst]) {
      expect(shop.reviews()).toMatchObject([{ verifiedPurchase: true }]);
    }
  });

  test('outlasts a review that is withdrawn, and is nothing of somebody who has left [REV-05, AUT-22]', async () => {
    const shop = await shopOf('Ada', 'Grace');
    for (const name of ['Ada', 'Grace']) await shop.completed(`order of ${name}`, name, [productId]);
    const { id } = await shop.post('Ada');
    await shop.withdraw('Ada', id);
    await shop.notePurchase('order of Ada');
    expect((await shop.post('Ada')).verifiedPurchase).toBe(true);
    const before = shop.everything();
    await shop.leave('Grace');
    await shop.notePurchase('order of Grace');
    expect(shop.everything()).toBe(before);
    await expect(shop.notePurchase('ord_nothing')).rejects.toThrow('cannot be found');
  });
});

describe('whoever leaves', () => {
  test('takes name and words out of shown, hidden and withdrawn reviews and off the page; the stars stay [AUT-22, PLT-05]', async () => {
    const shop = await shopOf('Ada', 'Grace');
    for (const name of ['lamp', 'bowl']) await shop.save(idOf(name), draftOf(name));
    await shop.completed('ord_1', 'Ada', [productId]);
    await shop.notePurchase('ord_1');
    const { id } = await shop.post('Ada', { ...good, title: 'Watertight' });
    await shop.post('Grace', { ...good, rating: 2, text: 'Leaks.' });
    const hidden = await shop.post('Ada', { ...good, productId: idOf('lamp') });
    await shop.moderate(hidden.id, { ...spam, note: 'Ada again' });
    const withdrawn = await shop.post('Ada', { ...good, productId: idOf('bowl') });
    await shop.withdraw('Ada', withdrawn.id);
    await shop.settle();
    await shop.leave('Ada');
    await shop.erase('Ada');
    const after = shop.everything();
    await shop.erase('Ada');
    expect(shop.everything()).toBe(after);
    await shop.settle();
    const items = shop.store.items('reviews').filter(({ sk }) => !String(sk).startsWith('FACT#'));
    expect(JSON.stringify(items)).not.toMatch(new RegExp(`Ada|tulips|Watertight|${person('Ada')}`));
    expect(await shop.first()).toEqual([
      expect.objectContaining({ name: 'Grace', text: 'Leaks.' }),
      { ...(await shop.first())[1], id, rating: 5 },
    ]);
    expect((await shop.first())[1]).not.toHaveProperty('text');
    expect(shop.sums()).toMatchObject({ count: 2, sum: 7 });
    expect((await shop.list({})).items.map(({ name, rating }) => [name, rating])).toEqual([
      ['Grace', 2],
      [undefined, 5],
    ]);
    expect((await shop.writtenBy('Ada')).items).toEqual([]);
    expect(shop.reviews().map((review) => review.id)).not.toContain(withdrawn.id);
  });

  test('is not put back on the page by a count that read the words before [AUT-22]', async () => {
    const shop = await shopOf('Ada');
    const { id } = await shop.post('Ada');
    let erased = false;
    await shop.count(
      { productId, reviewId: id },
      {
        ...shop.store,
        commit: async (...commit) => {
          if (!erased) {
            erased = true;
            await shop.erase('Ada');
          }
          return shop.store.commit(...commit);
        },
      },
    );
    expect(shop.sums()).toMatchObject({ count: 1, sum: 5 });
    expect(JSON.stringify(await shop.first())).not.toMatch(/Ada|tulips/);
  });

  test('has all of it in the file before: hidden, withdrawn, and what was bought [PLT-05]', async () => {
    const shop = await shopOf('Ada');
    await shop.save(idOf('lamp'), draftOf('lamp'));
    await shop.completed('ord_1', 'Ada', [productId]);
    await shop.notePurchase('ord_1');
    await shop.post('Ada');
    await shop.moderate(idBy('Ada'), { ...spam, note: 'An advertisement' });
    const lamp = await shop.post('Ada', { ...good, productId: idOf('lamp') });
    await shop.withdraw('Ada', lamp.id);
    expect(await shop.export('Ada')).toMatchObject({
      reviews: [
        {
          text: good.text,
          status: 'HIDDEN',
          verifiedPurchase: true,
          decision: { reason: 'spam', note: 'An advertisement' },
        },
        { productId: idOf('lamp'), withdrawn: true },
      ],
      bought: [{ productId, orderId: 'ord_1' }],
    });
  });
});
