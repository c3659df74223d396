import { expect, test } from 'vitest';
import { newId } from '../../../functions/shared/ids.ts';
import { dynamoStore } from '../../../functions/shared/store/store.dynamodb.ts';
import { storedUpload, uploadPlace } from '../../../functions/uploads/upload-keys.ts';
import { seedProductId } from '../../../local/seed/products.ts';
import { sendAsWritten, until } from '../../../tools/demo/client.ts';
import { measuredCube, takenModel } from '../../support/taken-model.ts';
import { apiUrl, berlin, type Customer, documents, newCustomer, staff, tableOf } from '../orders/buying.ts';

const store = dynamoStore(documents);
const asStaff = async (method: string, path: string, options: object = {}) =>
  sendAsWritten(apiUrl, method, path, { token: (await staff).accessToken(), ...options });

interface Day {
  readonly machineId: string;
  readonly date: string;
  readonly bookedHours: number;
  readonly leftHours: number;
  readonly version: number;
}
const capacity = async (): Promise<Day[]> => (await asStaff('GET', '/admin/capacity')).body.items;
const booked = (days: readonly Day[]) => days.reduce((sum, { bookedHours }) => sum + bookedHours, 0);

const config = { material: 'pla', colour: 'coral', quantity: 1 };

/** A model of somebody, measured. */
async function model(customer: Customer): Promise<string> {
  const upload = takenModel(newId('upl'), { ownerId: customer.id, analysis: measuredCube });
  await store.write({ kind: 'put', table: tableOf('uploads'), item: storedUpload.encode(upload, uploadPlace(upload)) });
  return upload.id;
}

/** An accepted quote of a print that only one machine prints, paid with a card. */
async function print(customer: Customer, token: string) {
  const quote = (await customer.ask('POST', '/quotes', { body: { uploadId: await model(customer), config } })).body;
  const { body } = await customer.ask('POST', `/quotes/${quote.id}/accept`, {
    body: { shippingAddress: berlin, payment: { provider: 'sandbox', token } },
    headers: { 'idempotency-key': newId('evt') },
  });
  return customer.ends(body.orderId);
}

test('machine hours are booked and dated with an order, given back with a declined one, and closed by staff [K22, ORD-17, PAY-14]', {
  timeout: 120_000,
}, async () => {
  const ada = await newCustomer();
  const before = booked(await capacity());
  const order = await print(ada, 'tok_visa');
  expect(order).toMatchObject({ status: 'COMPLETED', eta: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
  const after = await capacity();
  expect(booked(after)).toBeGreaterThan(before);
  const failed = await print(ada, 'tok_declined');
  expect(failed).toMatchObject({ status: 'FAILED' });
  expect(failed).not.toHaveProperty('eta');
  expect(booked(await capacity())).toBeCloseTo(booked(after), 6);

  const day = after.find(({ version }) => version === 0);
  const path = `/admin/capacity/${day?.machineId}/${day?.date}`;
  const close = (version: number) =>
    asStaff('PUT', path, { body: { closed: true, reason: 'Service' }, headers: { 'if-match': `"${version}"` } });
  expect(await close(0)).toMatchObject({ status: 200, body: { closed: true, leftHours: 0, version: 1 } });
  expect((await close(0)).status).toBe(412);
  const reopened = { body: { hours: 20, reason: 'Done' }, headers: { 'if-match': '"1"' } };
  expect((await asStaff('PUT', path, reopened)).body).toMatchObject({ closed: false, version: 2 });
  expect((await ada.ask('GET', '/admin/capacity')).status).toBe(403);
  const material = await asStaff('GET', '/admin/inventory/MAT-PLA');
  expect(material.body.onHand).toBeLessThan(50_000);
});

test('a quote and a print of the catalog are bought out of the cart, given back with a declined card, and bought again [ORD-17, PAY-14, CRT-02, CRT-10]', {
  timeout: 120_000,
}, async () => {
  const grace = await newCustomer();
  const asked = { body: { uploadId: await model(grace), config }, headers: { 'idempotency-key': newId('evt') } };
  const quote = (await grace.ask('POST', '/quotes', asked)).body;
  expect((await grace.ask('POST', '/quotes', asked)).body).toEqual(quote);
  expect((await grace.ask('POST', '/cart/items', { body: { quoteId: quote.id } })).status).toBe(200);
  const figure = { productId: seedProductId('figure-32'), quantity: 2, config: { material: 'resin-standard' } };
  const filled = await grace.ask('POST', '/cart/items', { body: figure });
  expect(filled).toMatchObject({ status: 200, body: { items: [{ quoteId: quote.id }, { quantity: 2 }] } });
  const buy = (token: string) =>
    grace.ask('POST', '/checkout', {
      body: { shippingAddress: berlin, payment: { provider: 'sandbox', token } },
      headers: { 'idempotency-key': newId('evt') },
    });
  const lost = await buy('tok_declined');
  expect(lost.status).toBe(201);
  expect(await grace.ends(lost.body.order.id)).toMatchObject({ status: 'FAILED' });
  await until('quote and cart to be given back', async () => {
    const [{ body: cart }, { body: now }] = await Promise.all([
      grace.ask('GET', '/cart'),
      grace.ask('GET', `/quotes/${quote.id}`),
    ]);
    return (
      (now.status === 'READY' && cart.items.length === 2 && !cart.items.some(({ gone }: any) => gone)) || undefined
    );
  });
  const bought = await buy('tok_visa');
  expect(await grace.ends(bought.body.order.id)).toMatchObject({
    status: 'COMPLETED',
    eta: expect.any(String),
    items: [
      { kind: 'print', quoteId: quote.id, lineTotal: quote.price },
      { kind: 'print', productId: figure.productId, quantity: 2, config: { material: 'resin-standard' } },
    ],
  });
  expect((await grace.ask('GET', `/quotes/${quote.id}`)).body).toMatchObject({
    status: 'ACCEPTED',
    orderId: bought.body.order.id,
  });
});
