import { signedIn } from '../identity/signed-in.cognito.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { continuePayment } from './continue-payment.ts';
import { ContinuePayment, ReadPayment } from './contract.ts';
import { readPayment } from './read-payment.ts';
import { paymentsReads } from './reads.ts';

const store = dynamoStore();
const ports = {
  store,
  payments: paymentsReads(env('PAYMENTS_TABLE')),
  key: secret(env('PAYMENT_LINKS_SECRET')),
  apiUrl: env('API_URL'),
  shopUrl: env('SHOP_URL'),
};

export const handler = api(
  [on(ReadPayment, readPayment(ports)), on(ContinuePayment, continuePayment(ports))],
  signedIn(store),
);
