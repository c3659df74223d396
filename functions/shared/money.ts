import * as z from 'zod';

/** The currencies of ISO 4217 that are money today, as the runtime's CLDR has them, and XXX, which stands for none. */
const CURRENCIES: ReadonlySet<string> = new Set([...Intl.supportedValuesOf('currency'), 'XXX']);

/** A currency that somebody names. */
export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .refine((code) => CURRENCIES.has(code), 'no currency of ISO 4217')
  .meta({ description: 'ISO 4217', examples: ['EUR'] });

/** An amount in minor units (cents) of one currency. Never a float, never without its currency. */
export const Money = z
  .object({
    amount: z
      .int()
      .min(0)
      .meta({ description: 'Minor units, e.g. cents', examples: [1999] }),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .meta({ description: 'ISO 4217', examples: ['EUR'] }),
  })
  .meta({ id: 'Money' });
export type Money = z.infer<typeof Money>;

/** An amount that somebody sends. Ours are not looked up in the list: what was recorded stays readable when a currency ends. */
export const MoneySent = z.strictObject({ ...Money.shape, currency: Currency });

export class CurrencyMismatch extends Error {
  override name = 'CurrencyMismatch';
}

export const money = (amount: number, currency: string): Money => {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`Not an amount of minor units: ${amount}`);
  return { amount, currency };
};

export const plus = (a: Money, b: Money): Money => money(a.amount + sameCurrency(a, b).amount, a.currency);

export const minus = (a: Money, b: Money): Money => money(a.amount - sameCurrency(a, b).amount, a.currency);

export const times = (a: Money, quantity: number): Money => money(a.amount * quantity, a.currency);

export const sum = (amounts: readonly Money[], currency: string): Money => amounts.reduce(plus, money(0, currency));

export const equals = (a: Money, b: Money): boolean => a.amount === b.amount && a.currency === b.currency;

/**
 * The tax contained in a gross amount: round-half-up(gross · r / (100 + r)), the rate in percent (19, 7, 5.5).
 * Rates have at most two decimals, so the sum is done in integers of a hundredth of a percent.
 */
export function taxIncluded(gross: Money, ratePercent: number): Money {
  const rate = BigInt(Math.round(ratePercent * 100));
  const numerator = BigInt(gross.amount) * rate;
  const denominator = 10_000n + rate;
  return money(Number((2n * numerator + denominator) / (2n * denominator)), gross.currency);
}

function sameCurrency(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new CurrencyMismatch(`${a.currency} and ${b.currency} do not add up`);
  return b;
}
