import { type Configuration, type Department, ProductDraft } from '../../functions/catalog/contract.ts';
import { money } from '../../functions/shared/money.ts';

export interface SeedProduct {
  readonly draft: ProductDraft;
  /** Units of each SKU that the shop opens with; prints have none, because they are made when ordered. */
  readonly stock: Readonly<Record<string, number>>;
}

/** What the SKU adds to the product's own name, what the variant is called, cents, units, what sets it apart. */
export type VariantLine = readonly [
  suffix: string,
  name: string,
  cents: number,
  units: number,
  options?: Readonly<Record<string, string>>,
];

/** Slug, name, description, variants. */
export type ProductLine = readonly [slug: string, name: string, description: string, ...variants: VariantLine[]];

interface Shelf {
  readonly department: Department;
  readonly kind: ProductDraft['kind'];
  readonly category: string;
  readonly taxClass?: ProductDraft['taxClass'];
  readonly configuration?: Configuration;
}

/** The products of one category, checked like any other product. */
export const shelf = (of: Shelf, lines: readonly ProductLine[]): SeedProduct[] =>
  lines.map(([slug, name, description, ...variants]) => {
    const skuOf = (suffix: string) => [slug.toUpperCase(), suffix].filter((part) => part !== '').join('-');
    const draft = ProductDraft.parse({
      taxClass: 'standard',
      ...of,
      slug,
      name,
      description,
      active: true,
      images: [],
      variants: variants.map(([suffix, variant, cents, , options = {}]) => ({
        sku: skuOf(suffix),
        name: variant,
        price: money(cents, 'EUR'),
        options,
      })),
    });
    const pools = variants.map(([suffix, , , units]) => [skuOf(suffix), units] as const);
    return { draft, stock: of.kind === 'print' ? {} : Object.fromEntries(pools) };
  });
