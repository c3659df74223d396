import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEPARTMENTS } from '../../../../functions/catalog/departments.ts';
import { type Product, productOf } from '../../../../functions/catalog/product.ts';
import { OptionNames, PRODUCT_STATUSES, ProductDraft } from '../../../../functions/catalog/shapes.ts';
import { guarded, price, unguarded } from '../../../../functions/catalog/sheets/cells.ts';
import { csvLine, csvRecords } from '../../../../functions/catalog/sheets/csv.ts';
import { COLUMNS, layoutIn } from '../../../../functions/catalog/sheets/layout.ts';
import { productsIn, surveyOf } from '../../../../functions/catalog/sheets/product-sheet.ts';
import { productFile } from '../../../../functions/catalog/sheets/write-export.ts';
import { newId } from '../../../../functions/shared/ids.ts';
import { draftOf, idOf, now, variantOf } from '../../../support/catalog.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const drain = async <T>(things: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const thing of things) all.push(thing);
  return all;
};
const read = async (text: string | Uint8Array) => {
  const records = await drain(csvRecords(typeof text === 'string' ? bytesOf(text) : text));
  return records.map(({ cells }) => cells);
};
const layout = layoutIn('EUR');

/** Pieces that files of this kind stumble over. */
const piece = fc.oneof(
  fc.constantFrom(
    '=SUM(A1)',
    '+1',
    '-1',
    '@x',
    "'",
    "'=",
    '"',
    '""',
    ';',
    ',',
    '|',
    '\\',
    '\\e',
    'ü',
    'ß',
    '表',
    '😀',
    '=',
    'x',
  ),
  fc.string({ maxLength: 8 }),
);
const written = (...more: string[]) =>
  fc
    .array(fc.oneof(piece, ...more.map((one) => fc.constant(one))), { minLength: 1, maxLength: 6 })
    .map((all) => all.join(''));
const slug = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}$/);
const word = fc.oneof(piece, fc.stringMatching(/^[a-z]{1,8}$/)).map((text) => text.slice(0, 40));
const text = fc.record(
  { name: written(), description: written('\n', '\r\n'), keywords: fc.array(written(), { maxLength: 3 }) },
  { requiredKeys: ['name', 'description'] },
);
const side = fc.double({ min: 1e-9, max: 1e12, noNaN: true });
const size = fc.record({ x: side, y: side, z: side });
const words = fc.array(word, { maxLength: 3 });
const variant = fc.record(
  {
    name: fc.record({ en: written(), de: written(), fr: written() }, { requiredKeys: ['en'] }),
    price: fc.record({ amount: fc.nat(999_999_999), currency: fc.constant('EUR') }),
    options: fc.record(Object.fromEntries(OptionNames.map((name) => [name, word])), { requiredKeys: [] }),
    imageId: fc.constant(newId('img')),
    dimensionsMm: size,
    weightG: fc.double({ min: 0.001, max: 1_000_000, noNaN: true }),
    print: fc.record({
      grams: fc.double({ min: 0.001, max: 100_000, noNaN: true }),
      minutes: fc.double({ min: 0.001, max: 100_000, noNaN: true }),
    }),
  },
  { requiredKeys: ['name', 'price', 'options'] },
);
/** Drafts as the catalog takes them: what the schema refuses is none, and what it trims is trimmed. */
const draft = fc
  .record({
    slug,
    kind: fc.constantFrom('stock', 'print', 'ticket'),
    department: fc.constantFrom(...DEPARTMENTS),
    category: slug,
    tags: fc.array(slug, { maxLength: 4 }),
    status: fc.constantFrom(...PRODUCT_STATUSES),
    texts: fc.record({ en: text, de: text, fr: text }, { requiredKeys: ['en'] }),
    taxClass: fc.constantFrom('standard', 'reduced'),
    variants: fc.array(variant, { minLength: 1, maxLength: 4 }),
    configuration: fc.record({
      material: words,
      finish: words,
      colour: words,
      buildVolumesMm: fc.array(size, { maxLength: 2 }),
    }),
  })
  .map(({ configuration, ...rest }) =>
    ProductDraft.safeParse({
      ...rest,
      variants: rest.variants.map(({ print, ...one }, index) => ({
        ...one,
        sku: `SKU-${index}`,
        ...(print && rest.kind === 'print' ? { print } : {}),
      })),
      ...(rest.kind === 'print' ? { configuration } : {}),
    }),
  )
  .filter(({ success }) => success)
  .map(({ data }) => data as ProductDraft);

/** A list that is empty and one that is not there are the same to a file. */
const tidied = (product: unknown): unknown =>
  JSON.parse(
    JSON.stringify(product, (key, value) =>
      ['keywords', 'buildVolumesMm'].includes(key) && Array.isArray(value) && value.length === 0 ? undefined : value,
    ).replaceAll(/"(de|fr)":\{\},?/g, ''),
  );

async function* inTurn<T>(...things: T[]) {
  yield* things;
}

describe('a file of products', () => {
  test('that was exported tells of the very same products: quotes, line breaks, separators, formulas, umlauts [ADM-02]', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(draft, { maxLength: 4, selector: (one) => one.slug }), async (drafts) => {
        const products: Product[] = drafts.map((one) => productOf(idOf(one.slug), one, undefined, now));
        const file = await productFile(inTurn(...products), 'EUR');
        const found = await drain(productsIn(file, 1));
        const again = found.map(({ rows }) => layout.draftOf(rows));
        expect(again.map((one) => tidied('draft' in one ? one.draft : one))).toEqual(drafts.map(tidied));
        for (const [index, one] of again.entries()) {
          expect('draft' in one && layout.same(one.draft, drafts[index] as ProductDraft)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('has no cell that a spreadsheet computes, and gives back each as it was [ADM-02]', () => {
    fc.assert(
      fc.property(written('\t', '\r', '＝'), (cell) => {
        expect(guarded(cell)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
        expect(unguarded(guarded(cell))).toBe(cell);
      }),
    );
    expect(['=1', "'=1", "'quoted'", 'a=1'].map(guarded)).toEqual(["'=1", "''=1", "'quoted'", 'a=1']);
  });

  test('is read with commas or semicolons, either line end, with a mark at its beginning or without [ADM-02]', async () => {
    const wanted = [
      ['slug', 'price'],
      ['ä "b"', '1,5;0'],
      [' c\nd ', ''],
    ];
    for (const separator of [',', ';']) {
      for (const end of ['\n', '\r\n']) {
        for (const mark of ['', '\uFEFF']) {
          const rows = [
            ['slug', 'price'],
            ['"ä ""b"""', '"1,5;0"'],
            ['" c\nd "', ''],
          ];
          expect(await read(mark + rows.map((row) => row.join(separator)).join(end) + end)).toEqual(wanted);
        }
      }
    }
  });

  test('gives back whatever cells were written [ADM-02]', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(written('\n', '\r\n', '\t'), { minLength: 2, maxLength: 5 }), { maxLength: 5 }),
        async (rows) => {
          const file = csvLine(['a', 'b', 'c']) + rows.map(csvLine).join('');
          expect((await read(file)).slice(1)).toEqual(rows);
        },
      ),
    );
  });

  test.each([
    ['is not UTF-8', new Uint8Array([0x61, 0x0a, 0xe4, 0x0a]), /not in UTF-8/],
    ['does not close a quote', bytesOf('slug\n"vase\nlamp\n'), /^Row 2 cannot be read/],
    ['has a quote in the middle', bytesOf('slug\nva"se\n'), /^Row 2 cannot be read/],
    ['is empty', new Uint8Array(), /is empty/],
    ['lacks a column', bytesOf(`${COLUMNS.filter((one) => one !== 'price').join(';')}\n`), /has no price/],
    ['has one too many', bytesOf(`${COLUMNS.join(',')},colour\n`), /unknown columns: colour/],
    ['names a column twice', bytesOf(`${COLUMNS.join(',')},slug\n`), /names twice: slug/],
    [
      'has a row as long as a book',
      bytesOf(`${COLUMNS.join(',')}\n"${'a'.repeat(200_000)}"\n`),
      /^Row 2 cannot be read/,
    ],
  ])('that %s is refused with what to do [ADM-02]', async (_, file, message) => {
    await expect(surveyOf(file)).rejects.toThrow(message);
  });
});

describe('a price in a file', () => {
  test('is minor units exactly, in both directions, for currencies with two, three and no digits [CAT-07]', () => {
    fc.assert(
      fc.property(fc.nat({ max: 999_999_999_999 }), fc.constantFrom('EUR', 'KWD', 'JPY'), (amount, currency) => {
        const form = price(currency);
        expect(form.read(form.write(amount))).toBe(amount);
      }),
    );
    expect(['12.50', '12,5', '12', '0.07', ' 3.00 '].map(price('EUR').read)).toEqual([1_250, 1_250, 1_200, 7, 300]);
  });

  test.each(['12.505', '1,250', '1.250,00', '-1', '1e3', '€ 5', '.5', '12.', '１２'])(
    'is not guessed from %j',
    (cell) => {
      expect(() => price('EUR').read(cell)).toThrow('Write it like 12.50.');
    },
  );
});

describe('rows of a product', () => {
  const cellsOf = (changes: Partial<ProductDraft> = {}) => layout.rowsOf(draftOf('vase', changes));
  const errorsOf = (rows: readonly Record<string, string>[]) => {
    const result = layout.draftOf(rows.map((cells, index) => ({ row: index + 2, cells })));
    return 'errors' in result ? result.errors : [];
  };

  test.each([
    ['price', 'free', 'Write it like 12.50.'],
    ['price', '', 'It is empty and has to be filled.'],
    ['name_en', ' ', 'It is empty and has to be filled.'],
    ['kind', 'vase', 'Write one of stock, print, ticket.'],
    ['slug', 'The Vase', 'It has to be different: small letters and digits, words joined by hyphens.'],
    ['sku', 'lower', 'It has to be different: capital letters, digits and hyphens.'],
    ['sku', 'MAT-PLA', /MAT- begins the SKUs of materials/],
    ['name_de', 'x'.repeat(121), 'It has more than 120 characters.'],
    ['options', 'taste=sweet', /^Write it like size=m/],
    ['options', 'size=m|size=l', 'It says size twice.'],
    ['dimensionsMm', '10x20', /like 110x112x240/],
    ['weightG', 'heavy', 'Write it like 640.'],
    ['weightG', '0', 'It has to be more than 0.'],
    ['tags', 'Big One', /small letters/],
    ['materials', 'pla', 'Only prints have it.'],
  ])('name the column %s where it says %j [ADM-02]', (column, cell, message) => {
    const errors = errorsOf([{ ...cellsOf()[0], [column]: cell }]);
    expect(errors).toMatchObject([{ row: 2, column, message: expect.stringMatching(message) }]);
  });

  test('may leave out or repeat what the first one says, and not contradict it [ADM-02]', () => {
    const [first, second] = cellsOf({ variants: [variantOf('AA'), variantOf('BB')] }) as [
      Record<string, string>,
      Record<string, string>,
    ];
    expect(second['name_en']).toBe('');
    expect(errorsOf([first, second])).toEqual([]);
    expect(errorsOf([first, { ...second, name_en: first['name_en'] ?? '' }])).toEqual([]);
    expect(errorsOf([first, { ...second, name_en: 'Lamp' }])).toMatchObject([{ row: 3, column: 'name_en' }]);
    expect(errorsOf([first, { ...second, sku: 'AA' }])).toMatchObject([{ row: 2, column: 'sku' }]);
    expect(errorsOf([first, { ...second, price: 'x', sku: '' }])).toMatchObject([
      { row: 3, column: 'sku' },
      { row: 3, column: 'price' },
    ]);
  });
});
