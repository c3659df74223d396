import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { headKey, productionList } from '../../../functions/orders/order-keys.ts';
import { newId } from '../../../functions/shared/ids.ts';
import { dynamoStore } from '../../../functions/shared/store/store.dynamodb.ts';
import { storedUpload, uploadPlace } from '../../../functions/uploads/upload-keys.ts';
import { stages } from '../../../lib/config.ts';
import { carrierMessage, scanParcel } from '../../../tools/demo/carrier.ts';
import { type CallOptions, sendAsWritten, until } from '../../../tools/demo/client.ts';
import { report } from '../../../tools/fit-prices.ts';
import { measuredCube, takenModel } from '../../support/taken-model.ts';
import {
  apiUrl,
  berlin,
  type Customer,
  countOf,
  documents,
  factsOf,
  invoke,
  itemOf,
  mailsTo,
  newCustomer,
  outputs,
  staff,
  tableOf,
} from './buying.ts';

const store = dynamoStore(documents);
const asStaff = async (method: string, path: string, options: CallOptions = {}) =>
  sendAsWritten(apiUrl, method, path, { token: (await staff).accessToken(), ...options });
const move = (orderId: string, status: string, more: object = {}) =>
  asStaff('PATCH', `/orders/${orderId}/status`, { body: { status, ...more } });
const stands = (orderId: string, status: string) =>
  until(`order ${orderId} to be ${status}`, async () => {
    const { body } = await asStaff('GET', `/admin/orders/${orderId}`);
    return body.productionStatus === status ? body : undefined;
  });
const webhook = (message: CallOptions) => sendAsWritten(apiUrl, 'POST', '/shipping/webhooks/simulated', message);
const mailed = (to: string, subject: RegExp) =>
  until(
    `a mail about ${subject.source}`,
    async () => (await mailsTo(to)).find((mail) => subject.test(mail.Subject)),
    // A mail whose sender was cut off is sent again when its queue hands it out once more, after six of the sender's lives.
    240,
  );

/** A complete order of one print. Answers its id and its file's. */
async function printed(customer: Customer): Promise<{ readonly orderId: string; readonly fileKey: string }> {
  const upload = takenModel(newId('upl'), { ownerId: customer.id, analysis: measuredCube });
  await store.write({ kind: 'put', table: tableOf('uploads'), item: storedUpload.encode(upload, uploadPlace(upload)) });
  const body = { uploadId: upload.id, config: { material: 'pla', colour: 'coral', quantity: 1 } };
  const quote = await customer.ask('POST', '/quotes', { body });
  const accepted = await customer.ask('POST', `/quotes/${quote.body.id}/accept`, {
    body: { shippingAddress: berlin, payment: { provider: 'sandbox', token: 'tok_visa' } },
    headers: { 'idempotency-key': randomUUID() },
  });
  const { orderId } = accepted.body;
  await customer.reaches(orderId, 'COMPLETED');
  return { orderId, fileKey: upload.id };
}

let grace: Customer;
beforeAll(async () => {
  grace = await newCustomer();
});

describe('production', { timeout: 400_000 }, () => {
  test('of a print: file, measures and quote for staff, each move mailed, the carrier’s scans, and the file let go [PRD-01, PRD-02, PRD-03, ADM-07, ORD-15, ORD-19, SHP-05, NTF-11]', async () => {
    const { orderId, fileKey } = await printed(grace);
    const read = await asStaff('GET', `/admin/orders/${orderId}`);
    expect(read.body).toMatchObject({
      productionStatus: 'RECEIVED',
      production: { late: false, dueAt: expect.any(String) },
      prints: [{ fileKey, quoted: { machineId: expect.any(String) }, analysis: { volumeMm3: 64_000 } }],
    });
    expect((await asStaff('GET', `/files/${fileKey}`)).body).toMatchObject({ url: expect.stringMatching(/^http/) });

    const ifMatch = { headers: { 'if-match': String(read.headers.get('etag')) } };
    const asked = { body: { status: 'IN_REVIEW' }, ...ifMatch };
    expect((await asStaff('PATCH', `/orders/${orderId}/status`, asked)).body).toMatchObject({
      productionStatus: 'IN_REVIEW',
    });
    expect((await asStaff('PATCH', `/orders/${orderId}/status`, asked)).status).toBe(412);
    const skipped = await move(orderId, 'IN_QA');
    expect(skipped).toMatchObject({ status: 409, body: { code: 'illegal-transition', next: 'IN_PRODUCTION' } });
    expect((await move(orderId, 'IN_QA', { force: true })).status).toBe(400);
    await asStaff('PUT', `/bff/orders/${orderId}/status`, { body: { status: 'IN_PRODUCTION' } });
    const actuals = { grams: 81.5, minutes: 300 };
    const noted = await asStaff('PUT', `/admin/orders/${orderId}`, { body: { status: 'IN_QA', actuals } });
    expect(noted.body.production).toMatchObject({ actuals });
    await move(orderId, 'READY_TO_SHIP');

    const { trackingNumber } = noted.body.shipment;
    const held = async () => Object.keys((await itemOf('uploads', `UPLOAD#${fileKey}`))?.['uses'] ?? {});
    expect(await held()).toHaveLength(1);
    await scanParcel(outputs, trackingNumber, 'in_transit');
    expect(await stands(orderId, 'SHIPPED')).toMatchObject({
      displayStatus: 'SHIPPED',
      shipment: { status: 'IN_TRANSIT' },
    });
    await scanParcel(outputs, trackingNumber, 'delivered');
    expect(await stands(orderId, 'DELIVERED')).toMatchObject({ shipment: { status: 'DELIVERED' } });
    const repeated = await Promise.all(
      [1, 2, 3].map(() => carrierMessage(outputs, trackingNumber, 'delivered').then(webhook)),
    );
    expect(repeated.map(({ status }) => status)).toEqual([200, 200, 200]);
    const facts = await factsOf(orderId);
    expect([
      countOf(facts, 'order.status-changed'),
      countOf(facts, 'order.shipped'),
      countOf(facts, 'order.delivered'),
    ]).toEqual([6, 1, 1]);
    await until('the file to be let go', async () => (await held()).length === 0 || undefined);
    for (const subject of [
      /being looked at/,
      /being made/,
      /being checked/,
      /is packed/,
      /on its way/,
      /has arrived/,
    ]) {
      await mailed(grace.email, subject);
    }
    expect(await report(store, tableOf('orders'), tableOf('quotes'))).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Material pla: \d+ jobs are too few to fit by, 10 are needed\.$/),
      ]),
    );
  });

  test('moved by hand as far as the customer takes the shipment along [SHP-05, ORD-19]', async () => {
    const { order } = await grace.buy();
    const { shipment } = await grace.reaches(order.id, 'COMPLETED');
    const forced = { force: true, reason: 'Handed over at the counter' };
    expect((await move(order.id, 'DELIVERED', forced)).body).toMatchObject({
      displayStatus: 'DELIVERED',
      shipment: { status: 'DELIVERED' },
    });
    const { body } = await asStaff('GET', `/orders/${order.id}/timeline`);
    expect(body.items.find(({ type }: any) => type === 'order.status-changed').details).toMatchObject({
      message: forced.reason,
    });
    const message = await carrierMessage(outputs, shipment?.trackingNumber ?? '', 'in_transit');
    expect((await webhook(message)).status).toBe(200);
    expect((await webhook({ ...message, raw: `${message.raw} ` })).status).toBe(400);
    expect((await asStaff('GET', `/admin/orders/${order.id}`)).body.productionStatus).toBe('DELIVERED');
  });

  test('that is forgotten is late, a warning, and one mail to staff [PRD-05, ADM-08]', async () => {
    const { order } = await grace.buy();
    await grace.reaches(order.id, 'COMPLETED');
    const key = headKey(order.id);
    const head = (await store.get(tableOf('orders'), key)) ?? expect.fail('no order');
    const dueAt = '2026-11-01T00:00:00.000Z';
    const production = { since: '2026-10-31T00:00:00.000Z', dueAt };
    const item = { ...head, ...key, production, ...productionList(dueAt, order.id) };
    await store.write({ kind: 'put', table: tableOf('orders'), item });
    await invoke('orders-cron-production');
    await invoke('orders-cron-production');
    await mailed(stages.local.staffMail, new RegExp(`${order.orderNumber} waits in RECEIVED`));
    expect(countOf(await factsOf(order.id), 'order.overdue')).toBe(1);
    const late = await asStaff('GET', '/admin/orders?late=true&productionStatus=RECEIVED&limit=100');
    expect(late.body.items.map(({ id }: any) => id)).toContain(order.id);
    const { body } = await asStaff('GET', '/admin/warnings');
    expect(body.items).toContainEqual(
      expect.objectContaining({ code: 'production-late', orderId: order.id, productionStatus: 'RECEIVED', dueAt }),
    );
  });
});
