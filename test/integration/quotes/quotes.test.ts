import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { quoteKey, storedQuote } from '../../../functions/quotes/quote-keys.ts';
import { quotesReads } from '../../../functions/quotes/reads.ts';
import { quotesWrites } from '../../../functions/quotes/writes.ts';
import { newId } from '../../../functions/shared/ids.ts';
import { dynamoStore } from '../../../functions/shared/store/store.dynamodb.ts';
import { storedUpload, uploadKey, uploadPlace } from '../../../functions/uploads/upload-keys.ts';
import { uploadsWrites } from '../../../functions/uploads/writes.ts';
import { asOperator } from '../../../local/as-operator.ts';
import { SEED_PRICE_RULES } from '../../../local/seed/price-rules.ts';
import { sendAsWritten, until } from '../../../tools/demo/client.ts';
import { measuredCube, takenModel } from '../../support/taken-model.ts';
import {
  apiUrl,
  berlin,
  type Customer,
  documents,
  invoke,
  mailsTo,
  newCustomer,
  staff,
  tableOf,
} from '../orders/buying.ts';

const store = dynamoStore(documents);
const [quotes, uploads] = [tableOf('quotes'), tableOf('uploads')];
const reads = quotesReads(quotes);
const asStaff = async (method: string, path: string, options: object = {}) =>
  sendAsWritten(apiUrl, method, path, { token: (await staff).accessToken(), ...options });
const anybody = (method: string, path: string, options: object = {}) => sendAsWritten(apiUrl, method, path, options);

/** A measured model of somebody, put there as the worker would. */
async function model(ownerId: string, analysis: object = measuredCube): Promise<string> {
  const upload = takenModel(newId('upl'), { ownerId, analysis: { ...measuredCube, ...analysis } });
  await store.write({ kind: 'put', table: uploads, item: storedUpload.encode(upload, uploadPlace(upload)) });
  return upload.id;
}
const config = { material: 'pla', colour: 'coral', quantity: 1 };
const request = async (customer: Customer, analysis?: object) => {
  const { status, body } = await customer.ask('POST', '/quotes', {
    body: { uploadId: await model(customer.id, analysis), config },
  });
  expect(status).toBe(201);
  return body;
};
const accept = (customer: Customer, quoteId: string, token = 'tok_visa') =>
  customer.ask('POST', `/quotes/${quoteId}/accept`, {
    body: { shippingAddress: berlin, payment: { provider: 'sandbox', token } },
    headers: { 'idempotency-key': randomUUID() },
  });
const becomes = (customer: Customer, quoteId: string, status: string) =>
  until(`quote ${quoteId} to be ${status}`, async () => {
    const { body } = await customer.ask('GET', `/quotes/${quoteId}`);
    return body.status === status ? body : undefined;
  });
const mailed = (customer: Customer, subject: RegExp) =>
  until(`a mail about ${subject.source}`, async () =>
    (await mailsTo(customer.email)).find((mail) => subject.test(mail.Subject)),
  );

let ada: Customer;
beforeAll(async () => {
  ada = await newCustomer();
});

describe('a quote', { timeout: 120_000 }, () => {
  test('that the rules price at once is accepted, and its order is paid and shipped [QUO-01, QUO-04, QUO-05, QUO-06, QUO-07, ORD-17, PAY-01]', async () => {
    const quote = await request(ada);
    expect(quote).toMatchObject({ status: 'READY', price: { currency: 'EUR' } });
    await mailed(ada, /print costs/);
    const accepted = await accept(ada, quote.id);
    expect(accepted).toMatchObject({ status: 202, body: { orderId: expect.stringMatching(/^ord_/) } });
    const order = await ada.ends(accepted.body.orderId);
    expect(order).toMatchObject({
      status: 'COMPLETED',
      payment: { status: 'CAPTURED' },
      subtotal: quote.price,
      items: [{ kind: 'print', quoteId: quote.id, quantity: 1, lineTotal: quote.price }],
    });
    expect((await accept(ada, quote.id)).body.code).toBe('quote-already-accepted');
    expect((await ada.ask('GET', '/quotes?status=ACCEPTED')).body.items).toMatchObject([{ id: quote.id }]);
  });

  test('whose payment is declined is READY again, and is accepted with another card [QUO-09, PAY-14]', async () => {
    const quote = await request(ada);
    const { body } = await accept(ada, quote.id, 'tok_declined');
    expect((await ada.ends(body.orderId)).status).toBe('FAILED');
    await becomes(ada, quote.id, 'READY');
    const again = await accept(ada, quote.id);
    expect((await ada.ends(again.body.orderId)).status).toBe('COMPLETED');
  });

  test('waits for staff, who see it with the suggestion, offer one and reject another; each is mailed [QUO-03, QUO-05, QUO-08, ADM-07, NTF-11]', async () => {
    const grace = await newCustomer();
    const [one, other] = [await request(grace, { thinShare: { pla: 0.5 } }), await request(grace)];
    expect(one.status).toBe('PENDING_REVIEW');
    const asked = await grace.ask('POST', `/quotes/${other.id}/review`, { body: { note: 'Will it hold?' } });
    expect(asked).toMatchObject({ status: 200, body: { status: 'PENDING_REVIEW', note: 'Will it hold?' } });
    const queue = await until('both to wait', async () => {
      const { body } = await asStaff('GET', '/quotes?status=PENDING_REVIEW&limit=100');
      return body.items.filter(({ customerId }: any) => customerId === grace.id).length === 2 ? body.items : undefined;
    });
    expect(queue.find(({ id }: any) => id === one.id)).toMatchObject({ suggestion: { price: { currency: 'EUR' } } });
    const read = await asStaff('GET', `/quotes/${one.id}`);
    const decide = { body: { status: 'READY' }, headers: { 'if-match': read.headers.get('etag') } };
    const offered = await asStaff('PATCH', `/quotes/${one.id}`, decide);
    expect(offered).toMatchObject({ status: 200, body: { status: 'READY', price: read.body.suggestion.price } });
    expect((await asStaff('PATCH', `/quotes/${one.id}`, decide)).status).toBe(412);
    const no = { body: { status: 'REJECTED', reason: 'It would not hold.' } };
    expect((await asStaff('PATCH', `/quotes/${other.id}`, no)).body).toMatchObject({ status: 'REJECTED' });
    expect((await mailed(grace, /cannot print your model/)).BodyText).toContain('It would not hold.');
    expect((await accept(grace, other.id)).body.code).toBe('quote-not-ready');
    expect((await accept(grace, one.id)).status).toBe(202);
  });

  test('whose time is over cannot be accepted, is expired by the sweep, and is priced again with one call [QUO-10]', async () => {
    const quote = await request(ada);
    const key = quoteKey(quote.id);
    const found = await store.get(quotes, key);
    const before = storedQuote.decode(found ?? {});
    if (!before.offer) throw new Error('It offers nothing');
    const offer = { ...before.offer, expiresAt: '2026-11-01T00:00:00.000Z' };
    const past = { ...before, offer, version: before.version + 1 };
    await store.write(quotesWrites(quotes).replace(past, before));
    expect((await accept(ada, quote.id)).body.code).toBe('quote-expired');
    await invoke('quotes-cron-quotes');
    const [swept] = await store.readTogether([reads.quote(quote.id)]);
    expect(swept?.status).toBe('EXPIRED');
    const again = await ada.ask('POST', `/quotes/${quote.id}/requote`);
    expect(again).toMatchObject({ status: 200, body: { status: 'READY', id: quote.id } });
  });

  test('of a file that was swapped is refused, and one whose file is refused after all is rejected [QUO-06, QUO-08]', async () => {
    const quote = await request(ada);
    const swapped = takenModel(quote.uploadId, {
      ownerId: ada.id,
      sha256: 'another',
      analysis: measuredCube,
      version: 9,
    });
    const item = storedUpload.encode({ ...swapped, uses: { [quote.id]: true } }, uploadPlace(swapped));
    await store.write({ kind: 'put', table: uploads, item });
    expect((await accept(ada, quote.id)).body.code).toBe('file-changed');
    const found = storedUpload.decode((await store.get(uploads, uploadKey(quote.uploadId))) ?? {});
    await asOperator(() =>
      store.commit(
        uploadsWrites(uploads).rejected(
          found,
          undefined,
          [{ code: 'truncated', message: 'Cut off.' }] as never,
          new Date(),
        ),
      ),
    );
    await becomes(ada, quote.id, 'REJECTED');
  });
});

test('whoever leaves takes their quotes along; of an order what is printed stays, and nothing of who it was [AUT-22, PLT-05]', {
  timeout: 120_000,
}, async () => {
  const grace = await newCustomer();
  const [open, ordered] = [await request(grace), await request(grace)];
  const find = async (id: string) => (await store.readTogether([reads.quote(id)]))[0];
  const before = (await find(ordered.id)) ?? expect.fail('a quote');
  const writes = quotesWrites(quotes);
  await store.write(
    writes.replace({ ...before, status: 'ACCEPTED', orderId: newId('ord'), version: before.version + 1 }, before),
  );
  const asked = await grace.ask('POST', '/me/export');
  const exported = await until('the export', async () => {
    const { body } = await grace.ask('GET', `/me/export/${asked.body.id}`);
    return body.status === 'READY' ? body : undefined;
  });
  const data = (await (await fetch(exported.url)).json()) as { quotes: { id: string }[] };
  expect(new Set(data.quotes.map(({ id }) => id))).toEqual(new Set([open.id, ordered.id]));
  const keys = [
    { table: quotes, key: quoteKey(open.id) },
    { table: quotes, key: quoteKey(ordered.id) },
    { table: uploads, key: uploadKey(open.uploadId) },
  ];
  const items = await Promise.all(keys.map(({ table, key }) => store.get(table, key)));

  expect((await grace.ask('DELETE', '/me')).status).toBe(204);
  const gone = () =>
    until('the quotes to be let go', async () => {
      const [one, other] = [await find(open.id), await find(ordered.id)];
      return one === undefined && other?.customerId === undefined ? other : undefined;
    });
  expect(await gone()).toMatchObject({ status: 'ACCEPTED', fileName: 'erased', fileSha256: before.fileSha256 });
  // All of it is there again, as a consumer leaves it that dies half way.
  for (const [index, { table, key }] of keys.entries()) {
    await store.write({ kind: 'put', table, item: { ...items[index], ...key } });
  }
  await invoke('privacy-cron-erasures');
  await gone();
});

test('a quote is shared by a link that shows what is offered and nothing of whom or which file [QUO-01]', async () => {
  const quote = await request(ada);
  const { status, body } = await ada.ask('POST', `/quotes/${quote.id}/share`);
  expect(status).toBe(201);
  const shown = await anybody('GET', `/quotes/shared/${String(body.url).split('/').at(-1)}`);
  expect(shown).toMatchObject({ status: 200, body: { status: 'READY', price: quote.price } });
  expect(JSON.stringify(shown.body)).not.toContain('bracket');
});

test('everybody is told what may be chosen, and about what it costs [QUO-01]', async () => {
  expect((await anybody('GET', '/quotes/options')).body).toMatchObject({ currency: 'EUR', rush: { leadDays: 1 } });
  const body = { boundingBoxMm: { x: 40, y: 40, z: 40 }, volumeMm3: 64_000, areaMm2: 9_600, config };
  const estimate = await anybody('POST', '/quotes/estimate', { body });
  expect(estimate).toMatchObject({ status: 200, body: { estimate: true, error: { percent: 15 }, review: [] } });
});

test('staff try new rules on a model that is here before they bring them into force, and back again [ADM-07]', async () => {
  const versions = async () => (await asStaff('GET', '/admin/price-rules?limit=1')).body;
  const made = await asStaff('POST', '/admin/price-rules', {
    body: { rules: { ...SEED_PRICE_RULES, setupCents: 600 } },
  });
  expect(made).toMatchObject({ status: 201, body: { active: false } });
  const { version } = made.body;
  const tried = await asStaff('POST', `/admin/price-rules/${version}/try`, {
    body: { uploadId: await model(ada.id), config },
  });
  expect(tried).toMatchObject({ status: 200, body: { price: { currency: 'EUR' }, machineId: 'fdm-250' } });
  expect((await asStaff('POST', `/admin/price-rules/${version}/activate`)).body).toMatchObject({ active: true });
  expect(await versions()).toMatchObject({ items: [{ version, active: true }], nextCursor: expect.any(String) });
  expect((await request(ada)).rulesVersion).toBe(version);
  expect((await asStaff('POST', '/admin/price-rules/1/activate')).status).toBe(200);
});
