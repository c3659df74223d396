import { keeping } from '../../../functions/contracts.ts';
import { identityChecks } from '../../../functions/identity/guards.ts';
import type { OrderHead } from '../../../functions/orders/order.ts';
import { customerList, detailsKey, headKey } from '../../../functions/orders/order-keys.ts';
import { type OrderDetails, paymentIdOf, storedDetails, storedHead } from '../../../functions/orders/reads.ts';
import { type Payment, paymentKey, storedPayment } from '../../../functions/payments/reads.ts';
import { personalContexts } from '../../../functions/privacy/contexts.ts';
import { eraseMe } from '../../../functions/privacy/erase-me.ts';
import { erasePerson } from '../../../functions/privacy/erase-person.ts';
import { erasureList } from '../../../functions/privacy/erasures.dynamodb.ts';
import { readExport, requestExport } from '../../../functions/privacy/export-data.ts';
import type { ExportFile } from '../../../functions/privacy/export-files.ts';
import { finishErasures } from '../../../functions/privacy/finish-erasures.ts';
import { privacyReads } from '../../../functions/privacy/reads.ts';
import { writeExport } from '../../../functions/privacy/write-export.ts';
import { privacyWrites } from '../../../functions/privacy/writes.ts';
import { addSeconds } from '../../../functions/shared/clock.ts';
import type { Envelope } from '../../../functions/shared/events/event.ts';
import type { Item, Key } from '../../../functions/shared/store/store.ts';
import { accounts } from '../identity/accounts.ts';

export const email = 'ada@example.com';
export const password = 'correct horse battery';

/** Every table by its context's name, as the memory knows them. */
const TABLES = Object.fromEntries(Object.keys(keeping).map((context) => [context, context])) as Readonly<
  Record<keyof typeof keeping, string>
>;

/** A person with an account, who may ask for their data and leave. */
export async function withAda() {
  const shop = accounts();
  const { id } = await shop.create(email, 'customer', password);
  const bucket = new Map<string, string>();
  const keyOf = ({ userId, exportId }: ExportFile) => `${userId}/${exportId}`;
  const files = {
    put: async (file: ExportFile, json: string) => void bucket.set(keyOf(file), json),
    remove: async (file: ExportFile) => void bucket.delete(keyOf(file)),
    link: async (file: ExportFile) => `https://files.example.com/${keyOf(file)}`,
  };
  const { store, clock } = shop;
  const ports = {
    store,
    clock,
    files,
    identity: { ...shop.ports.identity, checks: identityChecks('identity') },
    privacy: { reads: privacyReads('privacy'), writes: privacyWrites('privacy') },
    contexts: personalContexts,
    sources: {
      store,
      tables: TABLES,
      files,
      closeLogin: (userId: string) => shop.logins.close(userId),
      models: { remove: async () => {} },
    },
  };
  const erase = erasePerson(ports);
  const as = (userId: string, more: object = {}) => ({ caller: { userId }, once: () => [], ...more }) as never;
  const events = () =>
    store.items('privacy').flatMap((item) => (item['event'] as Envelope<Record<string, string>> | undefined) ?? []);

  /** An order of a customer that stands so, with its payment. */
  const order = async (orderId: string, status: string, customerId = id) => {
    const address = { name: 'Ada', line1: 'Am Markt 1', city: 'Wien', postalCode: '1010', country: 'AT' };
    const createdAt = clock.time.toISOString();
    const put = (table: string, item: Item & Key) => store.write({ kind: 'put', table, item });
    const head = { id: orderId, customerId, status, version: 1 } as OrderHead;
    const details = {
      id: orderId,
      customer: { id: customerId, email, name: 'Ada', locale: 'de' },
      shippingAddress: address,
      billingAddress: address,
      requestHash: 'hash',
    } as OrderDetails;
    const listed = (half: 'META' | 'DETAILS') => customerList(customerId, createdAt, orderId, half);
    const payment = { id: paymentIdOf(orderId), orderId, method: 'tok_visa', version: 1 } as Payment;
    await put('orders', storedHead.encode(head, { ...headKey(orderId), ...listed('META') }));
    await put('orders', storedDetails.encode(details, { ...detailsKey(orderId), ...listed('DETAILS') }));
    await put('payments', storedPayment.encode(payment, paymentKey(payment.id)));
  };

  return {
    ...shop,
    id,
    bucket,
    order,
    becomes: (orderId: string, status: string) =>
      store.write({
        kind: 'update',
        table: 'orders',
        key: headKey(orderId),
        update: 'SET #status = :status',
        names: { '#status': 'status' },
        values: { ':status': status },
      }),
    /** What is left in all tables that says who somebody was. */
    traces: () =>
      Object.values(TABLES).flatMap((table) =>
        store
          .items(table)
          .filter((item) => /"Ada"|ada@|tok_visa|"hash"/.test(JSON.stringify(item)))
          .map(({ pk, sk }) => `${table} ${String(pk)} ${String(sk)}`),
      ),
    /** Data of the events of privacy, oldest first. */
    announced: (type: string) => events().flatMap((event) => (event.type === type ? [event.data] : [])),
    ask: (userId = id, more: object = {}) => shop.inside(() => requestExport(ports)(as(userId, more))),
    read: (exportId: string, userId = id) => shop.inside(() => readExport(ports)(as(userId, { params: { exportId } }))),
    write: (exportId: string) => shop.inside(() => writeExport(ports)({ userId: id, exportId })),
    leave: (userId = id) => shop.inside(() => eraseMe(ports)(as(userId))),
    /** What follows the event of somebody's leaving. */
    erase: (userId = id) => shop.inside(() => erase(userId)),
    /** What the clock starts. */
    lookAgain: () =>
      shop.inside(finishErasures({ erasures: erasureList(store, 'privacy'), erase: (userId) => erase(userId) })),
    unfinished: async () => (await erasureList(store, 'privacy').unfinished()).map(({ userId }) => userId),
    wait: (seconds: number) => {
      clock.time = addSeconds(clock.time, seconds);
    },
  };
}
