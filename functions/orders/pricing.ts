/**
 * What an order costs. Prices include tax; the total is lines plus shipping, and the tax says how much of that total is
 * tax, by the rates of the country it is delivered to. Shipping is taxed at the standard rate.
 */

import type { ChosenPrint } from '../catalog/contract.ts';
import { type Money, money, plus, sum, taxIncluded, times } from '../shared/money.ts';
import type { CatalogPrintLine, OrderLine, QuotedLine, StockLine } from './order.ts';

/** Percent by country and tax class. */
export type TaxRates = Readonly<Record<string, Readonly<Record<TaxClass, number>>>>;
export type TaxClass = 'standard' | 'reduced';
/** Minor units by country; a country that is not listed is not served. */
export type ShippingRates = Readonly<Record<string, number>>;

export interface PricedProduct {
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly priceVersion: number;
  readonly taxClass: TaxClass;
  /** What was chosen of a print, and what a piece of it takes of the workshop. */
  readonly print?: PrintedPiece;
}

/** A piece of a catalog print. */
export interface PrintedPiece {
  readonly config: ChosenPrint;
  readonly grams: number;
  readonly minutes: number;
}

export interface Totals {
  readonly lines: readonly OrderLine[];
  readonly subtotal: Money;
  readonly shippingCost: Money;
  readonly tax: Money;
  readonly total: Money;
}

/** What an order is priced by: the tables of the stage. */
interface Tables {
  readonly taxRates: TaxRates;
  readonly shippingRates: ShippingRates;
  readonly currency: string;
}

/** A line before it has its place in an order, and its tax class. */
type Unplaced<L extends OrderLine> = Omit<L, 'lineId' | 'taxRate'> & { readonly taxClass: TaxClass };

/** A line of an order that has no place in it yet. */
type UnplacedLine = Unplaced<StockLine> | Unplaced<QuotedLine> | Unplaced<CatalogPrintLine>;

/** A quote as it is ordered. */
export type QuotedItem = Unplaced<QuotedLine>;

/**
 * In: what is bought, where it goes, the tables of the stage. Out: lines and totals in minor units, or nothing for a
 * country that is not served.
 */
export const priceOrder = (
  bought: readonly (PricedProduct | QuotedItem)[],
  country: string,
  tables: Tables,
): Totals | undefined =>
  totalsOf(
    bought.map((item) => ('quoteId' in item ? item : productLine(item))),
    country,
    tables,
  );

const SECONDS_PER_MINUTE = 60;

/** The line of a product: units of stock, or pieces to be printed with what all of them take of the workshop. */
function productLine({ print, ...product }: PricedProduct): UnplacedLine {
  const line = { ...product, lineTotal: times(product.unitPrice, product.quantity) };
  if (!print) return { kind: 'stock', ...line };
  const { config, grams, minutes } = print;
  const job = {
    material: config.material,
    seconds: Math.ceil(minutes * SECONDS_PER_MINUTE * product.quantity),
    grams: Math.ceil(grams * product.quantity),
    rush: false,
  };
  return { kind: 'print', ...line, config, job };
}

/**
 * In: lines with their totals, where they go, the tables of the stage. Out: the totals of an order of them, or nothing for a country
 * that is not served. Tax is round-half-up(gross · r / (100 + r)) once per rate over the whole order (api.md, money rules), so
 * that it does not depend on how the order is split into lines.
 */
export function totalsOf(unplaced: readonly UnplacedLine[], country: string, tables: Tables): Totals | undefined {
  const rates = tables.taxRates[country];
  const shipping = tables.shippingRates[country];
  if (!rates || shipping === undefined) return undefined;
  const lines = unplaced.map(
    ({ taxClass, ...line }, index): OrderLine => ({ lineId: `line-${index + 1}`, ...line, taxRate: rates[taxClass] }),
  );
  const shippingCost = money(shipping, tables.currency);
  const subtotal = sum(
    lines.map((line) => line.lineTotal),
    tables.currency,
  );
  return {
    lines,
    subtotal,
    shippingCost,
    tax: taxOf([...lines, { lineTotal: shippingCost, taxRate: rates.standard }], tables.currency),
    total: plus(subtotal, shippingCost),
  };
}

function taxOf(parts: readonly { readonly lineTotal: Money; readonly taxRate: number }[], currency: string): Money {
  const byRate = Map.groupBy(parts, (part) => part.taxRate);
  return sum(
    [...byRate].map(([rate, group]) =>
      taxIncluded(
        sum(
          group.map((part) => part.lineTotal),
          currency,
        ),
        rate,
      ),
    ),
    currency,
  );
}
