import type { Request } from '../../shared/http/api.ts';
import type { Cursors } from '../../shared/http/cursor.ts';
import type { Store } from '../../shared/store/store.ts';
import type { Product } from '../product.ts';
import type { CatalogReads } from '../reads.ts';
import { PRODUCT_STATUSES, type ProductStatus } from '../shapes.ts';
import type { AdminListProducts } from './contract.ts';
import { adminProductOf } from './keep-products.ts';

/** The port to the products of a status, newest first. */
export interface ProductLists {
  page(
    status: ProductStatus,
    limit: number,
    before: string | undefined,
  ): Promise<{ readonly ids: readonly string[]; readonly last: string | undefined }>;
}

interface Position {
  readonly status: ProductStatus;
  /** Where the list of that status goes on; absent at its beginning. */
  readonly before?: string;
}

interface Ports {
  readonly store: Store;
  readonly catalog: { readonly reads: CatalogReads };
  readonly lists: ProductLists;
  readonly cursors: Cursors;
}

/** A page is short rather than slow: after so many looks it ends, and its cursor goes on. */
const MAX_LOOKS = 4;

/**
 * Products of one status or of all, drafts first, newest first within each. `query` is a filter on what is found, so pages
 * may come out short. Throws `invalid-cursor` for one of another list or caller.
 */
export const adminListProducts =
  ({ store, catalog, lists, cursors }: Ports) =>
  async ({ query: { status, query, limit, cursor }, caller }: Request<typeof AdminListProducts>) => {
    const scope = [caller.userId, 'admin-products', status ?? '', query ?? ''];
    let position: Position | undefined = (await cursors.open<Position>(cursor, scope)) ?? {
      status: status ?? PRODUCT_STATUSES[0],
    };
    const items: Product[] = [];
    for (let looks = 0; position && items.length < limit && looks < MAX_LOOKS; looks++) {
      const here: Position = position;
      const { ids, last } = await lists.page(here.status, limit - items.length, here.before);
      const [found] = await store.readTogether([catalog.reads.products(ids)]);
      const inOrder = ids.flatMap((id) => found.find((product) => product.id === id) ?? []);
      items.push(
        ...inOrder.filter(
          (product) => product.status === here.status && (query === undefined || isCalled(product, query)),
        ),
      );
      const next = status ? undefined : PRODUCT_STATUSES[PRODUCT_STATUSES.indexOf(here.status) + 1];
      position = last !== undefined ? { status: here.status, before: last } : next && { status: next };
    }
    return { items: items.map(adminProductOf), nextCursor: position ? await cursors.seal(position, scope) : null };
  };

/** Whether a part of a name, the slug or a SKU reads like this, in whichever letters. */
function isCalled({ texts: { en, de, fr }, slug, variants }: Product, query: string): boolean {
  const part = folded(query);
  const names = [en.name, de?.name ?? '', fr?.name ?? '', slug, ...variants.map(({ sku }) => sku)];
  return names.some((name) => folded(name).includes(part));
}

const folded = (text: string): string => text.normalize('NFC').toLowerCase();
