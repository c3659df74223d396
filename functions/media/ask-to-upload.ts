import { MAX_IMAGES } from '../catalog/contract.ts';
import type { CatalogReads } from '../catalog/reads.ts';
import type { Clock } from '../shared/clock.ts';
import { DomainError, NotFound } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import { newId } from '../shared/ids.ts';
import type { Store } from '../shared/store/store.ts';
import { isTaken, MAX_BYTES, type UploadImage } from './contract.ts';
import type { Originals } from './originals.ts';
import type { Upload, Uploads } from './uploads.ts';

/** Seconds for which a link serves: it is used at once, and another one can be asked for. */
export const LINK_SECONDS = 300;

/** Pictures are not taken in this format. */
export class UnsupportedType extends DomainError {
  override name = 'UnsupportedType';
  constructor() {
    super('invalid', 'unsupported-type', 'Pictures are taken as JPEG, PNG and WebP.');
  }
}

/** The file is larger than is taken. */
export class FileTooLarge extends DomainError {
  override name = 'FileTooLarge';
  constructor() {
    super('too-large', 'too-large', `A picture has at most ${MAX_BYTES} bytes.`);
  }
}

/** The product has as many pictures as one may have. */
export class TooManyImages extends DomainError {
  override name = 'TooManyImages';
  constructor() {
    super('conflict', 'too-many-images', `A product has at most ${MAX_IMAGES} pictures. Take one away first.`);
  }
}

interface Ports {
  readonly store: Store;
  readonly uploads: Uploads;
  readonly catalog: CatalogReads;
  readonly originals: Pick<Originals, 'link'>;
  readonly clock: Clock;
}

/**
 * Opens an upload and answers the link for exactly the file that was announced, whose name in the bucket we make. Throws
 * `UnsupportedType`, `FileTooLarge`, `NotFound` for a product that is not there, and `TooManyImages`.
 */
export const askToUpload =
  ({ store, uploads, catalog, originals, clock }: Ports) =>
  async ({ body }: Pick<Request<typeof UploadImage>, 'body'>) => {
    const { productId, alt, fileName, contentType, size, sha256 } = body;
    if (!isTaken(contentType)) throw new UnsupportedType();
    if (size > MAX_BYTES) throw new FileTooLarge();
    const [[product]] = await store.readTogether([catalog.products([productId])]);
    if (!product) throw new NotFound();
    if (product.images.length >= MAX_IMAGES) throw new TooManyImages();
    const now = clock.now();
    const upload: Upload = {
      id: newId('img'),
      productId,
      alt,
      fileName,
      contentType,
      size,
      status: 'PENDING',
      createdAt: now.toISOString(),
      version: 1,
    };
    const { url, headers } = await originals.link({ id: upload.id, contentType, size, sha256 }, LINK_SECONDS);
    await store.write(uploads.open(upload));
    return {
      uploadId: upload.id,
      url,
      method: 'PUT' as const,
      headers,
      expiresAt: new Date(now.getTime() + LINK_SECONDS * 1_000).toISOString(),
    };
  };
