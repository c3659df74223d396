import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { bandName, bandOf } from '../../../../functions/catalog/search/columns.ts';
import type { Snapshot } from '../../../../functions/catalog/search/product-search.ts';
import {
  FACETS,
  type FacetName,
  SEARCH_SORTS,
  type SearchFilters,
  type SearchPage,
  type SearchPosition,
  type SearchRequest,
  SearchUnavailable,
} from '../../../../functions/catalog/search/product-search.ts';
import { ratingKey } from '../../../../functions/catalog/search/ranking.ts';
import type { SearchDocument, SearchTexts } from '../../../../functions/catalog/search/search-document.ts';
import { openSnapshot } from '../../../../functions/catalog/search/snapshot-reader.sqlite.ts';
import { writeSnapshot } from '../../../../functions/catalog/search/snapshot-writer.sqlite.ts';
import { knownTargets } from '../../../prove/search/known-targets.ts';
import { generateProducts } from '../../../prove/search/products.ts';
import { recallOf } from '../../../prove/search/recall.ts';

const folder = mkdtempSync(join(tmpdir(), 'search-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
const nextFile = () => join(folder, `${++files}.sqlite`);
const snapshotOf = (documents: Iterable<SearchDocument>): Snapshot => {
  const file = nextFile();
  writeSnapshot(documents, file);
  return openSnapshot(file);
};
/** Opens a snapshot for as long as something is asked of it. */
const asking = <T>(documents: Iterable<SearchDocument>, ask: (snapshot: Snapshot) => T): T => {
  const snapshot = snapshotOf(documents);
  try {
    return ask(snapshot);
  } finally {
    snapshot.close();
  }
};

const says = (name: string, description = '', labels: readonly string[] = []): SearchTexts => ({
  name,
  description,
  labels,
});
const product = (
  id: string,
  texts: SearchDocument['texts'] | SearchTexts,
  more: Partial<SearchDocument> = {},
): SearchDocument => ({
  id,
  slug: id,
  kind: 'stock',
  department: 'home',
  category: 'vases',
  price: { amount: 1_000, currency: 'EUR' },
  rating: { average: 0, count: 0 },
  availability: 'in-stock',
  imageUrl: null,
  createdAt: '2026-11-01T00:00:00.000Z',
  popularity: 0,
  tags: [],
  related: [],
  texts: 'en' in texts ? texts : { en: texts },
  ...more,
});

const request = (more: Partial<SearchRequest>): SearchRequest => ({
  locale: 'en',
  filters: {},
  sort: 'relevance',
  limit: 20,
  ...more,
});
const idsOf = ({ items }: SearchPage) => items.map(({ id }) => id);
const finds = (snapshot: Snapshot, text: string, locale: SearchRequest['locale'] = 'en') =>
  idsOf(snapshot.search(request({ text, locale })));

/** All pages from a position on, each asked for behind the one before. */
function walk({ search }: Snapshot, asked: SearchRequest): string[] {
  const ids: string[] = [];
  let position: SearchPosition | undefined = asked.position;
  do {
    const page: SearchPage = search({ ...asked, position });
    ids.push(...idsOf(page));
    if (ids.length > 1_000) throw new Error('The pages do not end');
    position = page.next;
  } while (position);
  return ids;
}

// Words of three letters stand for nothing but themselves, and none begins another.
const WORDS = ['oak', 'elm', 'ash', 'fig', 'bay', 'yew'];
const anyWords = fc.array(fc.constantFrom(...WORDS), { maxLength: 5 });
const anyTexts = fc.record({
  name: anyWords.map((words) => words.join(' ')),
  description: anyWords.map((words) => words.join(', ')),
  labels: anyWords,
});
const anyProduct = fc
  .record({
    department: fc.constantFrom('home', 'workshop', 'prints'),
    category: fc.constantFrom('vases', 'lamps', 'tools'),
    kind: fc.constantFrom('stock', 'print', 'ticket'),
    price: fc.integer({ min: 1, max: 8 }).map((euros) => ({ amount: euros * 900, currency: 'EUR' as const })),
    availability: fc.constantFrom('in-stock', 'low', 'sold-out', 'made-to-order'),
    rating: fc.record({ average: fc.integer({ min: 1, max: 5 }), count: fc.nat(40) }),
    popularity: fc.nat(5),
    createdAt: fc.integer({ min: 1, max: 9 }).map((day) => `2026-11-0${day}T00:00:00.000Z`),
    tags: fc.uniqueArray(fc.constantFrom('gift', 'small', 'light'), { maxLength: 3 }),
    texts: anyTexts,
  })
  .map(({ texts, ...more }) => product('', texts, more as Partial<SearchDocument>));
const anyProducts = fc
  .uniqueArray(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 40 })
  .chain((numbers) => fc.tuple(...numbers.map((number) => anyProduct.map((one) => ({ ...one, id: `prd_${number}` })))));
const allFilters: fc.Arbitrary<SearchFilters> = fc.record({
  department: fc.constantFrom('home', 'workshop', 'prints', 'events'),
  category: fc.constantFrom('vases', 'lamps', 'tools', 'none'),
  kind: fc.constantFrom('stock', 'print', 'ticket'),
  priceMin: fc.nat(5_000),
  priceMax: fc.nat(8_000),
  inStock: fc.boolean(),
  tags: fc.subarray(['gift', 'small', 'light', 'none'], { minLength: 1 }),
});
const FILTERS = ['department', 'category', 'kind', 'priceMin', 'priceMax', 'inStock', 'tags'] as const;
/** Few at once: many leave nothing to look at. */
const anyFilters: fc.Arbitrary<SearchFilters> = fc
  .tuple(allFilters, fc.subarray([...FILTERS], { maxLength: 3 }))
  .map(([filters, names]) => Object.fromEntries(names.map((name) => [name, filters[name]])));
const anySort = fc.constantFrom(...SEARCH_SORTS);

const valuesOf = (one: SearchDocument): Record<FacetName, string[]> => ({
  department: [one.department],
  category: [one.category],
  kind: [one.kind],
  price: [bandName(bandOf(one.price.amount))],
  inStock: [String(one.availability !== 'sold-out')],
  tags: [...one.tags],
});

/** Whether a product passes the filters, but for those of one facet. */
const passes = (one: SearchDocument, filters: SearchFilters, but?: FacetName): boolean => {
  const { priceMin = 0, priceMax = Number.POSITIVE_INFINITY, inStock, tags } = filters;
  const named = (['department', 'category', 'kind'] as const).every(
    (facet) => facet === but || filters[facet] === undefined || filters[facet] === one[facet],
  );
  return (
    named &&
    (but === 'price' || (one.price.amount >= priceMin && one.price.amount <= priceMax)) &&
    (but === 'inStock' || inStock === undefined || inStock === (one.availability !== 'sold-out')) &&
    (but === 'tags' || !tags || tags.some((tag) => one.tags.includes(tag)))
  );
};
const hasWords = ({ texts: { en } }: SearchDocument, words: readonly string[]): boolean => {
  const own = new Set(`${en.name} ${en.labels.join(' ')} ${en.description}`.split(/[ ,]+/));
  return words.every((word) => own.has(word));
};
const keyOf: Record<Exclude<SearchRequest['sort'], 'relevance'>, (one: SearchDocument) => number> = {
  price: (one) => -one.price.amount,
  '-price': (one) => one.price.amount,
  newest: (one) => Date.parse(one.createdAt),
  rating: (one) => ratingKey(one.rating),
  popularity: (one) => one.popularity,
};

describe('what is found', () => {
  test('equals a look at every product: words, filters, facets, total and order [SRC-01, SRC-02, SRC-03]', () => {
    const words = fc.uniqueArray(fc.constantFrom(...WORDS), { maxLength: 3 });
    fc.assert(
      fc.property(anyProducts, words, anyFilters, anySort, (products, words, filters, sort) => {
        const matching = products.filter((one) => hasWords(one, words));
        // Where nothing has all words, some are dropped: other tests say which.
        fc.pre(matching.length > 0);
        const page = asking(products, ({ search }) =>
          search(request({ text: words.join(' '), filters, sort, limit: 100 })),
        );
        const passing = matching.filter((one) => passes(one, filters));
        expect(page.total).toBe(passing.length);
        for (const facet of FACETS) {
          const counted = matching.filter((one) => passes(one, filters, facet)).flatMap((one) => valuesOf(one)[facet]);
          const counts = [...Map.groupBy(counted, (value) => value)].map(([value, all]) => ({
            value,
            count: all.length,
          }));
          expect(page.facets[facet]).toEqual(counts.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)));
        }
        const byId = passing.toSorted((a, b) => (a.id < b.id ? -1 : 1));
        const key = sort === 'relevance' ? undefined : keyOf[sort];
        if (key) expect(idsOf(page)).toEqual(byId.toSorted((a, b) => key(b) - key(a)).map(({ id }) => id));
        else expect(idsOf(page).toSorted()).toEqual(byId.map(({ id }) => id));
        expect(page.suggestion).toBeUndefined();
      }),
      { numRuns: 150 },
    );
  });

  test('is shown as cards, in the language of the caller and else in English [SRC-01]', () => {
    const rated = { rating: { average: 4.5, count: 2 }, imageUrl: '/media/a.webp' };
    const vase = product('prd_1', { en: says('Tall vase'), de: says('Hohe Vase') }, rated);
    asking([vase], ({ search }) => {
      expect(search(request({ text: 'hohe', locale: 'de' })).items).toEqual([
        {
          id: 'prd_1',
          slug: 'prd_1',
          name: 'Hohe Vase',
          kind: 'stock',
          department: 'home',
          category: 'vases',
          price: { amount: 1_000, currency: 'EUR' },
          availability: 'in-stock',
          ...rated,
        },
      ]);
      expect(search(request({ text: 'tall', locale: 'fr' })).items[0]?.name).toBe('Tall vase');
      expect(search(request({ text: 'hohe', locale: 'fr' })).total).toBe(0);
    });
  });

  test('is everything where there is no text, and nothing where the text has no word [SRC-01]', () => {
    asking([product('prd_1', says('Vase'))], (snapshot) => {
      expect(finds(snapshot, ' ')).toEqual(['prd_1']);
      expect(finds(snapshot, '?!')).toEqual([]);
    });
  });

  test('is the last where a product comes twice, and nothing in a shop without products [SRC-01]', () => {
    const [old, fresh] = [product('prd_1', says('Vase')), product('prd_1', says('Lamp'))];
    asking([old, fresh], (snapshot) => {
      expect([finds(snapshot, 'lamp'), finds(snapshot, 'vase')]).toEqual([['prd_1'], []]);
    });
    asking([], ({ search }) => expect(search(request({ text: 'vase' })).total).toBe(0));
  });

  test('does not depend on what somebody types being a query of the database: nothing is refused [SRC-01]', () => {
    const operators = fc.constantFrom('"', '*', 'AND', 'OR', 'NOT', 'NEAR(', '^', ':', '-', '{name}', "'", ';', '\0');
    asking([product('prd_1', says('Vase and lamp or near'))], ({ search }) => {
      const parts = fc.array(fc.oneof(operators, fc.constantFrom('vase', 'lamp'), fc.string({ unit: 'grapheme' })));
      fc.assert(
        fc.property(parts, (typed) => {
          expect(search(request({ text: typed.join(' ') })).total).toBeLessThanOrEqual(1);
        }),
        { numRuns: 500 },
      );
    });
  });
});

describe('pages', () => {
  test('one behind the other are one long page, for each sort [SRC-02, SRC-03]', () => {
    const text = fc.constantFrom('', 'oak', 'oak elm', 'oa');
    fc.assert(
      fc.property(
        anyProducts,
        text,
        anyFilters,
        anySort,
        fc.integer({ min: 1, max: 7 }),
        (products, text, filters, sort, limit) => {
          asking(products, (snapshot) => {
            const asked = request({ text, filters, sort });
            const long = idsOf(snapshot.search({ ...asked, limit: 100 }));
            expect(walk(snapshot, { ...asked, limit })).toEqual(long);
            expect(idsOf(snapshot.search({ ...asked, limit, skip: 3 }))).toEqual(long.slice(3, 3 + limit));
          });
        },
      ),
      { numRuns: 100 },
    );
  });

  test('go on in the next snapshot: what stays is shown once, whatever comes and goes between [SRC-02, SRC-03]', () => {
    const sorts = fc.constantFrom(...SEARCH_SORTS.filter((sort) => sort !== 'relevance'));
    const limit = fc.integer({ min: 1, max: 7 });
    fc.assert(
      fc.property(
        anyProducts,
        anyProducts,
        sorts,
        limit,
        fc.infiniteStream(fc.boolean()),
        (before, others, sort, limit, stays) => {
          const asked = request({ sort, limit });
          const first = asking(before, ({ search }) => search(asked));
          const kept = before.filter(() => stays.next().value);
          const taken = new Set(before.map(({ id }) => id));
          const after = [...others.filter(({ id }) => !taken.has(id)), ...kept];
          const { next } = first;
          fc.pre(next !== undefined);
          const rest = asking(after, (snapshot) => walk(snapshot, { ...asked, position: next }));
          const shown = [...idsOf(first), ...rest].filter((id) => kept.some((one) => one.id === id));
          const all = kept.map(({ id }) => id).toSorted();
          // Of the first page, what has gone since is not there to be counted.
          expect(shown.toSorted()).toEqual(all);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('of relevance go on where their last product is now: its fit moves with every product that comes [SRC-02]', () => {
    const shop = Array.from({ length: 12 }, (_, index) =>
      product(`prd_${10 + index}`, says('Oak vase', 'oak '.repeat(1 + index))),
    );
    const comes = Array.from({ length: 30 }, (_, index) => product(`prd_${50 + index}`, says('Lamp', 'oakum and ash')));
    const asked = request({ text: 'oak vase', limit: 5 });
    const long = asking(shop, ({ search }) => idsOf(search({ ...asked, limit: 100 })));
    const first = asking(shop, ({ search }) => search(asked));
    const rest = asking([...shop, ...comes], (snapshot) => walk(snapshot, { ...asked, position: first.next }));
    expect([...idsOf(first), ...rest]).toEqual(long);
  });

  test('of another query, filter, sort or language are refused [SRC-02]', () => {
    const shop = ['prd_1', 'prd_2', 'prd_3'].map((id) => product(id, says('Oak vase')));
    asking(shop, ({ search }) => {
      const asked = request({ text: 'oak', limit: 1 });
      const { next } = search(asked);
      expect(next).toBeDefined();
      expect(search({ ...asked, text: 'OAK ', position: next }).items).toHaveLength(1);
      const others: Partial<SearchRequest>[] = [
        { text: 'vase' },
        { filters: { inStock: true } },
        { sort: 'price' },
        { locale: 'de' },
      ];
      for (const other of others) {
        expect(() => search({ ...asked, ...other, position: next })).toThrow(
          'This cursor does not belong to this list.',
        );
      }
    });
  });
});

describe('words', () => {
  const shop = [
    product('prd_lamp', { en: says('Table lamp', 'Socket included'), de: says('Tischlampe Grün', 'mit Fassung') }),
    product('prd_table', { en: says('Oak table'), de: says('Tisch', 'aus Eiche') }),
    product('prd_light', { en: says('Night light'), de: says('Lampe', 'für Müllers Nacht') }),
    product('prd_pen', { en: says('Filament pen', 'Draws at the table'), de: says('Stift', 'ohne Größe') }),
    product('prd_cafe', { en: says('Café sign', '', ['gastronomy']), fr: says('Œuvre de café') }),
  ];
  const ask = <T>(use: (snapshot: Snapshot) => T) => asking(shop, use);

  test.each([
    ['a word in any case, with or without its marks', 'CAFE', 'en', ['prd_cafe']],
    ['a ligature as two letters', 'oeuvre', 'fr', ['prd_cafe']],
    ['an umlaut without its dots', 'grun', 'de', ['prd_lamp']],
    ['an umlaut as two letters', 'gruen', 'de', ['prd_lamp']],
    ['what the last word begins', 'filament p', 'en', ['prd_pen']],
    ['what the last word begins, from two letters', 'fi', 'en', ['prd_pen']],
    ['a label', 'gastronomy', 'en', ['prd_cafe']],
    ['the parts of a compound, behind the word itself', 'lampe', 'de', ['prd_light', 'prd_lamp']],
    ['two words of what is one', 'tisch lampe', 'de', ['prd_lamp']],
    ['one word for what is two', 'tablelamp', 'en', ['prd_lamp']],
    ['a piece of a word', 'lament', 'en', ['prd_pen']],
    ['a word with a typing error', 'filamnet', 'en', ['prd_pen']],
    ['all words, not one of them', 'table oak', 'en', ['prd_table']],
  ] as const)('%s is found: %s [SRC-01]', (_, text, locale, ids) => {
    expect(ask((snapshot) => finds(snapshot, text, locale))).toEqual(ids);
  });

  test('in a name count more than those in a description, and what others bought decides between equals [SRC-03]', () => {
    expect(ask((snapshot) => finds(snapshot, 'table')).at(-1)).toBe('prd_pen');
    const bought = [0, 50, 900].map((popularity, index) => product(`prd_${index}`, says('Oak vase'), { popularity }));
    expect(asking(bought, (snapshot) => finds(snapshot, 'oak'))).toEqual(['prd_2', 'prd_1', 'prd_0']);
  });

  test.each([
    ['filamnet pen', 'en', 'filament pen'],
    ['tablelamp', 'en', 'table lamp'],
    ['Tischlmape grün', 'de', 'tischlampe grün'],
    ['grösse', 'de', undefined],
    ['nachtt mullers', 'de', 'nacht mullers'],
    // Both are right, and no product has both: the rarer one is dropped.
    ['table filament oak', 'en', 'table oak'],
    ['xyzzyx table', 'en', 'table'],
    ['table lamp', 'en', undefined],
    ['xyzzyx', 'en', undefined],
  ] as const)('where %s finds nothing as it is (%s), %s is suggested [SRC-01]', (text, locale, suggestion) => {
    const page = ask(({ search }) => search(request({ text, locale })));
    expect(page.suggestion).toBe(suggestion);
    expect(page.total > 0).toBe(text !== 'xyzzyx');
  });

  test('beyond the eighth are not looked at [SRC-01]', () => {
    expect(ask((snapshot) => finds(snapshot, `${'table '.repeat(8)}xyzzyx`))).toContain('prd_table');
  });
});

describe('known products', () => {
  test('are among the first twenty for 95 of 100 queries, in a shop of 1,000 products [SRC-01]', () => {
    const products = [...generateProducts(1_000)];
    const targets = knownTargets(products, 40);
    const { share } = asking(
      products.map(({ document }) => document),
      (snapshot) => recallOf(snapshot, targets),
    );
    for (const [kind, found] of Object.entries(share))
      expect({ kind, found: found >= 0.95 }).toEqual({ kind, found: true });
  });
});

describe('a search that cannot be', () => {
  class WithoutFullText extends DatabaseSync {
    override exec(sql: string): void {
      if (/fts5/i.test(sql)) throw new Error('no such module: fts5');
      super.exec(sql);
    }
  }
  const refused = (work: () => unknown): string => {
    try {
      work();
    } catch (error) {
      expect(error).toBeInstanceOf(SearchUnavailable);
      return (error as Error).message;
    }
    return 'not refused';
  };

  test('says that the runtime has no full text, so that lists fall back to cards [SRC-01]', () => {
    const file = nextFile();
    writeSnapshot([product('prd_1', says('Vase'))], file);
    const engine = { DatabaseSync: WithoutFullText };
    expect(refused(() => openSnapshot(file, engine))).toBe('The SQLite of this runtime has no FTS5');
    expect(refused(() => writeSnapshot([], nextFile(), engine))).toBe('The SQLite of this runtime has no FTS5');
  });

  test('says that a file is absent, no snapshot, cut short, or of another layout [SRC-01]', () => {
    expect(refused(() => openSnapshot(nextFile()))).toMatch(/^Cannot open /);
    const rubbish = nextFile();
    writeFileSync(rubbish, 'not a database '.repeat(500));
    expect(refused(() => openSnapshot(rubbish))).toMatch(/^(Cannot open|The file .* is no snapshot)/);
    const other = nextFile();
    writeSnapshot([], other);
    const database = new DatabaseSync(other);
    database.exec('UPDATE snapshot SET schema = 99');
    database.close();
    expect(refused(() => openSnapshot(other))).toMatch(/is no snapshot of layout 2$/);
  });
});
