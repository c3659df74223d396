import { tmpdir } from 'node:os';
import { reviewsReads } from '../reviews/reads.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { signedCursors } from '../shared/http/cursor.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { catalogCards, departmentCards, trendingCards } from './cards.dynamodb.ts';
import { ListCategories, ListProducts, ListSitemap, ListTrending, ReadProduct, ReadRobots } from './contract.ts';
import { listCategories } from './list-categories.ts';
import { listProducts } from './list-products.ts';
import { listSitemap, readRobots } from './list-sitemap.ts';
import { listTrending } from './list-trending.ts';
import { readProduct } from './read-product.ts';
import { catalogReads } from './reads.ts';
import { currentSearch } from './search/current-search.ts';
import { openSnapshot } from './search/snapshot-reader.sqlite.ts';

const apiUrl = env('API_URL');
const webUrl = env('WEB_URL');
const table = env('CATALOG_TABLE');
const store = dynamoStore();
const catalog = catalogReads(table);
const reviews = reviewsReads(env('REVIEWS_TABLE'));
const snapshots = env('SEARCH_BUCKET');
/** Loaded with the first snapshot: the client of S3 is as large as the rest of the function. */
const files = async () => (await import('./search/snapshot-files.s3.ts')).s3SnapshotFiles(snapshots);
const search = currentSearch({ store, table, files, open: openSnapshot, clock: systemClock, folder: tmpdir() });
const cursors = signedCursors(secret(env('CURSORS_SECRET')));

export const handler = api(
  [
    on(ListProducts, listProducts({ store, catalog, search, cards: catalogCards(store, table), cursors })),
    on(ListTrending, listTrending({ trending: trendingCards(store, table) })),
    on(ReadProduct, readProduct({ store, catalog, reviews, search, clock: systemClock })),
    on(ListCategories, listCategories({ store, catalog })),
    on(ListSitemap, listSitemap({ cards: departmentCards(store, table), webUrl })),
    on(ReadRobots, readRobots({ webUrl })),
  ],
  { apiUrl },
);
