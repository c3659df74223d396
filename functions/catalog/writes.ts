import { DomainError } from '../shared/domain-error.ts';
import { announced, recordFact } from '../shared/events/facts.ts';
import { deleteItem, replaceItem, Stale, updateItem } from '../shared/store/optimistic.ts';
import { listEntry } from '../shared/store/sharded-list.ts';
import { putNew, type Write } from '../shared/store/store.ts';
import {
  CATEGORY_COUNT,
  type CardPlace,
  cardKey,
  companionsKey,
  countedKey,
  demandKey,
  departmentKey,
  productKey,
  productList,
  relatedKey,
  samePlace,
  shelfKey,
  skuKey,
  slugKey,
  statusList,
  toldKey,
  trendingList,
} from './catalog-keys.ts';
import { ProductChanged } from './contract.ts';
import { companionsIn, periodOf, type Signal, weightOf, withOrder } from './demand.ts';
import { isOnSale, type Product, skusOf } from './product.ts';
import { type Card, pictureOf, type Shelf } from './product-card.ts';
import {
  type ProductCompanions,
  storedCard,
  storedCompanions,
  storedCounted,
  storedDemand,
  storedDepartment,
  storedProduct,
  storedRelated,
  storedShelf,
  storedSku,
  storedSlug,
  storedTold,
  sumOf,
} from './reads.ts';
import type { Related } from './related.ts';
import type { Told, ToldName } from './told.ts';

/** A SKU belongs to one product, because stock is counted by it. */
export class SkuTaken extends DomainError {
  override name = 'SkuTaken';
  readonly sku: string;
  constructor(sku: string) {
    super('conflict', 'sku-taken', `The SKU ${sku} belongs to another product.`);
    this.sku = sku;
  }
}

/** A slug leads to one product, also after that product was given another one: links go on leading where they led. */
export class SlugTaken extends DomainError {
  override name = 'SlugTaken';
  constructor(slug: string) {
    super('conflict', 'slug-taken', `The slug ${slug} belongs to another product, or belonged to it before.`);
  }
}

/** A product and its card, before and after; a product that is not on sale has no card. */
export interface ProductChange {
  readonly before: Product | undefined;
  readonly after: Product;
  readonly cardBefore: Card | undefined;
  readonly card: Card | undefined;
  readonly shelfBefore: Shelf | undefined;
  readonly shelf: Shelf;
  readonly now: Date;
}

/** An order as it counts for one of its products. */
export interface DemandForProduct {
  readonly productId: string;
  readonly signal: Signal;
  /** The order or the cart. */
  readonly source: string;
  /** What else was in it. */
  readonly others: readonly string[];
  readonly before: ProductCompanions | undefined;
  readonly at: Date;
}

/** Seconds for which it is remembered what was counted: longer than a message can come again. */
const COUNTED_SECONDS = 30 * 24 * 3_600;

/** The conditional writes on products and cards. All of them throw `Stale` when what they build on has changed. */
export const catalogWrites = (table: string) => {
  const putCard = (card: Card, before: Card | undefined): Write =>
    replaceItem(
      { table, item: storedCard.encode(card, { ...cardKey(card), ...trendingList(card.trend, card.id) }) },
      before,
    );

  const putShelf = (shelf: Shelf, before: Shelf | undefined): Write =>
    replaceItem({ table, item: storedShelf.encode(shelf, shelfKey(shelf.productId)) }, before);

  const dropCard = (card: Card): Write => deleteItem({ table, key: cardKey(card) }, card);

  const putProduct = (after: Product, before: Product | undefined): Write =>
    replaceItem(
      {
        table,
        item: storedProduct.encode(after, {
          ...productKey(after.id),
          ...productList(after.department, after.id),
          ...listEntry(statusList(after.status), after.createdAt, after.id),
        }),
      },
      before,
    );

  const claimSku = (sku: string, productId: string): Write => ({
    kind: 'put',
    table,
    item: storedSku.encode({ sku, productId }, skuKey(sku)),
    condition: 'attribute_not_exists(pk) OR productId = :product',
    values: { ':product': productId },
    refused: () => new SkuTaken(sku),
  });

  const claimSlug = ({ slug, id }: Product): Write => ({
    kind: 'put',
    table,
    item: storedSlug.encode({ slug, productId: id }, slugKey(slug)),
    condition: 'attribute_not_exists(pk) OR productId = :product',
    values: { ':product': id },
    refused: () => new SlugTaken(slug),
  });

  const recordChange = ({ id, status, version }: Product, now: Date): Write =>
    recordFact({
      table,
      partition: productKey(id).pk,
      subject: id,
      sequence: version,
      now,
      draft: announced(ProductChanged, { productId: id, status, version }, { key: `changed#${version}` }),
    });

  return {
    putCard,
    dropCard,
    putShelf,

    /** Product, card, shelf, the fact, claims on slug and SKUs and counts of categories. An earlier slug stays claimed. */
    saveProduct({ before, after, cardBefore, card, shelfBefore, shelf, now }: ProductChange): Write[] {
      const skusBefore = before ? skusOf(before) : [];
      const skus = skusOf(after);
      const stays = card && cardBefore && samePlace(card, cardBefore);
      return [
        putProduct(after, before),
        putShelf(shelf, shelfBefore),
        recordChange(after, now),
        claimSlug(after),
        ...skus.filter((sku) => !skusBefore.includes(sku)).map((sku) => claimSku(sku, after.id)),
        ...skusBefore
          .filter((sku) => !skus.includes(sku))
          .map((sku): Write => ({ kind: 'delete', table, key: skuKey(sku) })),
        ...(card ? [putCard(card, stays ? cardBefore : undefined)] : []),
        ...(cardBefore && !stays ? [dropCard(cardBefore)] : []),
        ...countCategories(table, before && isOnSale(before) ? before : undefined, isOnSale(after) ? after : undefined),
      ];
    },

    /** A product with another picture, the fact, and the picture that stands for it on its card, where it has one. */
    addImage({
      before,
      after,
      card,
      now,
    }: Pick<ProductChange, 'after' | 'card' | 'now'> & { before: Product }): Write[] {
      return [
        putProduct(after, before),
        recordChange(after, now),
        ...(card ? [updateItem({ table, key: cardKey(card) }, card, { set: pictureOf(after.images) })] : []),
      ];
    },

    /** What a card shows of what is counted elsewhere. */
    showOnCard: (card: Card, shown: Pick<Card, 'availability' | 'trend' | ToldName>): Write =>
      updateItem({ table, key: cardKey(card) }, card, { set: { ...shown, ...trendingList(shown.trend, card.id) } }),

    /** Counts an order or a cart for a product, once, and what was bought together with it. */
    countDemand({ productId, signal, source, others, before, at }: DemandForProduct): Write[] {
      const own = periodOf(at);
      // An order may be told late, and after one of the next period.
      const period = Math.max(own, before?.period ?? own);
      const kept = before ? companionsIn(before.companions, before.period, period) : [];
      const companions = withOrder(kept, others, weightOf(at, signal, period));
      const version = (before?.version ?? 0) + 1;
      return [
        putNew(
          table,
          storedCounted.encode(
            { productId, source },
            { ...countedKey(productId, source), ttl: Math.floor(at.getTime() / 1000) + COUNTED_SECONDS },
          ),
          () => new Stale(`${source} was counted in between`),
        ),
        {
          kind: 'update',
          table,
          key: demandKey(productId),
          update:
            'SET productId = :product, #schema = :schema, #sum = if_not_exists(#sum, :zero) + :weight, orders = if_not_exists(orders, :zero) + :one',
          names: { '#schema': 'schema', '#sum': sumOf(own) },
          values: {
            ':product': productId,
            ':schema': storedDemand.version,
            ':zero': 0,
            ':weight': weightOf(at, signal),
            ':one': signal === 'order' ? 1 : 0,
          },
        },
        ...(others.length === 0
          ? []
          : [
              replaceItem(
                {
                  table,
                  item: storedCompanions.encode({ productId, companions, period, version }, companionsKey(productId)),
                },
                before,
              ),
            ]),
      ];
    },

    putRelated: (related: Related, before: Related | undefined): Write =>
      replaceItem({ table, item: storedRelated.encode(related, relatedKey(related.productId)) }, before),

    putTold: (name: ToldName, told: Told, before: Told | undefined): Write =>
      replaceItem({ table, item: storedTold.encode(told, toldKey(told.productId, name)) }, before),
  };
};
export type CatalogWrites = ReturnType<typeof catalogWrites>;

/** A transaction may touch a department once, so both moves within one become one update. */
function countCategories(table: string, from: CardPlace | undefined, to: CardPlace | undefined): Write[] {
  if (from?.department === to?.department && from?.category === to?.category) return [];
  const moves = [...(from ? [{ ...from, delta: -1 }] : []), ...(to ? [{ ...to, delta: 1 }] : [])];
  return [...Map.groupBy(moves, ({ department }) => department)].map(([department, changes]) => ({
    kind: 'update',
    table,
    key: departmentKey(department),
    update: `SET department = :department, #schema = :schema${changes
      .map((_, index) => `, #count${index} = if_not_exists(#count${index}, :zero) + :delta${index}`)
      .join('')}`,
    names: {
      '#schema': 'schema',
      ...Object.fromEntries(changes.map(({ category }, index) => [`#count${index}`, `${CATEGORY_COUNT}${category}`])),
    },
    values: {
      ':department': department,
      ':schema': storedDepartment.version,
      ':zero': 0,
      ...Object.fromEntries(changes.map(({ delta }, index) => [`:delta${index}`, delta])),
    },
  }));
}
