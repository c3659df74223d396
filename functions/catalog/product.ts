import type { Configuration, Department, ProductImage, ProductKind, TaxClass, Variant } from './contract.ts';

/** Something that the shop offers, in one or more variants, each with a SKU and a price. */
export interface Product {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly kind: ProductKind;
  readonly department: Department;
  readonly category: string;
  readonly description: string;
  readonly taxClass: TaxClass;
  /** What is not on sale keeps its item, for orders that name it, and has no card. */
  readonly active: boolean;
  readonly variants: readonly Variant[];
  readonly images: readonly ProductImage[];
  readonly configuration?: Configuration;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
}
