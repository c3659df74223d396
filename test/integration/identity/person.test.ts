import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ListBucketsCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PutCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { cartIdOf } from '../../../functions/cart/cart.ts';
import { cartKey } from '../../../functions/cart/reads.ts';
import { ExportRequested } from '../../../functions/privacy/contract.ts';
import { PersonalData } from '../../../functions/privacy/personal-data.ts';
import { exportKey } from '../../../functions/privacy/privacy-keys.ts';
import { purchaseKey, reviewKey, reviewsIn } from '../../../functions/reviews/reviews.ts';
import { repliesPartition } from '../../../functions/shared/http/replies.ts';
import { newId } from '../../../functions/shared/ids.ts';
import { TABLES } from '../../../lib/platform.ts';
import { clientConfig } from '../../../local/cloud.ts';
import { sendAsWritten, until } from '../../../tools/demo/client.ts';
import {
  apiUrl,
  asStaff,
  berlin,
  type Customer,
  documents,
  endpoint,
  invoke,
  itemOf,
  itemsIn,
  mailsNoted,
  mailsTo,
  newCustomer,
  nowhere,
  orderBody,
  outputs,
  productOf,
  tableOf,
  vase,
  workedOn,
} from '../orders/buying.ts';

const home = { ...berlin, name: 'Grace Brewster', line1: 'Lindenallee 77', label: 'Home' };

/** Waits until an export is there, and answers it. */
const ready = (customer: Customer, exportId: string) =>
  until(`export ${exportId} to be ready`, async () => {
    const { body } = await customer.ask('GET', `/me/export/${exportId}`);
    return body.status === 'READY' ? body : undefined;
  });

describe('addresses', () => {
  test('are kept once per Idempotency-Key, changed on the version that was read, and nobody else’s [AUT-22]', async () => {
    const grace = await newCustomer();
    const keyed = { body: home, headers: { 'idempotency-key': 'home' } };
    const added = await grace.ask('POST', '/me/addresses', keyed);
    expect([added.status, added.body.version]).toEqual([201, 1]);
    expect((await grace.ask('POST', '/me/addresses', keyed)).text).toBe(added.text);
    const other = await grace.ask('POST', '/me/addresses', { ...keyed, body: berlin });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
    const path = `/me/addresses/${added.body.id}`;
    const moved = { ...home, city: 'Bonn' };
    const etag = (await grace.ask('GET', path)).headers.get('etag') ?? '';
    const changed = await grace.ask('PUT', path, { body: moved, headers: { 'if-match': etag } });
    expect([changed.status, changed.body.city, changed.body.version]).toEqual([200, 'Bonn', 2]);
    expect((await grace.ask('PUT', path, { body: moved, headers: { 'if-match': '"1"' } })).status).toBe(412);
    const eve = await newCustomer();
    expect((await eve.ask('GET', path)).status).toBe(404);
    expect((await eve.ask('PUT', path, { body: moved })).status).toBe(404);
    expect((await eve.ask('DELETE', path)).status).toBe(404);
    expect((await grace.ask('GET', '/me/addresses')).body.items).toEqual([changed.body]);
    expect((await grace.ask('DELETE', path)).status).toBe(204);
    expect((await grace.ask('GET', '/me/addresses')).body.items).toEqual([]);
  });
});

describe('an export', () => {
  test('holds everything that the shop knows of a person, and nothing that opens a door [PLT-02, PLT-05]', async () => {
    const grace = await newCustomer();
    await grace.ask('POST', '/me/addresses', { body: home });
    const { order } = await grace.buy();
    await grace.ends(order.id);
    await mailsNoted(order.id, 3);

    const keyed = { headers: { 'idempotency-key': 'mine' } };
    const asked = await grace.ask('POST', '/me/export', keyed);
    expect([asked.status, asked.body.status]).toEqual([202, 'PENDING']);
    expect((await grace.ask('POST', '/me/export', keyed)).text).toBe(asked.text);
    const { url } = await ready(grace, asked.body.id);
    const file = await fetch(url);
    expect([file.status, file.headers.get('content-disposition')]).toEqual([
      200,
      'attachment; filename="printverse-data.json"',
    ]);
    const text = await file.text();
    const data = PersonalData.parse(JSON.parse(text));
    expect(data).toEqual(JSON.parse(text));
    expect(data.profile).toMatchObject({ id: grace.id, email: grace.email });
    expect(data.addresses.map(({ line1 }) => line1)).toEqual([home.line1]);
    expect(data.sessions).toHaveLength(1);
    expect(data.exports?.map(({ id }) => id)).toEqual([asked.body.id]);
    expect(data.security.map(({ type }) => type)).toContain('auth.login');
    expect(data.orders).toHaveLength(1);
    expect(data.orders[0]).toMatchObject({ id: order.id, status: 'COMPLETED', customer: { email: grace.email } });
    expect(data.orders[0]?.story.map(({ type }) => type)).toContain('order.completed');
    expect(data.payments.map(({ orderId, status }) => [orderId, status])).toEqual([[order.id, 'CAPTURED']]);
    expect(data.shipments.map(({ orderId }) => orderId)).toEqual([order.id]);
    expect(data.mails.map(({ template }) => template).toSorted()).toEqual([
      'order-confirmed',
      'order-received',
      'payment-receipt',
    ]);
    // Whatever is called so anywhere in the shop is a key to something.
    expect(text).not.toMatch(/secret|hash|token|sig=|cookie|gsi1|"pk"/i);

    const eve = await newCustomer();
    expect((await eve.ask('GET', `/me/export/${asked.body.id}`)).status).toBe(404);
    expect((await fetch(url.replace(/\?.*/, ''))).status).toBe(403);
  });
});

const s3 = new S3Client({ ...clientConfig(endpoint), forcePathStyle: true });

const bus = new EventBridgeClient(clientConfig(endpoint));

/** Name of the bucket of exports. */
async function bucket(): Promise<string> {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const name = Buckets.find(({ Name }) => Name?.startsWith('printverse-local-exports-'))?.Name;
  if (!name) throw new Error('There is no bucket for exports');
  return name;
}

/** Keys of a person's files in it. */
async function filesOf(userId: string): Promise<string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: await bucket(), Prefix: `${userId}/` }));
  return Contents.map(({ Key }) => Key ?? '');
}

/** Where in all tables of the shop, and of the gateway, one of the texts stands: `orders ORDER#… DETAILS`. */
async function placesOf(texts: readonly string[]): Promise<string[]> {
  const places: string[] = [];
  for (const context of [...TABLES, 'sandbox-gateway']) {
    for await (const { Items = [] } of paginateScan({ client: documents }, { TableName: tableOf(context) })) {
      for (const item of Items) {
        const written = JSON.stringify(item);
        if (texts.some((text) => written.includes(text))) places.push(`${context} ${item['pk']} ${item['sk']}`);
      }
    }
  }
  return places.toSorted();
}

describe('erasure', () => {
  test('leaves no file that was written for somebody who is gone [PLT-02]', async () => {
    const gone = { userId: newId('usr'), exportId: newId('exp') };
    const file = { Bucket: await bucket(), Key: `${gone.userId}/${gone.exportId}.json`, Body: '{}' };
    await s3.send(new PutObjectCommand(file));
    const asked = {
      id: newId('evt'),
      type: ExportRequested.type,
      schemaVersion: ExportRequested.schemaVersion,
      subject: gone.userId,
      sequence: 1,
      occurredAt: new Date().toISOString(),
      correlationId: newId('cor'),
      actor: gone.userId,
      data: gone,
    };
    const entry = {
      EventBusName: 'printverse-local',
      Source: `printverse.${ExportRequested.context}`,
      DetailType: ExportRequested.type,
      Detail: JSON.stringify(asked),
    };
    expect(await filesOf(gone.userId)).toHaveLength(1);
    await bus.send(new PutEventsCommand({ Entries: [entry] }));
    await until('the file to be gone', async () => ((await filesOf(gone.userId)).length === 0 ? true : undefined));
  });

  test('that was held up half way is finished by the next look: file, export, kept answer, cart, review and purchase [AUT-22, PLT-02]', async () => {
    const grace = await newCustomer();
    const { productId } = productOf('wall-planter');
    const written = await grace.ask('POST', '/reviews', { body: { productId, rating: 4, text: 'Holds water.' } });
    expect(written.status).toBe(201);
    const purchase = { reviewId: written.body.id, productId, customerId: grace.id, orderId: newId('ord') };
    const { item } = reviewsIn('').putPurchase({ ...purchase, at: written.body.createdAt });
    await documents.send(new PutCommand({ TableName: tableOf('reviews'), Item: item }));
    await grace.ask('POST', '/cart/items', { body: vase });
    const asked = await grace.ask('POST', '/me/export', { headers: { 'idempotency-key': 'mine' } });
    await ready(grace, asked.body.id);
    const items = [
      { context: 'privacy', key: exportKey(grace.id, asked.body.id) },
      ...(await itemsIn('privacy', repliesPartition(grace.id))).map((key) => ({ context: 'privacy', key })),
      { context: 'cart', key: cartKey(cartIdOf({ kind: 'user', userId: grace.id })) },
      { context: 'reviews', key: purchaseKey(written.body.id) },
      { context: 'reviews', key: reviewKey(written.body.id) },
    ];
    const read = () => Promise.all(items.map(({ context, key: { pk, sk } }) => itemOf(context, pk, sk)));
    const before = await read();
    const there = expect.anything();
    expect(before).toEqual([there, there, there, there, expect.objectContaining({ authorId: grace.id })]);
    const [file] = await filesOf(grace.id);

    expect((await grace.ask('DELETE', '/me')).status).toBe(204);
    const stars = expect.not.objectContaining({ authorId: grace.id });
    await expect.poll(read, { timeout: 20_000 }).toEqual([undefined, undefined, undefined, undefined, stars]);
    // All of it is there again, as a consumer leaves it that dies half way.
    for (const [index, { context }] of items.entries()) {
      await documents.send(new PutCommand({ TableName: tableOf(context), Item: before[index] }));
    }
    await s3.send(new PutObjectCommand({ Bucket: await bucket(), Key: file, Body: '{}' }));

    await invoke('privacy-cron-erasures');
    expect(await filesOf(grace.id)).toEqual([]);
    expect(await read()).toEqual([undefined, undefined, undefined, undefined, stars]);
  });

  test('takes a person out of every table, but for the invoice part of completed orders [AUT-22, PLT-05]', async () => {
    const grace = await newCustomer();
    const mark = grace.email.slice(6, 18);
    const name = `Grace ${mark}`;
    const address = { ...berlin, name: `Hopper ${mark}`, line1: `Lindenallee ${mark}` };
    await grace.ask('PATCH', '/me', { body: { name, firstName: name } });
    await grace.ask('POST', '/me/addresses', { body: address, headers: { 'idempotency-key': 'home' } });
    const { order: completed } = await grace.buy(orderBody('tok_visa', { shippingAddress: address }));
    await grace.ends(completed.id);
    const { order: failed } = await grace.buy(
      orderBody('tok_visa', { shippingAddress: { ...address, postalCode: nowhere.postalCode } }),
    );
    expect((await grace.ends(failed.id)).status).toBe('FAILED');
    const running = await grace.buy(orderBody('tok_3ds', { shippingAddress: address }));
    const doomed = await grace.buy(orderBody('tok_3ds', { shippingAddress: address }));
    for (const { order } of [running, doomed]) {
      await until(`payment of ${order.id} to wait`, async () => {
        const { payment } = await grace.order(order.id);
        return payment.status === 'REQUIRES_ACTION' ? payment : undefined;
      });
    }
    await mailsNoted(completed.id, 3);
    await mailsNoted(failed.id, 3);
    await mailsNoted(running.order.id, 1);
    await mailsNoted(doomed.order.id, 1);
    const asked = await grace.ask('POST', '/me/export');
    await ready(grace, asked.body.id);
    expect(await filesOf(grace.id)).toHaveLength(1);
    const mails = (await mailsTo(grace.email)).length;

    expect((await grace.ask('DELETE', '/me')).status).toBe(204);
    for (const [method, path] of [
      ['DELETE', '/me'],
      ['GET', '/me'],
      ['GET', '/me/addresses'],
    ] as const) {
      expect((await grace.ask(method, path)).status).toBe(401);
    }
    expect((await grace.checkOut(orderBody())).status).toBe(401);
    const login = await sendAsWritten(apiUrl, 'POST', '/auth/login', { body: grace.login });
    expect([login.status, login.body.code]).toEqual([401, 'invalid-credentials']);

    // Whatever says who it was. The running orders are let go as well, once they have ended.
    const detailsOf = (order: { readonly id: string }) => `orders ORDER#${order.id} DETAILS`;
    const clean = (where: readonly string[]) =>
      expect.poll(() => placesOf([grace.email, mark]), { timeout: 20_000 }).toEqual(where.toSorted());
    await clean([completed, running.order, doomed.order].map(detailsOf));
    expect(await placesOf([grace.email, name])).toEqual([running.order, doomed.order].map(detailsOf).toSorted());
    await until('the file to be gone', async () => ((await filesOf(grace.id)).length === 0 ? true : undefined));
    await until('the login to be closed', () => isGone(grace.id));

    const looks = () => [running, doomed].map(({ order }) => workedOn('notifications-on-mail-due', order.id));
    const looksBefore = looks();
    await grace.confirm(running.payment.redirectUrl);
    await grace.confirm(doomed.payment.redirectUrl, 'decline');
    for (const { order } of [running, doomed]) {
      await until(`order ${order.id} to end`, async () => {
        const { body } = await asStaff('GET', `/admin/orders/${order.id}`);
        return body.saga.done ? true : undefined;
      });
    }
    await invoke('privacy-cron-erasures');
    await clean([completed, running.order].map(detailsOf));
    expect(await placesOf([grace.email, name])).toEqual([]);
    for (const [{ id }, status] of [
      [completed, 'COMPLETED'],
      [running.order, 'COMPLETED'],
      [doomed.order, 'FAILED'],
      [failed, 'FAILED'],
    ] as const) {
      const { body } = await asStaff('GET', `/admin/orders/${id}`);
      expect(body.status).toBe(status);
      expect(body.billingAddress.line1).toBe(status === 'COMPLETED' ? address.line1 : 'erased');
      expect(body.total).toEqual(completed.total);
      const payment = await itemOf('payments', `PAYMENT#${body.payment.paymentId}`);
      expect(payment).not.toHaveProperty('method');
    }
    await until('the last mails to be decided on', async () =>
      looks().every((times, index) => times > (looksBefore[index] ?? 0)) ? true : undefined,
    );
    expect(await mailsTo(grace.email)).toHaveLength(mails);
    const again = { ...grace.login, name: 'Somebody' };
    expect((await sendAsWritten(apiUrl, 'POST', '/auth/register', { body: again })).status).toBe(201);
  });
});

const cognito = new CognitoIdentityProviderClient(clientConfig(endpoint));

/** Whether the user pool knows nobody of that name any more. */
async function isGone(userId: string): Promise<true | undefined> {
  try {
    await cognito.send(new AdminGetUserCommand({ UserPoolId: outputs.userPoolId, Username: userId }));
    return undefined;
  } catch (error) {
    if (error instanceof UserNotFoundException) return true;
    throw error;
  }
}
