import { catalogCards } from '../../functions/catalog/cards.dynamodb.ts';
import { DEPARTMENTS } from '../../functions/catalog/departments.ts';
import { keepTold } from '../../functions/catalog/keep-told.ts';
import { type Product, productOf } from '../../functions/catalog/product.ts';
import { type Card, cardOf } from '../../functions/catalog/product-card.ts';
import { catalogReads } from '../../functions/catalog/reads.ts';
import { rebuildCards } from '../../functions/catalog/rebuild-cards.ts';
import { refreshCards } from '../../functions/catalog/refresh-cards.ts';
import { saveProduct } from '../../functions/catalog/save-product.ts';
import type { ProductDraft } from '../../functions/catalog/shapes.ts';
import type { Told } from '../../functions/catalog/told.ts';
import { catalogWrites } from '../../functions/catalog/writes.ts';
import { inventoryReads } from '../../functions/inventory/reads.ts';
import { inventoryWrites } from '../../functions/inventory/writes.ts';
import { reviewsReads } from '../../functions/reviews/reads.ts';
import { derivedId } from '../../functions/shared/ids.ts';
import { money } from '../../functions/shared/money.ts';
import { asOperator } from '../../local/as-operator.ts';
import { type MemoryStore, memoryStore } from './simulation/memory-store.ts';

export const now = new Date('2026-11-21T12:00:00.000Z');
export const idOf = (name: string): string => derivedId('prd', [name]);

/** A draft of one product with one variant, but for what the test is about. */
export const draftOf = (slug: string, changes: Partial<ProductDraft> = {}): ProductDraft => ({
  slug,
  kind: 'stock',
  department: 'home',
  category: 'vases',
  tags: [],
  status: 'ACTIVE',
  texts: { en: { name: slug, description: 'For tests' } },
  taxClass: 'standard',
  variants: [variantOf(slug.toUpperCase())],
  ...changes,
});

export const variantOf = (sku: string, cents = 1_000) => ({
  sku,
  name: { en: sku },
  price: money(cents, 'EUR'),
  options: {},
});

export const cardFor = (slug: string, changes: Partial<ProductDraft> = {}, available = 100): Card => {
  const product = productOf(idOf(slug), draftOf(slug, changes), undefined, now);
  const pools = product.variants.map(({ sku }) => ({ sku, available }));
  return cardOf(product, pools, undefined);
};

/** The catalog's use cases over tables in memory. */
export function catalogInMemory(store: MemoryStore = memoryStore()) {
  const catalog = { reads: catalogReads('catalog'), writes: catalogWrites('catalog') };
  const inventory = inventoryReads('inventory');
  const pools = inventoryWrites('inventory');
  const reviews = reviewsReads('reviews');
  const clock = { now: () => now };
  const cards = () => store.items('catalog').filter(({ pk }) => String(pk).startsWith('CARDS#')) as unknown as Card[];
  const departments = {
    async *productIds(department: string) {
      for (const item of store.items('catalog')) {
        if (String(item['pk']).startsWith('PRODUCT#') && item['department'] === department) yield String(item['id']);
      }
    },
    async *cards(department: string) {
      yield* cards().filter((card) => card.department === department);
    },
  };
  const save = saveProduct({ store, catalog, inventory, clock });
  const keep = keepTold({ store, catalog, inventory });
  return {
    store,
    catalog,
    inventory,
    reviews,
    cards,
    save: (id: string, draft: ProductDraft) =>
      asOperator(() => save(id, (before, at) => productOf(id, draft, before, at))),
    put: (id: string, change: (before: Product) => Product) =>
      save(id, (before) => {
        if (!before) throw new Error(`There is no ${id}`);
        return { ...change(before), version: before.version + 1 };
      }),
    refresh: refreshCards({ store, catalog, inventory }),
    rate: (sums: Told & { readonly count: number; readonly sum: number }) => keep('rating', sums),
    rebuild: rebuildCards({ store, catalog, inventory, reviews, departments, cards: catalogCards(store, 'catalog') }),
    open: (sku: string, units: number) => store.write(pools.openPool(sku, units, now)),
    move: (sku: string, delta: number) =>
      store.write({
        kind: 'update',
        table: 'inventory',
        key: { pk: `POOL#${sku}#0`, sk: 'META' },
        update: 'SET available = available + :delta',
        values: { ':delta': delta },
      }),
    categories: async () => {
      const [found] = await store.readTogether([catalog.reads.departments()]);
      return found;
    },
  };
}

/** What GET /categories has to answer for these products, counted anew. */
export const categoriesOf = (products: readonly ProductDraft[]) =>
  DEPARTMENTS.flatMap((department) => {
    const listed = products.filter((product) => product.status === 'ACTIVE' && product.department === department);
    const categories = [...new Set(listed.map(({ category }) => category))].sort();
    return categories.length > 0 ? [{ department, categories }] : [];
  });
