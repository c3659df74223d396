import { cartIdOf, lineOf, type Owner, presentCart } from '../../../functions/cart/cart.ts';
import { cartWrites } from '../../../functions/cart/writes.ts';
import { catalogCards } from '../../../functions/catalog/cards.dynamodb.ts';
import { companionsKey } from '../../../functions/catalog/catalog-keys.ts';
import { type Product, pooledSkus, productOf } from '../../../functions/catalog/product.ts';
import { cardOf, onShelf } from '../../../functions/catalog/product-card.ts';
import { catalogReads, storedCompanions } from '../../../functions/catalog/reads.ts';
import { relateProduct } from '../../../functions/catalog/relate-product.ts';
import { documentOf } from '../../../functions/catalog/search/collect-documents.ts';
import type { SearchDocument, SearchTexts } from '../../../functions/catalog/search/search-document.ts';
import type { ProductDraft } from '../../../functions/catalog/shapes.ts';
import { catalogWrites } from '../../../functions/catalog/writes.ts';
import { inventoryWrites } from '../../../functions/inventory/writes.ts';
import { asOperator } from '../../../local/as-operator.ts';
import { idOf } from '../../support/catalog.ts';
import type { MemoryStore } from '../../support/simulation/memory-store.ts';
import { generateProducts } from '../search/products.ts';

const UNITS = 100;
/** Lines of the carts. */
const LINES = 5;
/** Not expired whenever this runs, and as long in every run: a number takes fewer bytes where it ends in zeros. */
const CARTS_FILLED = new Date('2100-01-01T00:00:01.000Z');
/** What is shown beside a product. */
const COMPANIONS = 6;

/** What the pages of a shop are asked for: the same things, however many others there are. */
export interface Asked {
  readonly product: Product;
  /** Not in a cart yet. */
  readonly wanted: Product;
}

const draftOf = ({ slug, kind, department, category, price, tags, texts }: SearchDocument): ProductDraft => {
  const inWords = ({ name, description, labels }: SearchTexts) => ({ name, description, keywords: [...labels] });
  const { en, de = en, fr = en } = texts;
  return {
    slug,
    kind,
    department,
    category,
    tags: [...tags],
    status: 'ACTIVE',
    texts: { en: inWords(en), de: inWords(de), fr: inWords(fr) },
    taxClass: 'standard',
    variants: [{ sku: slug.toUpperCase(), name: { en: en.name }, price, options: {} }],
  };
};

/**
 * Fills tables as the shop's own writes would: products with cards and stock, of the product that is asked for what goes with
 * it, and a cart of each owner. In: how many products; whether all of each is stored, or the card alone, which is all that a
 * search reads. Out: what to ask for, and every product as the search knows it.
 */
export async function fillShop(
  store: MemoryStore,
  {
    products,
    whole,
    owners,
  }: { readonly products: number; readonly whole: boolean; readonly owners: readonly Owner[] },
): Promise<Asked & { readonly documents: readonly SearchDocument[] }> {
  const catalog = { reads: catalogReads('catalog'), writes: catalogWrites('catalog') };
  const pools = inventoryWrites('inventory');
  const documents: SearchDocument[] = [];
  const stocked: Product[] = [];
  for (const { document } of generateProducts(products)) {
    const now = new Date(document.createdAt);
    const after = productOf(idOf(document.slug), draftOf(document), undefined, now);
    const skus = pooledSkus(after);
    const stock = skus.map((sku) => ({ sku, available: UNITS }));
    const card = cardOf(after, stock, undefined);
    const shelf = { productId: after.id, variants: onShelf(after, stock), version: 1 };
    documents.push(documentOf(after, card, { popularity: document.popularity, related: [] }));
    if (after.kind === 'stock' && stocked.length <= Math.max(LINES, COMPANIONS)) stocked.push(after);
    await (whole
      ? asOperator(() =>
          store.commit([
            ...catalog.writes.saveProduct({
              before: undefined,
              after,
              cardBefore: undefined,
              card,
              shelfBefore: undefined,
              shelf,
              now,
            }),
            ...skus.flatMap((sku) => [pools.openPool(sku, UNITS, now), pools.listPool(sku)]),
          ]),
        )
      : store.write(catalog.writes.putCard(card, undefined)));
  }
  const [product, ...others] = stocked;
  const wanted = others.at(-1);
  if (!product || !wanted) throw new Error('A shop needs some products of stock');
  const productId = product.id;
  const companions = others.slice(0, COMPANIONS).map((one, index) => ({ productId: one.id, sum: index + 1 }));
  if (whole) {
    const item = storedCompanions.encode({ productId, companions, period: 0, version: 1 }, companionsKey(productId));
    await store.write({ kind: 'put', table: 'catalog', item });
    await relateProduct({ store, catalog, cards: catalogCards(store, 'catalog') })(productId);
    const [[beside]] = await store.readTogether([catalog.reads.related([productId])]);
    const own = documents.findIndex(({ id }) => id === productId);
    const document = documents[own];
    if (document) documents[own] = { ...document, related: beside?.places.map(({ id }) => id) ?? [] };
  }
  const lines = stocked.slice(0, LINES).map(({ id, texts, variants: [variant] }) => {
    if (!variant) throw new Error(`${id} has no variant`);
    const { sku, price } = variant;
    return lineOf({ productId: id, sku, name: texts.en.name, unitPrice: price }, 1);
  });
  for (const owner of owners) {
    const empty = presentCart(undefined, cartIdOf(owner), CARTS_FILLED);
    await asOperator(() => store.commit(cartWrites('cart').change(empty, lines, owner.kind, CARTS_FILLED)));
  }
  return { product, wanted, documents };
}
