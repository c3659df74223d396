import { NotFound } from '../../shared/domain-error.ts';
import { Reply, type Request } from '../../shared/http/api.ts';
import { newId } from '../../shared/ids.ts';
import type { Product } from '../product.ts';
import { type SaveProductPorts, saveProduct } from '../save-product.ts';
import { patched, replaced } from './change-product.ts';
import type {
  AdminAddProduct,
  AdminChangeProduct,
  AdminProduct,
  AdminReadProduct,
  AdminReplaceProduct,
  AdminWithdrawProduct,
} from './contract.ts';

interface Ports extends SaveProductPorts {
  /** In which everything is sold. */
  readonly currency: string;
  /** Base of absolute URLs. */
  readonly apiUrl: string;
}

/** Answers a product with everything that is kept of it. Throws `NotFound`. */
export const adminReadProduct =
  ({ store, catalog }: Pick<Ports, 'store' | 'catalog'>) =>
  async ({ params }: Request<typeof AdminReadProduct>): Promise<AdminProduct> => {
    const [[product]] = await store.readTogether([catalog.reads.products([params.productId])]);
    if (!product) throw new NotFound();
    return adminProductOf(product);
  };

/** Puts a new product into the catalog, once per Idempotency-Key. Throws `InvalidProduct`, `SlugTaken` and `SkuTaken`. */
export const adminAddProduct =
  (ports: Ports) =>
  async ({ body, once }: Request<typeof AdminAddProduct>): Promise<Reply> => {
    const id = newId('prd');
    const answer = (product: Product) =>
      new Reply(adminProductOf(product), { location: `${ports.apiUrl}/admin/products/${product.id}` });
    const product = await saveProduct(ports)(
      id,
      (before, now) => replaced(id, body, before, { now, currency: ports.currency }),
      (after) => once(answer(after)),
    );
    return answer(product);
  };

/** Says anew what a product is. Throws `NotFound`, `ChangedMeanwhile`, `InvalidProduct`, `SlugTaken` and `SkuTaken`. */
export const adminReplaceProduct =
  (ports: Ports) =>
  async ({ params: { productId }, body, ifMatch }: Request<typeof AdminReplaceProduct>): Promise<AdminProduct> =>
    adminProductOf(
      await saveProduct(ports)(productId, (found, now) => {
        const before = expected(found, ifMatch);
        return replaced(productId, body, before, { now, currency: ports.currency });
      }),
    );

/** Changes some of what a product is. Throws `NotFound`, `ChangedMeanwhile`, `InvalidProduct`, `SlugTaken` and `SkuTaken`. */
export const adminChangeProduct =
  (ports: Ports) =>
  async ({ params, body, ifMatch }: Request<typeof AdminChangeProduct>): Promise<AdminProduct> =>
    adminProductOf(
      await saveProduct(ports)(params.productId, (found, now) =>
        patched(expected(found, ifMatch), body, { now, currency: ports.currency }),
      ),
    );

/** Takes a product off sale; one that is withdrawn already stays as it is. Throws `NotFound` and `ChangedMeanwhile`. */
export const adminWithdrawProduct =
  (ports: Ports) =>
  async ({ params, ifMatch }: Request<typeof AdminWithdrawProduct>): Promise<undefined> => {
    await saveProduct(ports)(params.productId, (found, now) => {
      const before = expected(found, ifMatch);
      if (before.status === 'WITHDRAWN') return before;
      return { ...before, status: 'WITHDRAWN', updatedAt: now.toISOString(), version: before.version + 1 };
    });
  };

function expected(product: Product | undefined, ifMatch: (version: number) => void): Product {
  if (!product) throw new NotFound();
  ifMatch(product.version);
  return product;
}

/** A product as staff see it: all that is kept. */
export const adminProductOf = ({ images, prices, ...product }: Product): AdminProduct => ({
  ...product,
  images: [...images],
  prices: [...prices],
});
