import { describe, expect, test } from 'vitest';
import {
  accepted,
  decided,
  dueAt,
  newQuote,
  type Priced,
  type Quote,
  rejected,
  reopened,
  requoted,
  reviewAsked,
  statusAt,
  swept,
} from '../../../functions/quotes/quote.ts';
import { money } from '../../../functions/shared/money.ts';

const NOW = new Date('2026-11-29T10:00:00.000Z');
const days = (count: number) => new Date(NOW.getTime() + count * 86_400_000);
const priced: Priced = {
  config: { material: 'pla', colour: 'coral', finish: 'as-printed', infill: 15, quantity: 1, scale: 1, rush: false },
  configHash: 'hash',
  rulesVersion: 3,
  reckoning: {
    price: money(1_500, 'EUR'),
    lines: [{ code: 'material', cents: 1_500 }],
    error: { percent: 15, basis: 'measured' },
    eta: '2026-12-03',
    machineId: 'fdm-250',
    grams: 20,
    pieceSeconds: 3_600,
    seconds: 3_600,
  },
  days: 14,
  review: [],
};
const about = {
  id: 'quo_1',
  customerId: 'usr_1',
  uploadId: 'upl_1',
  fileName: 'a.stl',
  fileSha256: 'sum',
  note: undefined,
};
const ready = newQuote(about, priced, NOW);
const pending = newQuote(about, { ...priced, review: ['thin-walls'] }, NOW);
const expired = { ...ready, status: 'EXPIRED' as const };
const order = accepted(ready, 'ord_1', NOW);
const no = rejected(pending, 'Too thin', NOW);
const all: readonly (readonly [string, Quote])[] = [
  ['READY', ready],
  ['PENDING_REVIEW', pending],
  ['EXPIRED', expired],
  ['ACCEPTED', order],
  ['REJECTED', no],
];

describe('a new quote', () => {
  test('is READY at the rules’ price until its time is over where nobody has to look [QUO-04]', () => {
    expect(ready).toMatchObject({
      status: 'READY',
      offer: { price: money(1_500, 'EUR'), eta: '2026-12-03', expiresAt: days(14).toISOString() },
      version: 1,
    });
  });

  test('waits for a person with the reasons and the suggestion where somebody has to look, and offers nothing [QUO-01]', () => {
    expect(pending).toMatchObject({ status: 'PENDING_REVIEW', review: ['thin-walls'], reckoning: priced.reckoning });
    expect(pending.offer).toBeUndefined();
  });

  test('waits for a person where the rules know no price [QUO-01]', () => {
    const { price: _, ...rest } = priced.reckoning;
    expect(newQuote(about, { ...priced, reckoning: { ...rest, lines: [] } }, NOW).status).toBe('PENDING_REVIEW');
  });
});

describe('accepting', () => {
  test('makes a READY quote ACCEPTED with its order, up to the moment before its time is over [QUO-06]', () => {
    const last = new Date(days(14).getTime() - 1);
    expect(accepted(ready, 'ord_1', last)).toMatchObject({ status: 'ACCEPTED', orderId: 'ord_1', version: 2 });
  });

  test('is refused from the moment on at which the offer ends, whether or not a sweep has come by [QUO-10]', () => {
    expect(() => accepted(ready, 'ord_1', days(14))).toThrow(expect.objectContaining({ code: 'quote-expired' }));
    expect(() => accepted(expired, 'ord_1', NOW)).toThrow(expect.objectContaining({ code: 'quote-expired' }));
  });

  test.each([
    ['ACCEPTED', order, 'quote-already-accepted'],
    ['PENDING_REVIEW', pending, 'quote-not-ready'],
    ['REJECTED', no, 'quote-not-ready'],
  ])('is refused of one that is %s [QUO-10, K7]', (_, quote, code) => {
    expect(() => accepted(quote, 'ord_2', NOW)).toThrow(expect.objectContaining({ code }));
  });
});

describe('a failed order', () => {
  test('makes its quote READY again at the same price while its time lasts [QUO-09, PAY-14]', () => {
    const again = reopened(order, 'ord_1', days(13));
    expect(again).toMatchObject({ status: 'READY', offer: ready.offer, version: 3 });
    expect(again?.orderId).toBeUndefined();
  });

  test('leaves it expired by the clock once its time is over, and for the sweep to end [QUO-09, QUO-10]', () => {
    const late = reopened(order, 'ord_1', days(14)) as Quote;
    expect(statusAt(late, days(14))).toBe('EXPIRED');
    expect(swept(late, days(14))).toMatchObject({ status: 'EXPIRED' });
  });

  test('changes nothing about a quote that is another order’s, or none’s [QUO-09]', () => {
    expect(reopened(order, 'ord_2', NOW)).toBeUndefined();
    for (const [status, quote] of all) if (status !== 'ACCEPTED') expect(reopened(quote, 'ord_1', NOW)).toBeUndefined();
  });
});

describe('a person', () => {
  test('offers what waits, at the suggested price or at another one, which then has no lines of the rules [QUO-04]', () => {
    expect(decided(pending, { status: 'READY' }, days(3))).toMatchObject({
      status: 'READY',
      offer: { price: money(1_500, 'EUR'), eta: '2026-12-03', expiresAt: days(17).toISOString() },
    });
    const other = decided(pending, { status: 'READY', price: money(2_000, 'EUR'), eta: '2026-12-09' }, NOW);
    expect(other.offer).toMatchObject({ price: money(2_000, 'EUR'), eta: '2026-12-09', byPerson: true });
  });

  test('offers until a moment of their own, in the future and within a year; a short offer reminds of nothing [QUO-04, QUO-10]', () => {
    const until = (at: Date) => decided(pending, { status: 'READY', expiresAt: at.toISOString() }, NOW);
    const short = until(days(1));
    expect(short.offer?.expiresAt).toBe(days(1).toISOString());
    expect(dueAt(short)).toBe(days(1).toISOString());
    expect(swept(short, new Date(days(1).getTime() - 1))).toBeUndefined();
    expect(swept(short, days(1))).toMatchObject({ status: 'EXPIRED' });
    expect(dueAt(until(days(30)))).toBe(days(28).toISOString());
    for (const at of [NOW, days(-1), days(366)]) {
      expect(() => until(at)).toThrow(expect.objectContaining({ code: 'expiry-not-possible' }));
    }
  });

  test('rejects what waits, and says why [QUO-08]', () => {
    expect(decided(pending, { status: 'REJECTED', reason: 'Too thin' }, NOW)).toMatchObject({
      status: 'REJECTED',
      reason: 'Too thin',
    });
  });

  test('has to name a price where there is none to suggest [QUO-04]', () => {
    const { price: _, ...reckoning } = pending.reckoning;
    expect(() => decided({ ...pending, reckoning }, { status: 'READY' }, NOW)).toThrow(
      expect.objectContaining({ code: 'price-needed' }),
    );
  });

  test.each(all.filter(([status]) => status !== 'PENDING_REVIEW'))(
    'decides nothing that is %s [QUO-10]',
    (status, quote) => {
      for (const decision of [{ status: 'READY' }, { status: 'REJECTED', reason: 'No' }] as const) {
        expect(() => decided(quote, decision, NOW)).toThrow(
          expect.objectContaining({ code: 'quote-not-open', members: { status } }),
        );
      }
    },
  );
});

describe('who asks', () => {
  test('may want a person to look at an offer, which is withdrawn with it [QUO-01]', () => {
    const asked = reviewAsked(ready, 'Please', NOW);
    expect(asked).toMatchObject({ status: 'PENDING_REVIEW', review: ['person-asked'], note: 'Please' });
    expect(asked.offer).toBeUndefined();
    expect(reviewAsked(pending, undefined, NOW).review).toEqual(['thin-walls', 'person-asked']);
  });

  test.each(all.filter(([status]) => !['READY', 'PENDING_REVIEW'].includes(status)))(
    'cannot have one looked at that is %s [QUO-10]',
    (_, quote) =>
      expect(() => reviewAsked(quote, undefined, NOW)).toThrow(expect.objectContaining({ code: 'quote-not-open' })),
  );

  test('may have an offer, or one that has expired, priced again: new price, new time, by today’s rules [QUO-10]', () => {
    const reckoning = { ...priced.reckoning, price: money(1_700, 'EUR') };
    for (const before of [ready, expired]) {
      expect(requoted({ ...before, warned: true }, { ...priced, rulesVersion: 4, reckoning }, days(20))).toMatchObject({
        status: 'READY',
        rulesVersion: 4,
        offer: { price: money(1_700, 'EUR'), expiresAt: days(34).toISOString() },
      });
    }
    expect(requoted({ ...ready, warned: true }, priced, NOW).warned).toBeUndefined();
  });

  test.each(all.filter(([status]) => !['READY', 'EXPIRED'].includes(status)))(
    'cannot have one priced again that is %s [QUO-10]',
    (_, quote) =>
      expect(() => requoted(quote, priced, NOW)).toThrow(expect.objectContaining({ code: 'quote-not-open' })),
  );
});

describe('the clock', () => {
  test('ends an offer by itself; nothing else ever expires [QUO-10]', () => {
    expect(statusAt(ready, days(13))).toBe('READY');
    expect(statusAt(ready, days(14))).toBe('EXPIRED');
    for (const quote of [pending, order, no]) expect(statusAt(quote, days(400))).toBe(quote.status);
  });

  test('reminds two days before the end, once, and then ends it [QUO-10, NTF-11]', () => {
    expect(swept(ready, days(11))).toBeUndefined();
    const reminded = swept(ready, days(12));
    expect(reminded).toMatchObject({ status: 'READY', warned: true, version: 2 });
    expect(swept(reminded as Quote, days(13))).toBeUndefined();
    expect(swept(reminded as Quote, days(14))).toMatchObject({ status: 'EXPIRED', version: 3 });
  });

  test('ends at once what nobody reminded of in time, and reminds of nothing that lasts two days only [QUO-10]', () => {
    expect(swept(ready, days(15))).toMatchObject({ status: 'EXPIRED' });
    const short = newQuote(about, { ...priced, days: 2 }, NOW);
    expect(dueAt(short)).toBe(short.offer?.expiresAt);
    // What staff offer for longer than the rules would is reminded of all the same.
    const asked = reviewAsked(short, undefined, NOW);
    const long = decided(asked, { status: 'READY', expiresAt: days(30).toISOString() }, NOW);
    expect(dueAt(long)).toBe(days(28).toISOString());
  });

  test('has nothing to do with what is no offer [QUO-10]', () => {
    for (const quote of [pending, order, no, expired]) expect(dueAt(quote)).toBeUndefined();
  });
});

test('a rejected file rejects what is open, and never an order [QUO-08]', () => {
  for (const quote of [ready, pending]) expect(rejected(quote, 'x', NOW).status).toBe('REJECTED');
  for (const quote of [order, no]) {
    expect(() => rejected(quote, 'x', NOW)).toThrow(expect.objectContaining({ code: 'quote-not-open' }));
  }
});
