import type { Availability } from '../inventory/contract.ts';
import { DomainError } from '../shared/domain-error.ts';
import { Stale } from '../shared/steps.ts';
import { putNew, type Write } from '../shared/store/store.ts';
import {
  CATEGORY_COUNT,
  type CardPlace,
  cardKey,
  departmentKey,
  productKey,
  productList,
  samePlace,
  skuKey,
} from './catalog-keys.ts';
import { type Product, skusOf } from './product.ts';
import type { Card } from './product-card.ts';

/** A SKU belongs to one product, because stock is counted by it. */
export class SkuTaken extends DomainError {
  override name = 'SkuTaken';
  constructor(sku: string) {
    super('conflict', 'sku-taken', `The SKU ${sku} belongs to another product.`);
  }
}

/** A product and its card, before and after; a withdrawn product has no card. */
export interface ProductChange {
  readonly before: Product | undefined;
  readonly after: Product;
  readonly cardBefore: Card | undefined;
  readonly card: Card | undefined;
}

/** The conditional writes on products and cards. All of them throw `Stale` when what they build on has changed. */
export const catalogWrites = (table: string) => {
  const stale = (what: string) => () => new Stale(`${what} changed in between`);

  const putCard = (card: Card, before: Card | undefined): Write => {
    const item = { schema: 1, ...card, ...cardKey(card) };
    if (!before) return putNew(table, item, stale(`The card of ${card.id}`));
    return { kind: 'put', table, item, ...unchanged(before.version), refused: stale(`The card of ${card.id}`) };
  };

  const dropCard = (card: Card): Write => ({
    kind: 'delete',
    table,
    key: cardKey(card),
    ...unchanged(card.version),
    refused: stale(`The card of ${card.id}`),
  });

  const putProduct = (after: Product, before: Product | undefined): Write => {
    const item = { schema: 1, ...after, ...productList(after.department, after.id), ...productKey(after.id) };
    if (!before) return putNew(table, item, stale(after.id));
    return { kind: 'put', table, item, ...unchanged(before.version), refused: stale(after.id) };
  };

  const claimSku = (sku: string, productId: string): Write => ({
    kind: 'put',
    table,
    item: { ...skuKey(sku), schema: 1, sku, productId },
    condition: 'attribute_not_exists(pk) OR productId = :product',
    values: { ':product': productId },
    refused: () => new SkuTaken(sku),
  });

  return {
    putCard,
    dropCard,

    /** Product, card, claims on SKUs and counts of categories. */
    saveProduct({ before, after, cardBefore, card }: ProductChange): Write[] {
      const skusBefore = before ? skusOf(before) : [];
      const skus = skusOf(after);
      const stays = card && cardBefore && samePlace(card, cardBefore);
      return [
        putProduct(after, before),
        ...skus.filter((sku) => !skusBefore.includes(sku)).map((sku) => claimSku(sku, after.id)),
        ...skusBefore
          .filter((sku) => !skus.includes(sku))
          .map((sku): Write => ({ kind: 'delete', table, key: skuKey(sku) })),
        ...(card ? [putCard(card, stays ? cardBefore : undefined)] : []),
        ...(cardBefore && !stays ? [dropCard(cardBefore)] : []),
        ...countCategories(table, before?.active ? before : undefined, after.active ? after : undefined),
      ];
    },

    setAvailability: (card: Card, availability: Availability): Write => ({
      kind: 'update',
      table,
      key: cardKey(card),
      update: 'SET availability = :availability, #version = #version + :one',
      ...unchanged(card.version, { ':availability': availability, ':one': 1 }),
      refused: stale(`The card of ${card.id}`),
    }),
  };
};
export type CatalogWrites = ReturnType<typeof catalogWrites>;

const unchanged = (version: number, values: Readonly<Record<string, unknown>> = {}) => ({
  condition: '#version = :version',
  names: { '#version': 'version' },
  values: { ':version': version, ...values },
});

/** A transaction may touch a department once, so both moves within one become one update. */
function countCategories(table: string, from: CardPlace | undefined, to: CardPlace | undefined): Write[] {
  if (from?.department === to?.department && from?.category === to?.category) return [];
  const moves = [...(from ? [{ ...from, delta: -1 }] : []), ...(to ? [{ ...to, delta: 1 }] : [])];
  return [...Map.groupBy(moves, ({ department }) => department)].map(([department, of]) => ({
    kind: 'update',
    table,
    key: departmentKey(department),
    update: `SET department = :department, #schema = :one${of
      .map((_, index) => `, #count${index} = if_not_exists(#count${index}, :zero) + :delta${index}`)
      .join('')}`,
    names: {
      '#schema': 'schema',
      ...Object.fromEntries(of.map(({ category }, index) => [`#count${index}`, `${CATEGORY_COUNT}${category}`])),
    },
    values: {
      ':department': department,
      ':one': 1,
      ':zero': 0,
      ...Object.fromEntries(of.map(({ delta }, index) => [`:delta${index}`, delta])),
    },
  }));
}
