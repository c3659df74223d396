import { identityReads } from '../identity/reads.ts';
import { signedIn } from '../identity/signed-in.cognito.ts';
import { CheckoutSettings } from '../orders/placing.ts';
import { ordersReads } from '../orders/reads.ts';
import { ordersWrites } from '../orders/writes.ts';
import { paymentsWrites } from '../payments/writes.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { uploadsGuards } from '../uploads/guards.ts';
import { acceptQuote } from './accept-quote.ts';
import { AcceptQuote } from './contract.ts';
import { quotesReads } from './reads.ts';
import { quotesWrites } from './writes.ts';

const store = dynamoStore();
const orders = env('ORDERS_TABLE');
const quotes = env('QUOTES_TABLE');
const settings = CheckoutSettings.parse(JSON.parse(env('CHECKOUT_SETTINGS')));

const accept = acceptQuote({
  store,
  quotes: { reads: quotesReads(quotes), writes: quotesWrites(quotes) },
  uploads: uploadsGuards(env('UPLOADS_TABLE')),
  orders: { reads: ordersReads(orders), writes: ordersWrites(orders) },
  payments: paymentsWrites(env('PAYMENTS_TABLE')),
  identity: identityReads(env('IDENTITY_TABLE')),
  key: secret(env('PAYMENT_LINKS_SECRET')),
  clock: systemClock,
  apiUrl: env('API_URL'),
  returnOrigins: settings.returnOrigins,
  providers: settings.providers,
  tables: settings,
});

export const handler = api([on(AcceptQuote, accept)], signedIn(store));
