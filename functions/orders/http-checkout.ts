import { cartReads } from '../cart/reads.ts';
import { cartWrites } from '../cart/writes.ts';
import { catalogReads } from '../catalog/reads.ts';
import { identityReads } from '../identity/reads.ts';
import { signedIn } from '../identity/signed-in.cognito.ts';
import { inventoryReads } from '../inventory/reads.ts';
import { paymentsWrites } from '../payments/writes.ts';
import { quotesReads } from '../quotes/reads.ts';
import { quotesWrites } from '../quotes/writes.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { uploadsGuards } from '../uploads/guards.ts';
import { checkOut } from './check-out.ts';
import { Checkout, ListCountries, PreviewCheckout } from './contract.ts';
import { listCountries } from './list-countries.ts';
import { CheckoutSettings } from './placing.ts';
import { previewCheckout } from './preview-checkout.ts';
import { ordersReads } from './reads.ts';
import { ordersWrites } from './writes.ts';

const store = dynamoStore();
const orders = env('ORDERS_TABLE');
const carts = env('CART_TABLE');
const quotes = env('QUOTES_TABLE');
const settings = CheckoutSettings.parse(JSON.parse(env('CHECKOUT_SETTINGS')));

const ports = {
  store,
  orders: { reads: ordersReads(orders), writes: ordersWrites(orders) },
  payments: paymentsWrites(env('PAYMENTS_TABLE')),
  cart: { reads: cartReads(carts), writes: cartWrites(carts) },
  catalog: catalogReads(env('CATALOG_TABLE')),
  inventory: inventoryReads(env('INVENTORY_TABLE')),
  quotes: { reads: quotesReads(quotes), writes: quotesWrites(quotes) },
  uploads: uploadsGuards(env('UPLOADS_TABLE')),
  identity: identityReads(env('IDENTITY_TABLE')),
  key: secret(env('PAYMENT_LINKS_SECRET')),
  clock: systemClock,
  apiUrl: env('API_URL'),
  returnOrigins: settings.returnOrigins,
  providers: settings.providers,
  tables: settings,
};

export const handler = api(
  [
    on(Checkout, checkOut(ports)),
    on(PreviewCheckout, previewCheckout(ports)),
    on(ListCountries, listCountries(settings)),
  ],
  signedIn(store),
);
