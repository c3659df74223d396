/** The one layout of product files: their columns, and what each of them says of a product. */
import { isDeepStrictEqual } from 'node:util';
import type * as z from 'zod';
import { OptionNames, ProductDraft } from '../shapes.ts';
import { type AnyForm, box, boxes, list, number, pairs, price, text, WrongCell, word } from './cells.ts';

interface ColumnRule {
  /** Where its value lies in a product, or in a variant of it. */
  readonly path: readonly string[];
  readonly about: 'product' | 'variant';
  readonly form: AnyForm;
  /** Whether a product without it is none. */
  readonly needed?: true;
}

const LANGUAGES = ['en', 'de', 'fr'] as const;

const texts = (name: 'name' | 'description' | 'keywords', form: AnyForm) =>
  Object.fromEntries(
    LANGUAGES.map((language) => [
      `${name}_${language}`,
      {
        path: ['texts', language, name],
        about: 'product',
        form,
        ...(language === 'en' && name !== 'keywords' ? { needed: true } : {}),
      } satisfies ColumnRule,
    ]),
  );

const needed = (path: string, form: AnyForm = word): ColumnRule => ({
  path: [path],
  about: 'product',
  form,
  needed: true,
});
const chosen = (path: string, form: AnyForm = list): ColumnRule => ({
  path: ['configuration', path],
  about: 'product',
  form,
});
const variant = (path: readonly string[], form: AnyForm): ColumnRule => ({ path, about: 'variant', form });

const rulesIn = (currency: string): ReadonlyMap<string, ColumnRule> =>
  new Map<string, ColumnRule>(
    Object.entries({
      slug: needed('slug'),
      kind: needed('kind'),
      department: needed('department'),
      category: needed('category'),
      tags: { path: ['tags'], about: 'product', form: list },
      status: needed('status'),
      ...texts('name', text),
      ...texts('description', text),
      ...texts('keywords', list),
      taxClass: needed('taxClass'),
      materials: chosen('material'),
      finishes: chosen('finish'),
      colours: chosen('colour'),
      buildVolumesMm: chosen('buildVolumesMm', boxes),
      sku: { ...variant(['sku'], word), needed: true },
      variant_name_en: { ...variant(['name', 'en'], text), needed: true },
      variant_name_de: variant(['name', 'de'], text),
      variant_name_fr: variant(['name', 'fr'], text),
      price: { ...variant(['price', 'amount'], price(currency)), needed: true },
      options: variant(['options'], pairs(OptionNames)),
      imageId: variant(['imageId'], word),
      dimensionsMm: variant(['dimensionsMm'], box),
      weightG: variant(['weightG'], number('640')),
      printGrams: variant(['print', 'grams'], number('85')),
      printMinutes: variant(['print', 'minutes'], number('240')),
    } satisfies Record<string, ColumnRule>),
  );

/** The columns of a file, in the order in which they are written. Which currency the prices are in makes no difference. */
export const COLUMNS: readonly string[] = [...rulesIn('EUR').keys()];

/** The cells of one row by their columns. */
export type Cells = Readonly<Record<string, string>>;

/** A row of a file. */
export interface SheetRow {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  readonly cells: Cells;
}

/** What is wrong with a row, in a sentence for the one who wrote it. */
export interface RowError {
  readonly row: number;
  readonly column: string;
  readonly message: string;
}

/** The layout for a shop that sells in this currency. */
export function layoutIn(currency: string) {
  const rules = [...rulesIn(currency)].map(([column, rule]) => ({ column, ...rule }));
  const productRules = rules.filter(({ about }) => about === 'product');

  /** What a product looks like in a file: a row for each variant, what is said of the product in the first one. */
  const rowsOf = (product: ProductDraft): Cells[] =>
    product.variants.map((own, index) =>
      Object.fromEntries(
        rules.map(({ column, about, path, form }) => {
          const value = valueAt(about === 'variant' ? own : product, path);
          const left = about === 'product' && index > 0 && column !== 'slug';
          return [column, value === undefined || left ? '' : form.write(value as never)];
        }),
      ),
    );

  return {
    rowsOf,

    /** Whether a file says the same of both. */
    same: (a: ProductDraft, b: ProductDraft): boolean => isDeepStrictEqual(rowsOf(a), rowsOf(b)),

    /**
     * The product that these rows tell of, or what is wrong with them. In: all rows of one slug, at least one. What a later row
     * leaves empty is as the first one says; it may repeat it, and may not contradict it.
     */
    draftOf(rows: readonly SheetRow[]): { readonly draft: ProductDraft } | { readonly errors: RowError[] } {
      const errors: RowError[] = [];
      const [first] = rows;
      if (!first) throw new Error('A product has rows');
      const isPrint = first.cells['kind']?.trim() === 'print';
      const put = (target: object, rule: (typeof rules)[number], { row, cells }: SheetRow): void => {
        const { column, path, form } = rule;
        const cell = cells[column] ?? '';
        if (cell.trim() === '') {
          if (rule.needed) errors.push({ row, column, message: 'It is empty and has to be filled.' });
          return;
        }
        if (path[0] === 'configuration' && !isPrint) {
          errors.push({ row, column, message: 'Only prints have it.' });
          return;
        }
        try {
          setAt(target, path, form.read(cell));
        } catch (error) {
          if (!(error instanceof WrongCell)) throw error;
          errors.push({ row, column, message: error.message });
        }
      };
      const product = {
        tags: [],
        texts: {},
        ...(isPrint ? { configuration: { material: [], finish: [], colour: [] } } : {}),
      };
      for (const rule of productRules) put(product, rule, first);
      for (const { row, cells } of rows.slice(1)) {
        for (const { column } of productRules) {
          const cell = cells[column] ?? '';
          if (cell !== '' && cell !== first.cells[column] && column !== 'slug')
            errors.push({
              row,
              column,
              message: `It says something else than row ${first.row}, which is about the same product.`,
            });
        }
      }
      const variants = rows.map((row) => {
        const own = { options: {}, price: { currency } };
        for (const rule of rules) if (rule.about === 'variant') put(own, rule, row);
        return own;
      });
      if (errors.length > 0) return { errors };
      const parsed = ProductDraft.safeParse({ ...product, variants });
      if (parsed.success) return { draft: parsed.data };
      return {
        errors: parsed.error.issues.map((issue) => ({ ...placeOf(issue.path, rows), message: plain(issue) })),
      };
    },

    /** Where in the file something lies. In: its path in a product, the product's rows. */
    placeOf,
  };

  function placeOf(
    path: readonly PropertyKey[],
    rows: readonly SheetRow[],
  ): { readonly row: number; readonly column: string } {
    const first = rows[0]?.row ?? 0;
    const [part, index, ...rest] = path.map(String);
    if (part === 'variants' && index !== undefined) {
      const column = rules.find((rule) => rule.about === 'variant' && beginsWith(rest, rule.path))?.column;
      return { row: rows[Number(index)]?.row ?? first, column: column ?? (rest[0] === 'price' ? 'price' : 'sku') };
    }
    if (part === 'variants') return { row: first, column: 'sku' };
    const column = productRules.find((rule) => beginsWith(path.map(String), rule.path))?.column;
    return { row: first, column: column ?? (part === 'configuration' ? 'kind' : 'slug') };
  }
}

const beginsWith = (path: readonly string[], start: readonly string[]): boolean =>
  start.every((part, index) => path[index] === part);

const valueAt = (from: object, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], from);

function setAt(target: object, path: readonly string[], value: unknown): void {
  const [part = '', ...rest] = path;
  const within = target as Record<string, unknown>;
  if (rest.length === 0) within[part] = value;
  else setAt((within[part] ??= {}), rest, value);
}

/** What a schema found, as a sentence. */
function plain(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `Write one of ${issue.values.map(String).join(', ')}.`;
    case 'too_big':
      return `It has more than ${String(issue.maximum)}${issue.origin === 'string' ? ' characters' : ''}.`;
    case 'too_small':
      return issue.origin === 'string'
        ? 'It is empty and has to be filled.'
        : `It has to be more than ${String(issue.minimum)}.`;
    default:
      return `It has to be different: ${issue.message}.`;
  }
}
