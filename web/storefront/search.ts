/** What addresses of pages may say behind the question mark; anything else is left out. */
import { DEPARTMENTS, type Department, SORTS, type Sort } from '../shop/shelves.ts';

type Search = Record<string, unknown>;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;
/** Two decimals at most, and no more digits than a price has. */
const AMOUNT = /^\d{1,7}(\.\d{1,2})?$/;
const amount = (value: unknown): number | undefined => (AMOUNT.test(String(value)) ? Number(value) : undefined);
const truthy = (value: unknown): true | undefined => (value === true || value === 'true' ? true : undefined);

/** Where to go after signing in: a path of these pages, and nothing else. */
const pathOf = (value: unknown): string | undefined => {
  const path = text(value);
  return path?.startsWith('/') && !path.startsWith('//') ? path : undefined;
};

/** What the address of a listing may say; prices in units of the currency. */
export interface BrowseSearch {
  readonly q?: string | undefined;
  readonly sort?: Sort | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly stock?: true | undefined;
}

/** Characters of a search that the API takes. */
const LONGEST = 200;

export function browseSearch(search: Search): BrowseSearch {
  const [min, max] = [amount(search['min']), amount(search['max'])];
  const swapped = min !== undefined && max !== undefined && min > max;
  return {
    q: text(search['q'])?.slice(0, LONGEST).trim() || undefined,
    sort: SORTS.find((sort) => sort === search['sort']),
    min: swapped ? max : min,
    max: swapped ? min : max,
    stock: truthy(search['stock']),
  };
}

/** A department by its name in the address. */
export const departmentOf = (name: string | undefined): Department | undefined =>
  DEPARTMENTS.find((department) => department === name);

export const skuSearch = (search: Search): { sku?: string | undefined } => ({ sku: text(search['sku']) });

export const nextSearch = (search: Search): { next?: string | undefined; ended?: true | undefined } => ({
  next: pathOf(search['next']),
  ended: truthy(search['ended']),
});

export const tokenSearch = (search: Search): { token?: string | undefined } => ({ token: text(search['token']) });

/** An upload by its id. */
export const fileSearch = (search: Search): { file?: string | undefined } => ({ file: text(search['file']) });
