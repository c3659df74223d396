import { systemClock } from '../shared/clock.ts';
import { env, envNumber } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { signedCursors } from '../shared/http/cursor.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { merchantOnly } from './api-key.ts';
import {
  AnnounceParcel,
  DecidePayment,
  ListDeliveries,
  ListLedger,
  ListLedgerOfOrder,
  OpenPayment,
  ReadParcel,
  ReadPayment,
  RefundPayment,
  ScanParcel,
  ShowPage,
  VoidPayment,
} from './contract.ts';
import { decidePayment } from './decide-payment.ts';
import { announceParcel, readParcel, scanParcel } from './keep-parcels.ts';
import { dynamoLedger } from './ledger.dynamodb.ts';
import { listDeliveries } from './list-deliveries.ts';
import { listLedger, listLedgerOfOrder } from './list-ledger.ts';
import { openPayment } from './open-payment.ts';
import { pageLinks } from './page-link.ts';
import { dynamoParcels } from './parcels.dynamodb.ts';
import { dynamoPayments } from './payments.dynamodb.ts';
import { readPayment } from './read-payment.ts';
import { refundPayment } from './refund-payment.ts';
import { showPage } from './show-page.ts';
import { voidPayment } from './void-payment.ts';
import { dynamoWebhooks } from './webhooks.dynamodb.ts';

const store = dynamoStore();
const table = env('SANDBOX_GATEWAY_TABLE');
const apiKey = secret(env('GATEWAY_API_KEY_SECRET'));
const ports = {
  payments: dynamoPayments(store, table),
  parcels: dynamoParcels(store, table),
  webhooks: dynamoWebhooks(store, table),
  ledger: dynamoLedger(store, table),
  cursors: signedCursors(apiKey),
  pages: pageLinks(apiKey, env('API_URL')),
  clock: systemClock,
  shortLifeSeconds: envNumber('SHORT_LIFE_SECONDS'),
};
const merchant = merchantOnly(apiKey);

export const handler = api([
  on(OpenPayment, merchant(openPayment(ports))),
  on(ReadPayment, merchant(readPayment(ports))),
  on(VoidPayment, merchant(voidPayment(ports))),
  on(RefundPayment, merchant(refundPayment(ports))),
  on(ListDeliveries, merchant(listDeliveries(ports))),
  on(ListLedger, merchant(listLedger(ports))),
  on(ListLedgerOfOrder, merchant(listLedgerOfOrder(ports))),
  on(AnnounceParcel, merchant(announceParcel(ports))),
  on(ReadParcel, merchant(readParcel(ports))),
  on(ScanParcel, merchant(scanParcel(ports))),
  on(ShowPage, showPage(ports)),
  on(DecidePayment, decidePayment(ports)),
]);
