import type { Locale } from '../shared/http/shapes.ts';
import { inLanguage } from './localized.ts';
import { lowestPrice30d } from './price-history.ts';
import { type Product, textsIn } from './product.ts';
import { cheapestOf, type Shelf } from './product-card.ts';
import type { ProductDto } from './shapes.ts';

/** What a customer of a language is told of a product. In: its shelf, nothing where there is none; when. */
export function productDto(
  product: Product,
  { shelf, locale, now }: { readonly shelf: Shelf | undefined; readonly locale: Locale; readonly now: Date },
): ProductDto {
  const { id, slug, kind, department, category, tags, images, configuration } = product;
  const { name, description } = textsIn(product.texts, locale);
  const lowest = (sku: string) => {
    const found = lowestPrice30d(
      product.prices.filter((entry) => entry.sku === sku),
      now,
    );
    return found ? { lowestPrice30d: found } : {};
  };
  return {
    id,
    slug,
    name,
    kind,
    department,
    category,
    tags,
    description,
    variants: product.variants.map(({ imageId, name: variantName, options, ...variant }) => {
      const image = images.find((one) => one.id === imageId);
      return {
        ...variant,
        name: inLanguage(variantName, locale),
        options: Object.fromEntries(
          Object.entries(options).flatMap(([option, value]) => (value === undefined ? [] : [[option, value]])),
        ),
        ...lowest(variant.sku),
        ...(image ? { imageUrl: image.url } : {}),
        ...availabilityOn(shelf, variant.sku),
      };
    }),
    ...lowest(cheapestOf(product).sku),
    images: images.map((image) => ({ ...image, alt: inLanguage(image.alt, locale) })),
    ...(configuration ? { configuration } : {}),
    createdAt: product.createdAt,
    updatedAt: product.updatedAt,
    version: product.version,
  };
}

function availabilityOn(shelf: Shelf | undefined, sku: string) {
  const availability = shelf?.variants[sku];
  return availability ? { availability } : {};
}
