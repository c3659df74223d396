import { productOf } from '../../../functions/catalog/product.ts';
import { catalogReads } from '../../../functions/catalog/reads.ts';
import { saveProduct } from '../../../functions/catalog/save-product.ts';
import { nextManifest, swapManifest } from '../../../functions/catalog/search/snapshot-manifest.ts';
import type { ProductDraft, StoredImage } from '../../../functions/catalog/shapes.ts';
import { newImport, sheetJobs } from '../../../functions/catalog/sheets/sheet-jobs.ts';
import { catalogWrites } from '../../../functions/catalog/writes.ts';
import { inventoryReads } from '../../../functions/inventory/reads.ts';
import { money } from '../../../functions/shared/money.ts';
import type { Item, Store } from '../../../functions/shared/store/store.ts';
import { asOperator } from '../../../local/as-operator.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';

const now = new Date('2026-11-29T10:00:00Z');
const clock = { now: () => now };
const productId = 'prd_01JD0000000000000000000000';

/** What the context stores, an item of every kind. */
export async function writtenToday(): Promise<Readonly<Record<string, Item | undefined>>> {
  const store = memoryStore();
  await asOperator(() => saveVase(store));
  await count(store);
  await asOperator(() => askForFiles(store));
  const found = (partition: string, sort: string) =>
    store.items('catalog').find(({ pk, sk }) => String(pk).startsWith(partition) && String(sk).startsWith(sort));
  return {
    storedProduct: found('PRODUCT#', 'META'),
    storedCard: found('CARDS#', ''),
    storedShelf: found('PRODUCT#', 'SHELF'),
    storedSku: found('SKU#', 'META'),
    storedSlug: found('SLUG#', 'META'),
    storedDepartment: found('DEPARTMENT#', 'META'),
    storedDemand: found('PRODUCT#', 'DEMAND'),
    storedCounted: found('PRODUCT#', 'COUNTED#'),
    storedCompanions: found('PRODUCT#', 'COMPANIONS'),
    storedRelated: found('PRODUCT#', 'RELATED'),
    storedTold: found('PRODUCT#', 'RATING'),
    storedManifest: found('SEARCH', 'MANIFEST'),
    storedImport: found('IMPORT#', 'META'),
    storedImportErrors: found('IMPORT#', 'ERRORS#'),
    storedProductExport: found('EXPORT#', 'META'),
  };
}

/** A product with a picture, and what is kept to sell and show it. */
function saveVase(store: Store): Promise<unknown> {
  const draft: ProductDraft = {
    slug: 'twist-vase',
    kind: 'stock',
    department: 'home',
    category: 'vases',
    tags: ['watertight'],
    status: 'ACTIVE',
    texts: { en: { name: 'Twist vase', description: 'Turned once around itself.' } },
    taxClass: 'standard',
    variants: [{ sku: 'VASE-M', name: { en: 'Medium' }, price: money(2_000, 'EUR'), options: { size: 'M' } }],
  };
  const encoded = { webp: '/media/1/large.webp', avif: '/media/1/large.avif' };
  const image: StoredImage = {
    id: 'img_01JD0000000000000000000000',
    url: encoded.webp,
    sizes: { small: encoded, medium: encoded, large: encoded },
    width: 1600,
    height: 1200,
    placeholder: 'data:image/webp;base64,UklGRg==',
    alt: { en: 'A vase' },
  };
  const catalog = { reads: catalogReads('catalog'), writes: catalogWrites('catalog') };
  const save = saveProduct({ store, clock, catalog, inventory: inventoryReads('inventory') });
  return save(productId, (before, at) => ({ ...productOf(productId, draft, before, at), images: [image] }));
}

/** What is counted of a product, and the snapshot of the search. */
async function count(store: Store): Promise<void> {
  const writes = catalogWrites('catalog');
  const other = { department: 'home', category: 'vases', slug: 'bowl', id: 'prd_01JD0000000000000000000001' } as const;
  const snapshot = { layout: 1, sha256: 'ab'.repeat(32), bytes: 4_096, products: 3 };
  const sums = { productId, count: 1, sum: 5, version: 1 };
  await store.write(writes.putTold('rating', sums, undefined));
  await store.commit([
    ...writes.countDemand({
      productId,
      signal: 'order',
      source: 'ord_1',
      others: [other.id],
      before: undefined,
      at: now,
    }),
    writes.putRelated({ productId, places: [other], version: 1 }, undefined),
  ]);
  await store.write(swapManifest('catalog', nextManifest(undefined, snapshot, now, 'a'), undefined));
}

/** An import that failed, and an export. */
async function askForFiles(store: Store): Promise<void> {
  const jobs = sheetJobs('catalog');
  const job = newImport('imp_01JD0000000000000000000000', 'autumn.csv', 'usr_01JD0000000000000000000000', now);
  const asked = { id: 'exp_01JD0000000000000000000000', ready: false, createdAt: now.toISOString(), version: 1 };
  const errors = [{ row: 2, column: 'price', message: 'Write it like 12.50.' }];
  const failed = { ...job, status: 'FAILED', reason: 'The file is empty.', row: 2, version: 2 } as const;
  await store.write(jobs.openImport(job));
  await store.commit(jobs.advance(job, failed, errors));
  await store.commit(jobs.openExport(asked, now));
}
