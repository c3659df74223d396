import { inventoryReads } from '../inventory/reads.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { signedCursors } from '../shared/http/cursor.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { catalogCards, trendingCards } from './cards.dynamodb.ts';
import { ListCategories, ListProducts, ListTrending, ReadProduct } from './contract.ts';
import { listCategories } from './list-categories.ts';
import { listProducts } from './list-products.ts';
import { listTrending } from './list-trending.ts';
import { readProduct } from './read-product.ts';
import { catalogReads } from './reads.ts';

const apiUrl = env('API_URL');
const table = env('CATALOG_TABLE');
const store = dynamoStore();
const catalog = catalogReads(table);
const inventory = inventoryReads(env('INVENTORY_TABLE'));
const cursors = signedCursors(secret(env('CURSORS_SECRET')));

export const handler = api(
  [
    on(ListProducts, listProducts({ cards: catalogCards(store, table), cursors })),
    on(ListTrending, listTrending({ trending: trendingCards(store, table) })),
    on(ReadProduct, readProduct({ store, catalog, inventory, clock: systemClock })),
    on(ListCategories, listCategories({ store, catalog })),
  ],
  { apiUrl },
);
