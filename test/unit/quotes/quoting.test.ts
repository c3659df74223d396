import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { listRules, tryRules } from '../../../functions/quotes/keep-rules.ts';
import { quotesPersonal } from '../../../functions/quotes/personal.ts';
import { readOptions } from '../../../functions/quotes/read-options.ts';
import { listQuotes, readQuote } from '../../../functions/quotes/read-quotes.ts';
import { readSharedQuote, shareQuote } from '../../../functions/quotes/share-quote.ts';
import type { Upload } from '../../../functions/uploads/upload.ts';
import { SEED_PRICE_RULES } from '../../../local/seed/price-rules.ts';
import { ADA, accepting, cube, EVE, quoteShop, STAFF } from './quote-shop.ts';

let shop: Awaited<ReturnType<typeof quoteShop>>;
let upload: Upload;
beforeEach(async () => {
  shop = await quoteShop();
  upload = await shop.uploaded();
});

const THIN = { ...cube, thinShare: { pla: 0.5, petg: 0.5 } };

describe('asking for a quote', () => {
  test('of a sound model is answered at once with a price whose lines add up, and keeps the file [QUO-01, QUO-02, QUO-04]', async () => {
    const quote = await shop.request(upload.id);
    expect(quote).toMatchObject({
      status: 'READY',
      uploadId: upload.id,
      fileSha256: 'sum',
      rulesVersion: 1,
      error: { percent: 15 },
      eta: '2026-12-03',
      expiresAt: '2026-12-13T10:00:00.000Z',
      config: { material: 'pla', colour: 'white', infill: 15, quantity: 1 },
    });
    expect(quote.breakdown?.reduce((sum, { amount }) => sum + amount.amount, 0)).toBe(quote.price?.amount);
    expect(quote).not.toHaveProperty('suggestion');
    expect(shop.events().toSorted()).toEqual(['quote.created', 'quote.ready']);
    expect((await shop.upload(upload.id))?.uses).toEqual({ [quote.id]: true });
  });

  test('shows the picture of its file in the colour that was chosen, and none where there is none [QUO-01, UPL-08]', async () => {
    const drawn = await shop.uploaded({ drawn: true });
    const { previewUrl } = await shop.request(drawn.id, { colour: 'coral' });
    expect(previewUrl).toBe('/previews/Zk3v9XbQ1mN7tR5yL2pWsA.png?colour=f2573f');
    expect(await shop.request(upload.id)).not.toHaveProperty('previewUrl');
  });

  test('of a thin one waits for a person, who is told what the rules suggest; the customer is not [QUO-01, QUO-03]', async () => {
    const thin = await shop.uploaded({ analysis: THIN });
    const quote = await shop.request(thin.id);
    expect(quote).toMatchObject({ status: 'PENDING_REVIEW', review: [{ code: 'thin-walls' }] });
    expect([quote.price, quote.suggestion]).toEqual([undefined, undefined]);
    expect(shop.events()).toEqual(['quote.created']);
    expect((await shop.quote(quote.id))?.reckoning.price?.amount).toBeGreaterThan(0);
  });

  test('of somebody else’s upload is answered as of an absent one [QUO-01, K19]', async () => {
    await expect(shop.request(upload.id, {}, EVE)).rejects.toMatchObject({ code: 'not-found' });
    await expect(shop.request('upl_01JD0000000000000000000000')).rejects.toMatchObject({ code: 'not-found' });
    expect(shop.events()).toEqual([]);
  });

  test.each([
    ['that is not measured yet', { analysis: undefined }, 'analysis-pending'],
    ['that is not there yet', { status: 'PENDING', analysis: undefined }, 'analysis-pending'],
    ['that was refused', { status: 'REJECTED_LIGHT', analysis: undefined }, 'file-refused'],
    ['whose unit is open', { analysis: { ...cube, unitSuspicion: { guess: 'inch', readings: [] } } }, 'unit-needed'],
  ] as const)('of a file %s is refused [QUO-01, K19]', async (_, change, code) => {
    const other = await shop.uploaded(change);
    await expect(shop.request(other.id)).rejects.toMatchObject({ code });
  });

  test('counts lengths in the unit that the customer names: an inch is 25.4 mm [QUO-01]', async () => {
    const small = { ...cube, unitSuspicion: { guess: 'inch', readings: [] } };
    const inches = await shop.uploaded({
      analysis: {
        ...small,
        items: [{ quantity: 1, boundingBoxMm: { x: 1, y: 1, z: 1 }, volumeMm3: 1 }],
        volumeMm3: 1,
        areaMm2: 6,
        wallAreaMm2: 4,
      },
    });
    const asInches = await shop.request(inches.id, { unit: 'inch' });
    const scaled = await shop.request(upload.id, { scale: 25.4 / 40 });
    expect(asInches.status).toBe('READY');
    const grams = async (id: string) => (await shop.quote(id))?.reckoning.grams;
    expect(await grams(asInches.id)).toBeCloseTo((await grams(scaled.id)) ?? 0, 6);
  });

  test('with something that is not offered is refused [QUO-01]', async () => {
    await expect(shop.request(upload.id, { material: 'gold' })).rejects.toMatchObject({ code: 'not-offered' });
    const own = await shop.uploaded({ analysis: { ...cube, format: '3mf' } });
    await expect(shop.request(own.id, { unit: 'cm' })).rejects.toMatchObject({ code: 'not-offered' });
  });
});

describe('100 acceptances of one quote at once', () => {
  test('under as many keys make one order, and 99 are told that it is one already [QUO-06, QUO-07, ORD-17, K7]', async () => {
    const { id, price } = await shop.request(upload.id);
    const answers = await Promise.allSettled(
      Array.from({ length: 100 }, (_, index) => shop.accept(id, `key-${index}`)),
    );
    const [won, ...others] = answers.filter(({ status }) => status === 'fulfilled');
    expect(others).toEqual([]);
    const codes = answers.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(codes).toEqual(Array.from({ length: 99 }, () => 'quote-already-accepted'));
    const [order, another] = shop.orders();
    expect(another).toBeUndefined();
    expect(won).toMatchObject({ value: { orderId: order?.['id'], payment: { status: 'PENDING' } } });
    expect(order).toMatchObject({
      subtotal: price,
      lines: [{ kind: 'print', quoteId: id, quantity: 1, unitPrice: price, lineTotal: price, taxRate: 19 }],
    });
    expect(await shop.quote(id)).toMatchObject({ status: 'ACCEPTED', orderId: order?.['id'] });
    expect(shop.store.items('payments')).toHaveLength(1);
  });

  test('under one key are all answered with the one order [QUO-06, ORD-06]', async () => {
    const { id } = await shop.request(upload.id);
    const answers = await Promise.all(Array.from({ length: 100 }, () => shop.accept(id, 'key')));
    expect(new Set(answers.map(({ orderId }) => orderId)).size).toBe(1);
    expect(shop.orders()).toHaveLength(1);
  });
});

describe('accepting', () => {
  test('with a used key and another body is refused, and changes nothing [QUO-06, ORD-06]', async () => {
    const { id } = await shop.request(upload.id);
    await shop.accept(id, 'key');
    const body = { ...accepting, shippingAddress: { ...accepting.shippingAddress, city: 'D' } };
    await expect(shop.accept(id, 'key', { body })).rejects.toMatchObject({ code: 'idempotency-key-reused' });
    expect(shop.orders()).toHaveLength(1);
  });

  test('after the offer has ended is refused, though no sweep has come by [QUO-10]', async () => {
    const { id } = await shop.request(upload.id);
    shop.later(14);
    await expect(shop.accept(id, 'key')).rejects.toMatchObject({ code: 'quote-expired' });
    expect(shop.orders()).toEqual([]);
  });

  test('of somebody else’s quote is answered as of an absent one [QUO-06]', async () => {
    const { id } = await shop.request(upload.id);
    await expect(shop.accept(id, 'key', { userId: EVE })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('to a country that is not served is refused, and the quote stays [QUO-06]', async () => {
    const { id } = await shop.request(upload.id);
    const body = { ...accepting, shippingAddress: { ...accepting.shippingAddress, country: 'US' } };
    await expect(shop.accept(id, 'key', { body })).rejects.toMatchObject({ code: 'country-not-served' });
    expect((await shop.quote(id))?.status).toBe('READY');
  });

  test('never orders a file that was swapped, before it or while it is written, 200 times [QUO-06, UPL-02]', async () => {
    const moments = fc.constantFrom('before the quote is written', 'before the acceptance', 'while it is written');
    await fc.assert(
      fc.asyncProperty(moments, async (moment) => {
        shop = await quoteShop();
        upload = await shop.uploaded();
        const swapAtCommitOf = (table: string) => {
          shop.store.beforeCommit = (writes) => {
            if (!writes.some((write) => write.table === table)) return;
            shop.store.beforeCommit = () => {};
            void shop.swapNow(upload);
          };
        };
        if (moment === 'before the quote is written') swapAtCommitOf('quotes');
        const { id, fileSha256 } = await shop.request(upload.id);
        if (moment === 'before the acceptance') await shop.swapNow(upload);
        if (moment === 'while it is written') swapAtCommitOf('orders');
        const accepted = await shop.accept(id, 'key').catch((error: unknown) => error);
        if (moment === 'before the quote is written') {
          // The quote was decided on again, and names the file that lies there now.
          expect(fileSha256).toBe('another');
          expect(accepted).toMatchObject({ orderId: expect.any(String) });
        } else {
          expect(accepted).toMatchObject({ code: 'file-changed' });
          expect(shop.orders()).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('of a file that is gone is refused [QUO-06]', async () => {
    const { id } = await shop.request(upload.id);
    const [key] = shop.ports.uploads.reads.upload(upload.id).keys;
    await shop.store.write({ kind: 'delete', table: 'uploads', key: key ?? { pk: '', sk: '' } });
    await expect(shop.accept(id, 'key')).rejects.toMatchObject({ code: 'file-changed' });
    await expect(shop.requote(id)).rejects.toMatchObject({ code: 'file-changed' });
  });
});

describe('an order that has failed', () => {
  test('brings its quote back once however often it is told, and it becomes another order [QUO-09, PAY-14]', async () => {
    const { id } = await shop.request(upload.id);
    const { orderId } = await shop.accept(id, 'key-1');
    await Promise.all([shop.failed(orderId), shop.failed(orderId), shop.failed(orderId)]);
    expect(await shop.quote(id)).toMatchObject({ status: 'READY' });
    const second = await shop.accept(id, 'key-2');
    expect(second.orderId).not.toBe(orderId);
    await shop.failed(orderId);
    expect(await shop.quote(id)).toMatchObject({ status: 'ACCEPTED', orderId: second.orderId });
    expect(shop.events().filter((type) => type === 'quote.reopened')).toHaveLength(1);
  });

  test('after the offer has ended leaves its quote expired and lets the file go [QUO-09, QUO-10]', async () => {
    const { id } = await shop.request(upload.id);
    const { orderId } = await shop.accept(id, 'key-1');
    shop.later(20);
    await shop.failed(orderId);
    await expect(shop.accept(id, 'key-2')).rejects.toMatchObject({ code: 'quote-expired' });
    await shop.sweep();
    expect(await shop.quote(id)).toMatchObject({ status: 'EXPIRED' });
    expect((await shop.upload(upload.id))?.uses).toEqual({});
  });

  test('lets the file go of somebody who has left, and reopens nothing [QUO-09, USR-13]', async () => {
    const { id } = await shop.request(upload.id);
    const { orderId } = await shop.accept(id, 'key-1');
    await shop.as('system:test', () =>
      quotesPersonal.erase({ store: shop.store, tables: { quotes: 'quotes', uploads: 'uploads' } }, ADA),
    );
    expect(Object.keys((await shop.upload(upload.id))?.uses ?? {})).toEqual([id]);
    await shop.failed(orderId);
    expect(await shop.quote(id)).toMatchObject({ status: 'ACCEPTED' });
    expect((await shop.upload(upload.id))?.uses).toEqual({});
  });
});

describe('an order that was delivered', () => {
  test('lets its file go, however often it is told, and no file that another quote needs [UPL-05, ADM-07]', async () => {
    const { id } = await shop.request(upload.id);
    const other = await shop.request(upload.id, { quantity: 2 });
    const { orderId } = await shop.accept(id, 'key-1');
    expect(Object.keys((await shop.upload(upload.id))?.uses ?? {}).toSorted()).toEqual([id, other.id].toSorted());
    await Promise.all([shop.delivered(orderId), shop.delivered(orderId)]);
    await shop.delivered(orderId);
    expect(Object.keys((await shop.upload(upload.id))?.uses ?? {})).toEqual([other.id]);
    expect(await shop.quote(id)).toMatchObject({ status: 'ACCEPTED', orderId });
  });
});

describe('a person', () => {
  test('offers what waits at a price of their own: the customer sees it, and can accept it [QUO-04, QUO-05]', async () => {
    const thin = await shop.uploaded({ analysis: THIN });
    const { id } = await shop.request(thin.id);
    const price = { amount: 3_000, currency: 'EUR' };
    const offered = await shop.decide(id, { status: 'READY', price, eta: '2026-12-20' });
    expect(offered).toMatchObject({
      status: 'READY',
      price,
      eta: '2026-12-20',
      breakdown: [{ code: 'person', amount: price }],
      suggestion: { machineId: 'fdm-250' },
      customerId: ADA,
    });
    expect(shop.events()).toContain('quote.ready');
    await shop.accept(id, 'key');
    expect(shop.orders()).toMatchObject([{ subtotal: price }]);
  });

  test('rejects what waits with a reason, which is told and lets the file go [QUO-08]', async () => {
    const { id } = await shop.request(upload.id);
    await shop.review(id);
    const no = await shop.decide(id, { status: 'REJECTED', reason: 'Too thin' });
    expect(no).toMatchObject({ status: 'REJECTED', reason: 'Too thin' });
    expect(shop.events()).toContain('quote.rejected');
    expect((await shop.upload(upload.id))?.uses).toEqual({});
    await expect(shop.decide(id, { status: 'READY' })).rejects.toMatchObject({ code: 'quote-not-open' });
    await expect(shop.accept(id, 'key')).rejects.toMatchObject({ code: 'quote-not-ready' });
  });

  test('cannot offer in another currency than the rules’ [QUO-04]', async () => {
    const { id } = await shop.request(upload.id);
    await shop.review(id);
    const price = { amount: 3_000, currency: 'USD' };
    await expect(shop.decide(id, { status: 'READY', price })).rejects.toMatchObject({ code: 'price-needed' });
  });
});

describe('the sweep', () => {
  test('reminds once, then ends the offer and lets the file go; repeats change nothing [QUO-10, NTF-11]', async () => {
    const { id } = await shop.request(upload.id);
    await shop.sweep();
    expect(shop.events()).not.toContain('quote.expiring');
    shop.later(12.001);
    await shop.sweep();
    await shop.sweep();
    expect(shop.events().filter((type) => type === 'quote.expiring')).toHaveLength(1);
    shop.later(2);
    await shop.sweep();
    await shop.sweep();
    expect(shop.events().filter((type) => type === 'quote.expired')).toHaveLength(1);
    expect(await shop.quote(id)).toMatchObject({ status: 'EXPIRED' });
    expect((await shop.upload(upload.id))?.uses).toEqual({});
  });

  test('leaves what was accepted meanwhile alone [QUO-10]', async () => {
    const { id } = await shop.request(upload.id);
    await shop.accept(id, 'key');
    shop.later(20);
    await shop.sweep();
    expect((await shop.quote(id))?.status).toBe('ACCEPTED');
  });
});

describe('the same again', () => {
  test('after the end is priced by the rules of that day, and keeps the file again [QUO-10, ADM-07]', async () => {
    const before = await shop.request(upload.id);
    shop.later(15);
    await shop.sweep();
    const dearer = { ...SEED_PRICE_RULES, setupCents: 1_500 };
    await shop.rules.create({ body: { rules: dearer } });
    await shop.rules.activate({ params: { version: 2 } });
    const after = await shop.requote(before.id);
    expect(after).toMatchObject({ id: before.id, status: 'READY', rulesVersion: 2 });
    expect(after.price?.amount).toBeGreaterThan(before.price?.amount ?? 0);
    expect((await shop.upload(upload.id))?.uses).toEqual({ [before.id]: true });
  });

  test('of a file that was swapped is refused [QUO-10]', async () => {
    const { id } = await shop.request(upload.id);
    await shop.swapNow(upload);
    await expect(shop.requote(id)).rejects.toMatchObject({ code: 'file-changed' });
  });
});

test('a file that is refused after all takes its open quotes with it, and no order [QUO-08, UPL-04]', async () => {
  const open = await shop.request(upload.id);
  const taken = await shop.request(upload.id, { quantity: 2 });
  await shop.accept(taken.id, 'key');
  await shop.refused(upload.id);
  await shop.refused(upload.id);
  expect((await shop.quote(open.id))?.status).toBe('REJECTED');
  expect((await shop.quote(taken.id))?.status).toBe('ACCEPTED');
  expect(shop.events().filter((type) => type === 'quote.rejected')).toHaveLength(1);
});

describe('lists', () => {
  const views = () => ({
    ...shop.ports,
    cursors: shop.cursors,
    users: {
      current: async (id: string) => ({
        role: id === STAFF ? ('staff' as const) : ('customer' as const),
        disabled: false,
      }),
    },
  });
  const callerOf = (userId: string) => ({ userId, role: 'staff', permissions: ['quotes:review'], signInId: undefined });
  const list = (userId: string, status?: string) =>
    listQuotes(views())({ query: { limit: 20, status }, caller: callerOf(userId) } as never);

  test('of staff hold what waits of everybody, with the suggestion; a claimed role that was taken away sees its own [QUO-03]', async () => {
    const { id } = await shop.request((await shop.uploaded({ analysis: THIN })).id);
    await shop.request(upload.id);
    const waiting = await list(STAFF, 'PENDING_REVIEW');
    expect(waiting.items).toMatchObject([{ id, customerId: ADA, suggestion: { price: { currency: 'EUR' } } }]);
    expect((await list(EVE, 'PENDING_REVIEW')).items).toEqual([]);
    const own = await list(ADA);
    expect(own.items).toHaveLength(2);
    expect(own.items.some((quote) => 'suggestion' in quote)).toBe(false);
  });

  test('tell by the clock what has expired, before any sweep [QUO-10]', async () => {
    const { id } = await shop.request(upload.id);
    shop.later(14);
    expect((await list(ADA, 'EXPIRED')).items).toMatchObject([{ id, status: 'EXPIRED' }]);
    expect((await list(ADA, 'READY')).items).toEqual([]);
  });

  test('one quote is shown to whom it is, and to staff; to others it is absent [QUO-03]', async () => {
    const { id } = await shop.request(upload.id);
    const read = (userId: string) => readQuote(views())({ params: { quoteId: id }, caller: callerOf(userId) } as never);
    expect(await read(ADA)).toMatchObject({ id });
    expect(await read(STAFF)).toMatchObject({ id, suggestion: { machineId: 'fdm-250' } });
    await expect(read(EVE)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a shared link', () => {
  const ports = () => ({ ...shop.ports, apiUrl: 'https://api.example' });
  const share = (quoteId: string, userId = ADA) =>
    shareQuote(ports())({ params: { quoteId }, caller: { userId } } as never);
  const open = (url: string) => readSharedQuote(ports())({ params: { token: url.split('/').at(-1) ?? '' } } as never);

  test('shows what is offered, and neither a name nor the file; it serves for thirty days [QUO-01]', async () => {
    const quote = await shop.request(upload.id);
    const { url } = await share(quote.id);
    const shown = await open(url);
    expect(shown).toMatchObject({ status: 'READY', price: quote.price, config: { material: 'pla' } });
    expect(JSON.stringify(shown)).not.toMatch(/cube\.stl|sum|usr_|upl_|quo_/);
    expect(JSON.stringify(shop.store.items('quotes'))).not.toContain(url.split('/').at(-1));
    shop.later(30);
    await expect(open(url)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('is made of one’s own quotes alone, and cannot be guessed [QUO-01]', async () => {
    const { id } = await shop.request(upload.id);
    await expect(share(id, EVE)).rejects.toMatchObject({ code: 'not-found' });
    await expect(open('https://api.example/quotes/shared/AAAAAAAAAAAAAAAAAAAAAA')).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('price rules', () => {
  const listed = () =>
    listRules({ ...shop.ports, cursors: shop.cursors })({ query: { limit: 20 }, caller: { userId: STAFF } } as never);

  test('are versions that are never changed; one is in force [ADM-07]', async () => {
    const made = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        shop.rules.create({ body: { rules: { ...SEED_PRICE_RULES, setupCents: index } } }),
      ),
    );
    expect(made.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6]);
    await shop.rules.activate({ params: { version: 4 } });
    const { items } = await listed();
    expect(items.map(({ version, active }) => [version, active])).toEqual([
      [6, false],
      [5, false],
      [4, true],
      [3, false],
      [2, false],
      [1, false],
    ]);
    await expect(shop.rules.activate({ params: { version: 7 } })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('are tried on a model that is here, before they price anything [ADM-07]', async () => {
    await shop.rules.create({ body: { rules: { ...SEED_PRICE_RULES, setupCents: 5_000 } } });
    const attempt = (version: number) =>
      tryRules({ ...shop.ports, uploads: shop.ports.uploads.reads })({
        params: { version },
        body: { uploadId: upload.id, config: { material: 'pla', quantity: 1 } },
      } as never);
    const [before, after] = [await attempt(1), await attempt(2)];
    expect((after.price?.amount ?? 0) - (before.price?.amount ?? 0)).toBe(4_500 * 1.25);
    expect(after).toMatchObject({ review: [], machineId: 'fdm-250' });
    expect((await shop.request(upload.id)).price).toEqual(before.price);
  });

  test('say what may be chosen [QUO-01]', async () => {
    const options = await readOptions(shop.ports)();
    expect(options).toMatchObject({ rulesVersion: 1, currency: 'EUR', leadDays: 3, maxQuantity: 500 });
    expect(options.materials.find(({ id }) => id === 'pla')).toMatchObject({ technology: 'fdm', infill: 15 });
  });
});

test('whoever leaves takes their quotes along and lets the files go; what is to be printed stays, without a name [AUT-22, PLT-05]', async () => {
  const open = await shop.request(upload.id);
  const printed = await shop.uploaded();
  const ordered = await shop.request(printed.id);
  await shop.accept(ordered.id, 'key');
  const sources = { store: shop.store, tables: { quotes: 'quotes', uploads: 'uploads' } };
  expect((await quotesPersonal.exportSections(sources, ADA)).quotes).toHaveLength(2);
  await shop.as('system:test', () => quotesPersonal.erase(sources, ADA));
  expect(await shop.quote(open.id)).toBeUndefined();
  expect((await shop.upload(upload.id))?.uses).toEqual({});
  const kept = await shop.quote(ordered.id);
  expect(kept).toMatchObject({ status: 'ACCEPTED', fileName: 'erased', fileSha256: 'sum' });
  expect(kept?.customerId).toBeUndefined();
  expect((await shop.upload(printed.id))?.uses).toEqual({ [ordered.id]: true });
  expect((await quotesPersonal.exportSections(sources, ADA)).quotes).toEqual([]);
});
