/** What staff's requests make of a product. Pure. */
import { DomainError, type FieldError } from '../../shared/domain-error.ts';
import { type Product, productOf } from '../product.ts';
import { ProductDraft, type StoredImage } from '../shapes.ts';
import type { ProductPatch } from './contract.ts';

/** Something in a request contradicts itself or the shop. */
class InvalidProduct extends DomainError {
  override name = 'InvalidProduct';
  constructor(errors: readonly FieldError[]) {
    super('invalid', 'invalid-request', 'Some fields are missing or wrong.', { errors });
  }
}

/** The product after a whole draft took the place of what it was. In: the currency of the shop. Throws `InvalidProduct`. */
export function replaced(
  id: string,
  draft: ProductDraft,
  before: Product | undefined,
  { now, currency }: { readonly now: Date; readonly currency: string },
): Product {
  const after = productOf(id, draft, before, now);
  assertSound(after, currency);
  return after;
}

/** The product after some of it was changed. Throws `InvalidProduct`. */
export function patched(
  before: Product,
  { images, configuration, ...patch }: ProductPatch,
  { now, currency }: { readonly now: Date; readonly currency: string },
): Product {
  const whole = { ...draftOf(before), ...patch, ...(configuration === undefined ? {} : { configuration }) };
  const draft = ProductDraft.safeParse(whole.configuration === null ? withoutConfiguration(whole) : whole);
  if (!draft.success) {
    throw new InvalidProduct(
      draft.error.issues.map(({ path, message }) => ({ pointer: `/${path.map(String).join('/')}`, message })),
    );
  }
  const after = {
    ...productOf(before.id, draft.data, before, now),
    images: images ? chosen(before, images) : before.images,
  };
  assertSound(after, currency);
  return after;
}

const withoutConfiguration = ({ configuration: _, ...rest }: object & { readonly configuration?: unknown }) => rest;

/** What a product was made of, without what the catalog keeps of it. */
const draftOf = ({ id: _1, images: _2, prices: _3, createdAt: _4, updatedAt: _5, version: _6, ...draft }: Product) =>
  draft;

/** The images that are kept, in the order in which they are named, with what they show in other words. */
const chosen = (before: Product, images: NonNullable<ProductPatch['images']>): StoredImage[] =>
  images.map(({ id, alt }, index) => {
    const image = before.images.find((one) => one.id === id);
    if (!image || images.findIndex((one) => one.id === id) !== index) {
      throw new InvalidProduct([{ pointer: `/images/${index}/id`, message: image ? 'named twice' : 'no image of it' }]);
    }
    return { ...image, alt };
  });

/** Its prices are in the shop's currency, and its variants show images that it has. */
function assertSound({ variants, images }: Product, currency: string): void {
  const errors = variants.flatMap(({ price, imageId }, index): FieldError[] => [
    ...(price.currency === currency
      ? []
      : [{ pointer: `/variants/${index}/price/currency`, message: `the shop sells in ${currency}` }]),
    ...(imageId === undefined || images.some(({ id }) => id === imageId)
      ? []
      : [{ pointer: `/variants/${index}/imageId`, message: 'no image of it' }]),
  ]);
  if (errors.length > 0) throw new InvalidProduct(errors);
}
