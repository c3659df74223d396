import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatsFor } from '../../../functions/notifications/formats.ts';
import { money } from '../../../functions/shared/money.ts';

const plain = (text: string) => text.replace(/\s/g, ' ');

test.each([
  ['en-GB', '€1,234.50'],
  ['de-DE', '1.234,50 €'],
  ['fr-FR', '1 234,50 €'],
])('money is written as the language %s writes it', (language, written) => {
  expect(plain(formatsFor(language).money(money(123_450, 'EUR')))).toBe(written);
});

test('a currency has as many decimals as its minor unit says: yen none, dinars three', () => {
  const { money: write } = formatsFor('en-GB');
  expect(write(money(1_999, 'JPY'))).toMatch(/1,999$/);
  expect(write(money(1_999, 'KWD'))).toMatch(/1\.999$/);
});

test.each(['en-GB', 'de-DE', 'fr-FR'])('no amount loses or gains a cent on paper (%s)', (language) => {
  const { money: write } = formatsFor(language);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (cents) => {
      expect(Number(write(money(cents, 'EUR')).replace(/\D/g, ''))).toBe(cents);
    }),
  );
});

describe('times', () => {
  const lateEvening = new Date('2026-11-21T23:30:00.000Z');

  test.each([
    ['en-GB', '21 November 2026'],
    ['de-DE', '21. November 2026'],
    ['fr-FR', '21 novembre 2026'],
  ])('are told in UTC, wherever the function runs (%s)', (language, day) => {
    const formats = formatsFor(language);
    expect(formats.day(lateEvening)).toBe(day);
    expect(formats.minute(lateEvening)).toMatch(new RegExp(`^${day}.*23:30 UTC$`));
  });
});

test('an address leaves out what it does not have', () => {
  const address = { name: 'Ada', line1: 'Gasse 1', city: 'Wien', postalCode: '1080', country: 'AT' };
  expect(formatsFor('de-DE').address(address)).toEqual(['Ada', 'Gasse 1', '1080 Wien', 'Österreich']);
});
