import { Reply } from '../shared/http/api.ts';
import { publicFor } from '../shared/http/public-page.ts';
import type { Store } from '../shared/store/store.ts';
import type { CatalogReads } from './reads.ts';

/** Categories come and go with products, which is seldom. */
const FRESH_SECONDS = 60;

/** Departments with the categories that have something on sale, in one read. */
export const listCategories =
  ({ store, catalog }: { readonly store: Store; readonly catalog: CatalogReads }) =>
  async (): Promise<Reply> => {
    const [items] = await store.readTogether([catalog.departments()]);
    return new Reply({ items }, { 'cache-control': publicFor(FRESH_SECONDS) });
  };
