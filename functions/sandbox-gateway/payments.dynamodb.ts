/**
 * Access patterns: a payment by id (Get) · with one of its refunds (BatchGet) · every change as one transaction, guarded
 * on the payment's version. Webhooks and looks are born with their errand: their INSERT in the stream gets it queued.
 */
import { currentInvocation } from '../shared/invocation.ts';
import { storedKind } from '../shared/store/decode.ts';
import { replaceItem } from '../shared/store/optimistic.ts';
import { type Item, type Key, putNew, type Store, type Write } from '../shared/store/store.ts';
import type { Errand } from './errand.ts';
import {
  entryKey,
  ledgerPartition,
  lookKey,
  MONTHS,
  monthOf,
  orderPartition,
  paymentKey,
  refundKey,
  shardOf,
  webhookKey,
} from './gateway-keys.ts';
import { type Change, dueAt, type Entry, type Payment } from './payment.ts';
import type { Payments } from './payments.ts';
import type { Refund } from './refund.ts';
import { webhookOf } from './webhook.ts';
import { storedWebhook } from './webhooks.dynamodb.ts';

/** How long a note of when to look again outlives its time, in seconds. */
const LOOK_KEPT_SECONDS = 7 * 86_400;

const storedPayment = storedKind<Payment>('gateway payment', 1);
const storedRefund = storedKind<Refund>('gateway refund', 1);
/** Entries of the ledger as they are stored. */
export const storedEntry = storedKind<{ readonly entry: Entry }>('ledger entry', 1);

/** In: the store and the gateway's table. Out: the port to its payments. */
export function dynamoPayments(store: Store, table: string): Payments {
  const monthsKnown = new Set<string>();
  /** The ledger's months are noted before their first entry, so that a reader finds every entry. */
  const openMonth = async (month: string) => {
    if (monthsKnown.has(month)) return;
    await store.write({ kind: 'put', table, item: { pk: MONTHS, sk: month, schema: 1 } });
    monthsKnown.add(month);
  };
  return {
    async find(paymentId) {
      const item = await store.get(table, paymentKey(paymentId));
      return item && storedPayment.decode(item);
    },
    async findWithRefund(paymentId, refundId) {
      const keys: readonly Key[] = [paymentKey(paymentId), refundKey(paymentId, refundId)];
      const at = (items: readonly Item[], { sk }: Key) => items.find((item) => item['sk'] === sk);
      const [found] = await store.readTogether([{ table, keys, parse: (items) => keys.map((key) => at(items, key)) }]);
      const [payment, refund] = found;
      return [payment && storedPayment.decode(payment), refund && storedRefund.decode(refund)];
    },
    async record(before, change) {
      if (change.entry) await openMonth(monthOf(change.entry.at));
      await store.commit(writesOf(table, before, change));
    },
  };
}

function writesOf(table: string, before: Payment | undefined, change: Change): Write[] {
  const { payment, refund, entry, notice } = change;
  const { paymentId, version } = payment;
  const correlationId = currentInvocation()?.correlationId ?? paymentId;
  const errand = (errand: Errand) => ({ errand });
  const writes: Write[] = [replaceItem({ table, item: storedPayment.encode(payment, paymentKey(paymentId)) }, before)];
  if (refund) {
    writes.push({ kind: 'put', table, item: storedRefund.encode(refund, refundKey(paymentId, refund.refundId)) });
  }
  if (entry) writes.push(putNew(table, entryItem(entry)));
  if (notice && payment.webhookUrl !== undefined) {
    const webhook = webhookOf(payment, notice, payment.webhookUrl);
    const tell = errand({ kind: 'tell', correlationId, paymentId, webhookId: webhook.id, attempt: 1 });
    writes.push(
      putNew(table, storedWebhook.encode(webhook, { ...webhookKey(paymentId, webhook.id), correlationId, ...tell })),
    );
  }
  const due = dueAt(payment);
  if (due !== undefined && due !== (before && dueAt(before))) {
    const ttl = Math.ceil(new Date(due).getTime() / 1000) + LOOK_KEPT_SECONDS;
    const look = errand({ kind: 'look', correlationId, paymentId, dueAt: due });
    writes.push(putNew(table, { ...lookKey(paymentId, version), schema: 1, ttl, ...look }));
  }
  return writes;
}

const entryItem = (entry: Entry) =>
  storedEntry.encode(
    { entry },
    {
      ...entryKey(entry.paymentId, entry.id),
      gsi1pk: orderPartition(entry.orderId),
      gsi1sk: `${entry.at}#${entry.id}`,
      gsi2pk: ledgerPartition(monthOf(entry.at), shardOf(entry.paymentId)),
      gsi2sk: `${entry.at}#${entry.id}`,
    },
  );
