import { createHash } from 'node:crypto';
import type { AdminOrder } from '@printverse/client/api.d.ts';
import { answered, newIntent, type ShopClient } from '@printverse/client/shop-client.ts';
import type { Mail } from '../../local/mailbox.ts';
import { scanParcel } from './carrier.ts';
import { until } from './client.ts';
import { expect } from './expect.ts';
import { newCustomer } from './new-customer.ts';
import type { Outcome } from './scenarios.ts';
import { berlin, type Shopper } from './shopper.ts';

const SIDE_MM = 20;

/** A cube of 20 mm as a binary STL: a header of 80 bytes, the number of triangles, and 50 bytes for each. */
function cubeFile(): Uint8Array<ArrayBuffer> {
  const quads = [
    [0, 2, 3, 1],
    [4, 5, 7, 6],
    [0, 1, 5, 4],
    [2, 6, 7, 3],
    [0, 4, 6, 2],
    [1, 3, 7, 5],
  ] as const;
  const triangles = quads.flatMap(([a, b, c, d]) => [[a, b, c] as const, [a, c, d] as const]);
  const bytes = new Uint8Array(84 + triangles.length * 50);
  const view = new DataView(bytes.buffer);
  view.setUint32(80, triangles.length, true);
  for (const [index, corners] of triangles.entries()) {
    for (const [place, corner] of corners.entries()) {
      for (let axis = 0; axis < 3; axis++) {
        // A corner's bits say where it lies on each axis; the normal before it stays nothing, which readers work out.
        view.setFloat32(84 + index * 50 + 12 * (place + 1) + 4 * axis, ((corner >> axis) & 1) * SIDE_MM, true);
      }
    }
  }
  return bytes;
}

/** Uploads the cube and asks what it costs, once it is measured. Answers the id of the quote. */
export async function quotedCube(shop: ShopClient): Promise<string> {
  const bytes = cubeFile();
  const announced = {
    fileName: 'cube.stl',
    contentType: 'model/stl' as const,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('base64'),
    unit: 'mm' as const,
  };
  const { uploadId, url, method, headers } = await answered(shop.POST('/uploads', { body: announced }));
  const sent = await fetch(url, { method, headers, body: bytes });
  expect(sent.ok, `the upload was answered with ${sent.status}`);
  const path = { modelUploadId: uploadId };
  await until('the cube to be measured', async () => {
    const { analysis } = await answered(shop.GET('/uploads/{modelUploadId}', { params: { path } }));
    return analysis;
  });
  const quote = await answered(
    shop.POST('/quotes', { body: { uploadId, config: { material: 'pla', colour: 'coral', quantity: 1 } } }),
  );
  expect(quote.status === 'READY', `the quote is ${quote.status}`);
  return quote.id;
}

type Status = NonNullable<AdminOrder['productionStatus']>;

/** The subjects of the mails about an order, in the order in which they were sent. */
async function subjectsOf({ mailUrl }: Shopper['outputs'], email: string, orderNumber: string): Promise<string[]> {
  const mails = (await (await fetch(mailUrl)).json()) as Mail[];
  return mails
    .filter(({ To, Subject }) => To.includes(email) && Subject.includes(orderNumber))
    .map(({ Subject }) => Subject);
}

/** What the mails about an order that went all the way say, one each. */
const MAILS = [
  'We have received your order',
  'Receipt for your order',
  'is confirmed',
  'is being looked at',
  'is being made',
  'is being checked',
  'is packed',
  'is on its way',
  'has arrived',
];

/** A quote is accepted and paid; staff produce it step by step, the carrier fetches and delivers it, and each step is mailed. */
export async function produced(shopper: Shopper): Promise<Outcome> {
  const { outputs, staff } = shopper;
  const { shop, email } = await newCustomer(outputs, 'maker', 'Patient Maker');
  const quoteId = await quotedCube(shop);
  const { orderId } = await answered(
    shop.POST('/quotes/{quoteId}/accept', {
      params: { path: { quoteId }, header: newIntent() },
      body: { shippingAddress: berlin, payment: { provider: 'sandbox', token: 'tok_visa' } },
    }),
  );
  const path = { orderId };
  const order = () => answered(staff.GET('/admin/orders/{orderId}', { params: { path } }));
  const reaches = (status: Status) =>
    until(`order ${orderId} to be ${status}`, async () => {
      const read = await order();
      return read.productionStatus === status ? read : undefined;
    });
  let { version } = await reaches('RECEIVED');
  for (const status of ['IN_REVIEW', 'IN_PRODUCTION', 'IN_QA', 'READY_TO_SHIP'] as const) {
    const moved = await answered(
      staff.PATCH('/orders/{orderId}/status', {
        params: { path, header: { 'If-Match': `"${version}"` } },
        body: { status, ...(status === 'IN_QA' ? { actuals: { grams: 6.5, minutes: 48 } } : {}) },
      }),
    );
    version = moved.version;
  }
  const { shipment, prints, production, orderNumber } = await order();
  expect(prints?.[0]?.quoted.grams !== undefined, 'what was quoted is not shown');
  expect(production?.actuals?.grams === 6.5, 'what it took was not noted');
  const trackingNumber = shipment?.trackingNumber ?? '';
  await scanParcel(outputs, trackingNumber, 'in_transit');
  await reaches('SHIPPED');
  await scanParcel(outputs, trackingNumber, 'delivered');
  await reaches('DELIVERED');
  await until(`the mails of order ${orderNumber}`, async () => {
    const subjects = await subjectsOf(outputs, email, orderNumber);
    return MAILS.every((words) => subjects.filter((subject) => subject.includes(words)).length === 1) || undefined;
  });
  return { says: `printed, sent as ${trackingNumber} and delivered, with ${MAILS.length} mails`, orderId };
}
