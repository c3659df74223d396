/** The shapes of the catalog: what a product is made of, as it is stored, as staff send it and as customers see it. */
import * as z from 'zod';
import { Availability, MATERIAL_PREFIX, Sku } from '../inventory/contract.ts';
import { positiveDecimal } from '../shared/http/decimal.ts';
import { line, Timestamp } from '../shared/http/shapes.ts';
import { idSchema } from '../shared/ids.ts';
import { Money, MoneySent } from '../shared/money.ts';
import { DEPARTMENTS } from './departments.ts';
import { localizedText, ProductTexts } from './product-texts.ts';
import { TOLD_SHAPE } from './told.ts';

export const Department = z.enum(DEPARTMENTS).meta({ id: 'Department' });
export type Department = z.infer<typeof Department>;

/** From stock, printed when ordered, or admission to something. */
export const ProductKind = z.enum(['stock', 'print', 'ticket']).meta({ id: 'ProductKind' });
export type ProductKind = z.infer<typeof ProductKind>;

/** A draft was never on sale, an active product is, a withdrawn one was. In the order in which staff see them. */
export const PRODUCT_STATUSES = ['DRAFT', 'ACTIVE', 'WITHDRAWN'] as const;
export const ProductStatus = z.enum(PRODUCT_STATUSES).meta({ id: 'ProductStatus' });
export type ProductStatus = z.infer<typeof ProductStatus>;

/** Which of a country's tax rates a product is sold at. */
export const TaxClass = z.enum(['standard', 'reduced']).meta({ id: 'TaxClass' });
export type TaxClass = z.infer<typeof TaxClass>;

const slug = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small letters and digits, words joined by hyphens');
export const Slug = slug.meta({ id: 'Slug', examples: ['twist-vase'] });
export const Category = slug.meta({ id: 'Category', examples: ['vases'] });
const Tag = slug.meta({ id: 'Tag', examples: ['watertight'] });

const side = positiveDecimal(1_000_000);

/** A box in millimetres: width, depth, height. */
export const SizeMm = z
  .strictObject({ x: side, y: side, z: side })
  .meta({ id: 'SizeMm', examples: [{ x: 110, y: 112, z: 240 }] });
export type SizeMm = z.infer<typeof SizeMm>;

const choice = z.string().max(40).optional();

/** What variants may differ in: a new one needs a name in each language, and a filter in the shop. */
const Options = z
  .strictObject({
    size: choice,
    colour: choice,
    diameter: choice,
    set: choice,
    scale: choice,
    guest: choice,
    days: choice,
    material: choice,
    finish: choice,
  })
  .meta({ description: 'What sets it apart, as ids', examples: [{ size: 'm' }] });
export const OptionNames: readonly string[] = Object.keys(Options.shape);

/** A variant as staff send and see it. */
export const VariantSpec = z.strictObject({
  sku: Sku,
  name: localizedText(line(80), { en: 'Medium', de: 'Mittel' }),
  price: MoneySent,
  options: Options,
  imageId: idSchema('img').optional().meta({ description: 'One of the images of the product' }),
  dimensionsMm: SizeMm.optional().meta({ description: 'As it stands in use' }),
  weightG: z
    .number()
    .positive()
    .max(1_000_000)
    .optional()
    .meta({ description: 'Grams, packed', examples: [640] }),
  print: z
    .strictObject({ grams: z.number().positive().max(100_000), minutes: z.number().positive().max(100_000) })
    .optional()
    .meta({ description: 'What a piece takes of the workshop: grams of material, minutes of a machine; prints alone' }),
});

const choices = (max: number) => z.array(z.string().max(40)).max(max);

const ConfigurationSpec = z.strictObject({
  material: choices(30),
  finish: choices(30),
  colour: choices(60),
  buildVolumesMm: z.array(SizeMm).max(10).optional(),
});

/** What a customer may choose of a print, as ids, and the machines that it may be made on. */
export const Configuration = z
  .object({
    material: z.array(z.string()),
    finish: z.array(z.string()),
    colour: z.array(z.string()),
    buildVolumesMm: z.array(SizeMm).optional().meta({ description: 'One piece fits into at least one of them' }),
  })
  .meta({ id: 'ProductConfiguration' });
export type Configuration = z.infer<typeof Configuration>;

const chosenOption = z.string().min(1).max(40);

/** What a customer chooses of a catalog print; what is left out is the first one that its product has. */
export const PrintChoice = z
  .strictObject({ material: chosenOption, finish: chosenOption.optional(), colour: chosenOption.optional() })
  .meta({ id: 'PrintChoice', examples: [{ material: 'pla', colour: 'coral' }] });
export type PrintChoice = z.infer<typeof PrintChoice>;

/** Everything chosen. */
export const ChosenPrint = z
  .object({ material: z.string(), finish: z.string(), colour: z.string() })
  .meta({ id: 'ChosenPrint' });
export type ChosenPrint = z.infer<typeof ChosenPrint>;

/** What a picture shows, for those who do not see it. */
export const ImageAlt = localizedText(line(200), { en: 'Tall coral vase whose ribs wind upwards' });

const Encoded = z.object({ webp: z.string(), avif: z.string() });

/** A picture of a product as it was made of what somebody uploaded. */
export const StoredImage = z.object({
  id: idSchema('img'),
  /** The one to show where a client does not choose: the large WebP. */
  url: z.string(),
  sizes: z.object({ small: Encoded, medium: Encoded, large: Encoded }),
  /** Pixels of the large one. */
  width: z.int().positive(),
  height: z.int().positive(),
  /** A tiny blurred version as a data URL, shown while the picture loads. */
  placeholder: z.string(),
  alt: ImageAlt,
});
export type StoredImage = z.infer<typeof StoredImage>;

/** Pictures of one product, at most. */
export const MAX_IMAGES = 20;

/**
 * A file of a picture in a size that lists show, so that a page loads no more than it shows. The large files and the blurred
 * version stay on the product's page: with them a card would not fit into one kilobyte, which is one write unit.
 */
const Rendition = z
  .object({
    width: z.int().positive().meta({ description: 'Pixels' }),
    height: z.int().positive(),
    webp: z.string(),
    avif: z.string(),
  })
  .meta({ id: 'Rendition' });
export type Rendition = z.infer<typeof Rendition>;

const MAX_VARIANTS = 20;

/** What a product is made of, each part by itself. */
export const ProductFields = z.strictObject({
  slug: Slug,
  kind: ProductKind,
  department: Department,
  category: Category,
  tags: z.array(Tag).max(20),
  status: ProductStatus,
  texts: ProductTexts,
  taxClass: TaxClass,
  variants: z
    .array(VariantSpec)
    .min(1)
    .max(MAX_VARIANTS)
    .superRefine((variants, found) => {
      // A product with it would be counted in the pool of a material's grams.
      for (const [index, { sku }] of variants.entries()) {
        if (!sku.startsWith(MATERIAL_PREFIX)) continue;
        const message = `another one: ${MATERIAL_PREFIX} begins the SKUs of materials`;
        found.addIssue({ code: 'custom', path: [index, 'sku'], message });
      }
    }),
  configuration: ConfigurationSpec.optional(),
});

/** A product as staff put it into the catalog. Its pictures come by upload and stay what they are. */
export const ProductDraft = ProductFields.refine(({ slug: own }) => own !== 'trending', {
  path: ['slug'],
  message: 'the name of a list',
})
  .refine(({ variants }) => new Set(variants.map(({ sku }) => sku)).size === variants.length, {
    path: ['variants'],
    message: 'a SKU is named twice',
  })
  .refine(({ variants }) => new Set(variants.map(({ price }) => price.currency)).size <= 1, {
    path: ['variants'],
    message: 'prices are in one currency',
  })
  .refine(({ kind, configuration }) => (kind === 'print') === (configuration !== undefined), {
    path: ['configuration'],
    message: 'prints have a configuration, others have none',
  })
  .refine(({ kind, variants }) => kind === 'print' || variants.every(({ print }) => print === undefined), {
    path: ['variants'],
    message: 'only prints take grams and minutes',
  })
  .meta({
    examples: [
      {
        slug: 'spiral-bowl',
        kind: 'stock',
        department: 'home',
        category: 'tableware',
        tags: ['spiral'],
        status: 'DRAFT',
        texts: {
          en: { name: 'Spiral bowl', description: 'Wound once around itself, 22 cm wide.' },
          de: { name: 'Spiralschale', description: 'Einmal um sich selbst gewunden, 22 cm weit.' },
        },
        taxClass: 'standard',
        variants: [
          {
            sku: 'SPIRAL-BOWL',
            name: { en: 'Spiral bowl', de: 'Spiralschale' },
            price: { amount: 2_490, currency: 'EUR' },
            options: {},
            dimensionsMm: { x: 220, y: 220, z: 70 },
            weightG: 310,
          },
        ],
      },
    ],
  });
export type ProductDraft = z.infer<typeof ProductDraft>;

const productName = z.string().meta({ examples: ['Twist vase'] });

export const ProductCard = z
  .object({
    id: idSchema('prd'),
    slug: Slug,
    name: productName,
    kind: ProductKind,
    department: Department,
    category: Category,
    price: Money.meta({ description: 'Of the cheapest variant, tax included' }),
    ...TOLD_SHAPE,
    availability: Availability,
    imageUrl: z.string().nullable(),
    renditions: z.array(Rendition).meta({
      description: 'The same picture in the sizes that lists show, the smallest first; empty where there is none',
    }),
  })
  .meta({ id: 'ProductCard' });
export type ProductCard = z.infer<typeof ProductCard>;

const lowestPrice30d = Money.optional().meta({
  description: 'Where the price was reduced in the last 30 days: the lowest one of the 30 days before that',
});

const Variant = z.object({
  sku: Sku,
  name: line(80).meta({ examples: ['Medium'] }),
  price: Money,
  lowestPrice30d,
  options: z.record(z.string(), z.string()).meta({ description: 'What sets it apart', examples: [{ size: 'm' }] }),
  imageUrl: z.string().optional(),
  dimensionsMm: SizeMm.optional(),
  weightG: z.number().optional(),
  print: z
    .object({ grams: z.number(), minutes: z.number() })
    .optional()
    .meta({ description: 'What a piece takes of the workshop; a print without it is made on request alone' }),
  availability: Availability.optional().meta({ description: 'Absent while the stock cannot be read' }),
});

export const ProductImage = StoredImage.extend({ alt: z.string() }).meta({ id: 'ProductImage' });

export const ProductDto = z
  .object({
    id: idSchema('prd'),
    slug: Slug,
    name: productName,
    kind: ProductKind,
    department: Department,
    category: Category,
    tags: z.array(Tag),
    description: z.string().meta({ examples: ['Turned once around itself, watertight, 24 cm high.'] }),
    variants: z.array(Variant),
    lowestPrice30d: lowestPrice30d.meta({ description: 'That of the cheapest variant' }),
    images: z.array(ProductImage),
    configuration: Configuration.optional(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    version: z.int().positive(),
  })
  .meta({ id: 'Product' });
export type ProductDto = z.infer<typeof ProductDto>;
