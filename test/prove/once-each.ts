import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shopClient } from '@printverse/client/shop-client.ts';
import { COLUMNS } from '../../functions/catalog/sheets/layout.ts';
import type { Mail } from '../../local/mailbox.ts';
import type { Outputs } from '../../local/outputs.ts';
import type { Shop } from '../../local/shop.ts';
import { carrierMessage } from '../../tools/demo/carrier.ts';
import { type Answer, type CallOptions, sendAsWritten, until } from '../../tools/demo/client.ts';
import { capturedMessage } from '../../tools/demo/gateway-message.ts';
import { findGoods } from '../../tools/demo/goods.ts';
import { parkedAndRetried } from '../../tools/demo/scenarios.ts';
import { Shopper } from '../../tools/demo/shopper.ts';
import { binaryStl, cube } from '../support/models.ts';
import { newService } from '../support/role-signature.ts';
import type { Known } from './fuzz-document.ts';

const address = { name: 'Grace', line1: 'Werkstrasse 1', city: 'Berlin', postalCode: '10115', country: 'DE' };

/** A person who asks through `base`; whatever does not succeed is an error. */
class Person {
  readonly base: string;
  readonly outputs: Outputs;
  email = '';
  password = '';
  token: string | undefined;
  cookies = '';

  constructor(base: string, outputs: Outputs) {
    this.base = base;
    this.outputs = outputs;
  }

  async does(method: string, path: string, options: CallOptions = {}): Promise<Answer<any>> {
    const answer = await sendAsWritten(this.base, method, path, { token: this.token, ...options });
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer;
  }

  posts = (path: string, body?: unknown, headers: Record<string, string> = {}) =>
    this.does('POST', path, { body, headers });
  gets = (path: string) => this.does('GET', path);

  /** The token in the newest mail whose link has a word in it, other than one that was seen before. */
  mailedToken(word: string, to = this.email, seen = ''): Promise<string> {
    return until(`a mail to ${to} with a link to ${word}`, async () => {
      const mails = (await (await fetch(this.outputs.mailUrl)).json()) as Mail[];
      const texts = mails.filter(({ To }) => To.includes(to)).map(({ BodyText }) => BodyText);
      const links = texts.flatMap((text) => [...text.matchAll(/https?:\/\/\S+token=([\w.-]+)/g)]);
      const token = links.findLast(([link]) => link.includes(word))?.[1];
      return token === seen ? undefined : token;
    });
  }

  /** Signs in at the paths below `prefix`; with another password from then on where one is given. */
  async signsIn(prefix = ''): Promise<void> {
    const { email, password } = this;
    const answer = await this.does('POST', `${prefix}/auth/login`, { token: undefined, body: { email, password } });
    this.token = String(answer.body.token);
    this.cookies = answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
  }

  /** Asks as the page does whose cookies it has. */
  asBrowser(path: string): Promise<Answer> {
    const csrf = /__Host-csrf=([^;]*)/.exec(this.cookies)?.[1] ?? '';
    return this.does('POST', path, {
      token: undefined,
      headers: { cookie: this.cookies, 'x-csrf-token': decodeURIComponent(csrf) },
    });
  }
}

/** Opens an account and goes through everything that has to do with signing in, at the paths below `prefix`. */
async function signUp(person: Person, prefix: string, registerAt = `${prefix}/auth/register`): Promise<void> {
  person.email = `fuzz-${randomBytes(6).toString('hex')}@example.com`;
  person.password = randomBytes(12).toString('base64url');
  await person.posts(registerAt, { email: person.email, password: person.password, name: 'Grace' });
  const first = await person.mailedToken('verify');
  await person.posts(`${prefix}/auth/verify-email/resend`, { email: person.email });
  const token = await person.mailedToken('verify', person.email, first);
  await person.gets(`${prefix}/auth/verify-email?token=${token}`);
  await person.posts(`${prefix}/auth/verify-email`, { token });
  await person.signsIn(prefix);
}

async function signInAgainAndAgain(person: Person, prefix: string): Promise<void> {
  await person.asBrowser(`${prefix}/auth/refresh`);
  await person.signsIn(prefix);
  await person.asBrowser(`${prefix}/auth/logout`);
  await person.posts(`${prefix}/auth/forgot-password`, { email: person.email });
  const token = await person.mailedToken('reset');
  await person.gets(`${prefix}/auth/reset-password?token=${token}`);
  person.password = randomBytes(12).toString('base64url');
  await person.posts(`${prefix}/auth/reset-password`, { token, password: person.password });
  await person.signsIn(prefix);
  const newPassword = randomBytes(12).toString('base64url');
  await person.posts(`${prefix}/auth/change-password`, { currentPassword: person.password, newPassword });
  person.password = newPassword;
  await person.signsIn(prefix);
  await person.posts(`${prefix}/auth/change-email`, { password: person.password, email: `new-${person.email}` });
}

async function profileAndSessions(person: Person): Promise<Known> {
  await person.gets('/me');
  await person.does('PATCH', '/me', { body: { lastName: 'Hopper' } });
  await person.signsIn();
  const { items } = (await person.gets('/me/sessions')).body as { items: { id: string; current: boolean }[] };
  await person.does('DELETE', `/me/sessions/${items.find(({ current }) => !current)?.id}`);
  return { sessionId: items.find(({ current }) => current)?.id ?? '' };
}

async function addresses(person: Person): Promise<Known> {
  const kept = (await person.posts('/me/addresses', address)).body;
  const gone = (await person.posts('/me/addresses', address)).body;
  await person.gets('/me/addresses');
  await person.gets(`/me/addresses/${kept.id}`);
  await person.does('PUT', `/me/addresses/${kept.id}`, { body: { ...address, label: 'Studio' } });
  await person.does('DELETE', `/me/addresses/${gone.id}`);
  return { addressId: kept.id };
}

async function exported(person: Person): Promise<Known> {
  const { id: exportId } = (await person.posts('/me/export')).body;
  await person.gets(`/me/export/${exportId}`);
  return { exportId };
}

/** A review that is taken back, written again and changed. */
async function reviews(person: Person): Promise<Known> {
  const { plentiful } = await findGoods(shopClient({ apiUrl: person.base }));
  const draft = { productId: plentiful.productId, rating: 5, text: 'Prints as drawn.' };
  const reviewId = (await person.posts('/reviews', draft)).body.id;
  await person.does('DELETE', `/reviews/${reviewId}`);
  await person.posts('/reviews', draft);
  await person.gets(`/reviews/${reviewId}`);
  await person.does('PUT', `/reviews/${reviewId}`, { body: { rating: 4, text: 'Prints nearly as drawn.' } });
  await person.gets(`/reviews/product/${plentiful.productId}`);
  await person.gets(`/reviews/user/${(await person.gets('/me')).body.id}`);
  return { reviewId };
}

async function orders(person: Person): Promise<Known> {
  const { plentiful } = await findGoods(shopClient({ apiUrl: person.base }));
  const items = [{ ...plentiful, quantity: 1 }];
  const wish = { items, shippingAddress: address, payment: { provider: 'sandbox', token: 'tok_visa' } };
  const placed = [];
  for (const path of ['/checkout', '/orders', '/bff/orders']) {
    placed.push((await person.posts(path, wish, { 'idempotency-key': randomUUID() })).body);
  }
  const {
    order,
    payment: { paymentId, redirectUrl },
  } = placed[0];
  const orderId = order.id;
  for (const path of ['', '/timeline']) await person.gets(`/orders/${orderId}${path}`);
  for (const path of ['/orders', `/bff/orders/${orderId}`, `/payments/${paymentId}`]) await person.gets(path);
  // A page that looks again, until the payment is known.
  const onwards = redirectUrl.replace(person.outputs.apiUrl, '');
  await until('the way to the bank', async () => (await person.gets(onwards)).status === 303 || undefined);
  for (const path of ['/payments/webhooks/sandbox', '/api/internal/payment-webhook']) {
    await person.does('POST', path, await capturedMessage(person.outputs, order, `whk_${randomUUID()}`));
  }
  return { orderId, paymentId };
}

/** A guest's cart, and a customer's that it becomes part of. */
async function carts(person: Person): Promise<Known> {
  const { plentiful } = await findGoods(shopClient({ apiUrl: person.base }));
  const guestId = randomBytes(16).toString('base64url');
  const one = { ...plentiful, quantity: 1 };
  const { itemId } = (await person.posts(`/guest/cart/${guestId}/items`, one)).body.items[0];
  await person.does('PUT', `/guest/cart/${guestId}/items/${itemId}`, { body: { quantity: 2 } });
  await person.does('DELETE', `/guest/cart/${guestId}/items/${itemId}`);
  await person.posts(`/bff/guest/cart/${guestId}/items`, one);
  for (const path of ['', '/bff']) {
    await person.gets(`${path}/guest/cart/${guestId}`);
    await person.posts(`${path}/cart/items`, one);
    await person.posts(`${path}/cart/transfer`, path === '' ? { guestId } : { items: [one] });
    await person.gets(`${path}/cart`);
    const line = `${path}/cart/items/${path === '' ? itemId : plentiful.productId}`;
    await person.does('PUT', line, { body: { quantity: 2 } });
    await person.posts('/checkout/preview', { shippingAddress: address });
    await person.does('DELETE', line);
  }
  await person.posts(`/guest/cart/${guestId}/items`, one);
  await person.posts('/cart/items', one);
  return { guestId, itemId };
}

/** What anybody may read. */
async function shopWindow(person: Person): Promise<Known> {
  for (const path of ['/products', '/catalog', '/bff/products', '/categories']) await person.gets(path);
  for (const path of ['/products/trending', '/bff/products/trending', '/bff/products/trending-with-reviews']) {
    await person.gets(path);
  }
  const { plentiful } = await findGoods(shopClient({ apiUrl: person.base }));
  for (const path of ['/products', '/bff/products']) await person.gets(`${path}/${plentiful.productId}`);
  await person.gets(`/inventory?skus=${plentiful.sku}`);
  for (const path of ['/health', '/health/ready', '/openapi.json', '/docs', '/docs/swagger-ui.css'])
    await person.gets(path);
  for (const path of ['/robots.txt', '/sitemap.xml', '/checkout/countries', '/quotes/options']) await person.gets(path);
  return { productId: plentiful.productId, asset: 'swagger-ui.css' };
}

/** A model that is measured, priced, shared, and printed for one quote; staff look at another and decide. */
async function prints(person: Person, staff: Person): Promise<Known> {
  const [modelUploadId, gone] = [await model(person), await model(person)];
  await person.gets('/uploads');
  const { previewUrl } = (await person.gets(`/uploads/${modelUploadId}`)).body;
  const preview = String(previewUrl).split('/').at(-1) ?? '';
  await person.gets(`/previews/${preview}`);
  await person.does('DELETE', `/uploads/${gone}`);
  const config = { material: 'pla', quantity: 1 };
  const measures = { boundingBoxMm: { x: 20, y: 20, z: 20 }, volumeMm3: 8_000, areaMm2: 2_400 };
  await person.posts('/quotes/estimate', { ...measures, config });
  const [bought, quoteId] = [
    (await person.posts('/quotes', { uploadId: modelUploadId, config })).body.id,
    (await person.posts('/quotes', { uploadId: modelUploadId, config: { ...config, quantity: 2 } })).body.id,
  ];
  for (const path of ['/quotes?limit=1', `/quotes/${quoteId}`]) await person.gets(path);
  const token =
    String((await person.posts(`/quotes/${quoteId}/share`)).body.url)
      .split(/[/=]/)
      .at(-1) ?? '';
  await person.gets(`/quotes/shared/${token}`);
  const wish = { shippingAddress: address, payment: { provider: 'sandbox', token: 'tok_visa' } };
  const accepted = await person.posts(`/quotes/${bought}/accept`, wish, { 'idempotency-key': randomUUID() });
  await produced(staff, accepted.body.orderId);
  await person.posts(`/quotes/${quoteId}/requote`);
  await person.posts(`/quotes/${quoteId}/review`, {});
  await staff.does('PATCH', `/quotes/${quoteId}`, { body: { status: 'REJECTED', reason: 'Too thin.' } });
  await staff.gets(`/files/${modelUploadId}`);
  const { items } = (await staff.gets('/admin/price-rules')).body;
  const { rules } = items.find(({ active }: { active: boolean }) => active);
  const { version } = (await staff.posts('/admin/price-rules', { rules })).body;
  await staff.posts(`/admin/price-rules/${version}/try`, { uploadId: modelUploadId, config });
  await staff.posts(`/admin/price-rules/${version}/activate`);
  return { modelUploadId, fileKey: modelUploadId, preview, quoteId, token, version: String(version) };
}

/** Staff produce an order under every spelling, and the carrier has its parcel. */
async function produced(staff: Person, orderId: string): Promise<void> {
  const { shipment } = await until(`order ${orderId} to be complete`, async () => {
    const { body } = await staff.gets(`/admin/orders/${orderId}`);
    return body.status === 'COMPLETED' ? (body as { shipment: { trackingNumber: string } }) : undefined;
  });
  await staff.does('PATCH', `/orders/${orderId}/status`, { body: { status: 'IN_REVIEW' } });
  await staff.does('PUT', `/bff/orders/${orderId}/status`, { body: { status: 'IN_PRODUCTION' } });
  await staff.does('PUT', `/admin/orders/${orderId}`, {
    body: { status: 'IN_QA', actuals: { grams: 9, minutes: 40 } },
  });
  await staff.gets('/admin/warnings');
  const message = await carrierMessage(staff.outputs, shipment.trackingNumber, 'in_transit');
  await staff.does('POST', '/shipping/webhooks/simulated', { ...message, token: undefined });
}

/** Uploads a cube, and waits until it was measured. Answers its id. */
async function model(person: Person): Promise<string> {
  const bytes = binaryStl(cube(20));
  const announced = {
    fileName: 'cube.stl',
    contentType: 'application/octet-stream',
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('base64'),
    unit: 'mm',
  };
  const { uploadId, url, method, headers } = (await person.posts('/uploads', announced)).body;
  const sent = await fetch(url, { method, headers, body: new Uint8Array(bytes) });
  if (!sent.ok) throw new Error(`The upload of a model: ${sent.status} ${await sent.text()}`);
  return until('a model to be measured', async () => {
    const { analysis, previewUrl } = (await person.gets(`/uploads/${uploadId}`)).body;
    return analysis && previewUrl ? String(uploadId) : undefined;
  });
}

async function backOffice(person: Person, userId: string, { orderId, reviewId }: Known): Promise<Known> {
  for (const path of ['/admin/orders', `/admin/orders/${orderId}`, '/admin/sagas', '/admin/users']) {
    await person.gets(path);
  }
  await person.gets('/admin/reviews');
  await person.gets(`/admin/reviews/${reviewId}`);
  await person.does('PATCH', `/admin/reviews/${reviewId}`, { body: { status: 'HIDDEN', reason: 'off-topic' } });
  await person.gets(`/admin/users/${userId}`);
  await person.does('PATCH', `/admin/users/${userId}`, { body: { role: 'operator' } });
  return { userId, ...(await productFiles(person)), ...(await shelves(person)) };
}

/** A product of staff's own, from its first stock and picture until it is withdrawn. */
async function shelves(person: Person): Promise<Known> {
  const word = randomBytes(5).toString('hex');
  const sku = `FUZZ-${word.toUpperCase()}`;
  const draft = {
    slug: `fuzz-${word}`,
    kind: 'stock',
    department: 'home',
    category: 'vases',
    tags: [],
    status: 'ACTIVE',
    texts: { en: { name: 'Vase', description: 'A vase.' } },
    taxClass: 'standard',
    variants: [{ sku, name: { en: 'One' }, price: { amount: 1_900, currency: 'EUR' }, options: {} }],
  };
  const path = `/admin/products/${(await person.posts('/admin/products', draft)).body.id}`;
  // An event may change it between the two: its picture, its stock.
  const change = (method: string, body?: unknown) =>
    until(`${method} ${path} on the version that was read`, async () => {
      const { headers } = await person.gets(path);
      const options = { body, headers: { 'if-match': String(headers.get('etag')) }, token: person.token };
      const answer = await sendAsWritten(person.base, method, path, options);
      if (answer.status >= 400 && answer.status !== 412) throw new Error(`${method} ${path}: ${answer.text}`);
      return answer.status < 400 || undefined;
    });
  await change('PUT', draft);
  await change('PATCH', { tags: ['gift'] });
  await person.gets('/admin/products');
  const opened = { body: { onHand: 5, reason: 'delivery' }, headers: { 'if-match': '"0"' } };
  await person.does('PUT', `/admin/inventory/${sku}`, opened);
  for (const read of [`/admin/inventory/${sku}`, '/admin/inventory']) await person.gets(read);
  const [machineDay] = (await person.gets('/admin/capacity')).body.items as { machineId: string; date: string }[];
  const closing = { body: { closed: true, reason: 'Service' }, headers: { 'if-match': '"0"' } };
  const { machineId = '', date = '' } = machineDay ?? {};
  await person.gets(`/admin/capacity/${machineId}/${date}`);
  await person.does('PUT', `/admin/capacity/${machineId}/${date}`, closing);
  const uploadId = await picture(person, path.split('/').at(-1) ?? '');
  await change('DELETE');
  return { sku, uploadId, machineId, date };
}

/** Uploads a picture of a product, and has it shown. */
async function picture(person: Person, productId: string): Promise<string> {
  const bytes = await readFile(join(import.meta.dirname, '../../local/seed/pictures/resin-wash.webp'));
  const { uploadId, url, method, headers } = (
    await person.posts('/upload/image', {
      productId,
      alt: { en: 'A vase' },
      fileName: 'vase.webp',
      contentType: 'image/webp',
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('base64'),
    })
  ).body;
  const sent = await fetch(url, { method, headers, body: bytes });
  if (!sent.ok) throw new Error(`The upload of a picture: ${sent.status} ${await sent.text()}`);
  const image = await until(
    'a picture to be made',
    async () => (await person.gets(`/upload/image/${uploadId}`)).body.image as { url: string } | undefined,
  );
  await person.gets(image.url);
  return uploadId;
}

/** Imports a file of products that has none of them, and has those that there are exported. */
async function productFiles(person: Person): Promise<Known> {
  const file = Buffer.from(`${COLUMNS.join(',')}\n`);
  const sha256 = createHash('sha256').update(file).digest('base64');
  const asked = await person.posts('/admin/products/imports', { fileName: 'none.csv', size: file.length, sha256 });
  const { importId, url, method, headers } = asked.body;
  const sent = await fetch(url, { method, headers, body: file });
  if (!sent.ok) throw new Error(`The upload of a file of products: ${sent.status} ${await sent.text()}`);
  const { exportId: productExportId } = (await person.posts('/admin/products/exports')).body;
  await until('an import to be done', async () => {
    const { status } = (await person.gets(`/admin/products/imports/${importId}`)).body;
    return status === 'DONE' || undefined;
  });
  await until('an export of products', async () => {
    const { status } = (await person.gets(`/admin/products/exports/${productExportId}`)).body;
    return status === 'READY' || undefined;
  });
  return { importId, productExportId };
}

/** Asks what a token is worth, as a service of the shop does. */
async function validated(base: string, shop: Deployed, token: string | undefined): Promise<void> {
  const [service, signed] = [new Person(base, shop.outputs), await newService(shop)];
  for (const prefix of ['', '/api', '/bff']) {
    const path = `${prefix}/auth/validate`;
    const { body, text } = await service.does('POST', path, await signed(path, { token }));
    if (!body.valid) throw new Error(`${path}: ${text}`);
  }
}

/** Has an order parked, and sent on its way by staff. */
async function retried(base: string, outputs: Outputs): Promise<void> {
  const shopper = await Shopper.enter({ ...outputs, apiUrl: base });
  await parkedAndRetried(shopper, (await findGoods(shopper.shop)).plentiful);
}

type Deployed = Pick<Shop, 'endpoint' | 'outputs' | 'stacks'>;

export interface Told {
  /** Ids of things that are there, and the customer’s where they are anybody’s own. */
  readonly knownIds: Known;
  /** The customer’s access token. */
  readonly token: string | undefined;
  /** What did not succeed. */
  readonly faults: readonly string[];
}

/**
 * Has every operation of the API succeed once, as its clients would. In: where to ask, and the shop that answers there.
 */
export async function onceEach(base: string, shop: Deployed): Promise<Told> {
  const { outputs } = shop;
  const faults: string[] = [];
  let knownIds: Known = {};
  const scene = async (work: () => Promise<Known | void>) => {
    try {
      knownIds = { ...knownIds, ...(await work()) };
    } catch (error) {
      faults.push(String(error));
    }
  };
  const [customer, admin, one, other, gone] = Array.from({ length: 5 }, () => new Person(base, outputs)) as [
    ...(readonly [Person, Person, Person, Person, Person]),
  ];
  await scene(() => shopWindow(customer));
  await scene(() => signUp(customer, ''));
  for (const own of [profileAndSessions, addresses, exported, carts, reviews, orders]) await scene(() => own(customer));
  await scene(() => signInAgainAndAgain(customer, ''));
  await scene(() => signUp(one, '/api').then(() => signInAgainAndAgain(one, '/api')));
  await scene(() => signUp(other, '/bff').then(() => signInAgainAndAgain(other, '/bff')));
  await scene(() => signUp(gone, '', '/users'));
  await scene(async () => {
    Object.assign(admin, outputs.users.admin);
    await admin.signsIn();
    return backOffice(admin, (await one.gets('/me')).body.id, knownIds);
  });
  await scene(() => prints(customer, admin));
  await scene(() => retried(base, outputs));
  await scene(() => validated(base, shop, customer.token));
  await scene(async () => void (await gone.does('DELETE', '/me')));
  return { knownIds, token: customer.token, faults };
}
