import { derivedId } from '../../functions/shared/ids.ts';
import { eventProducts } from './events.ts';
import { homeProducts } from './home.ts';
import { printProducts } from './prints.ts';
import type { SeedProduct } from './product-lines.ts';
import { workshopProducts } from './workshop.ts';

/** Everything that a new shop sells. */
export const seedProductLines: readonly SeedProduct[] = [
  ...homeProducts,
  ...workshopProducts,
  ...printProducts,
  ...eventProducts,
];

/** The same in every shop, so that a demonstration can name a product. */
export const seedProductId = (slug: string): string => derivedId('prd', [slug]);

/** The product to demonstrate with: there is plenty of it. */
export const DEMO_PRODUCT = { id: seedProductId('twist-vase'), sku: 'TWIST-VASE-M' } as const;
