import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { productOf } from '../../functions/catalog/product.ts';
import {
  catalogReads,
  storedCard,
  storedDepartment,
  storedProduct,
  storedRating,
  storedSku,
  storedSlug,
} from '../../functions/catalog/reads.ts';
import { saveProduct } from '../../functions/catalog/save-product.ts';
import type { ProductDraft, StoredImage } from '../../functions/catalog/shapes.ts';
import { catalogWrites } from '../../functions/catalog/writes.ts';
import { oneTimeToken } from '../../functions/identity/links/one-time-token.ts';
import { newUser } from '../../functions/identity/people/user.ts';
import { storedSession, storedToken, storedUser } from '../../functions/identity/reads.ts';
import type { Session } from '../../functions/identity/sessions/session.ts';
import { identityWrites } from '../../functions/identity/writes.ts';
import { inventoryReads, storedHold, storedPool } from '../../functions/inventory/reads.ts';
import { newMail } from '../../functions/notifications/mail.ts';
import { dynamoMailLedger } from '../../functions/notifications/mail-ledger.dynamodb.ts';
import { storedMail } from '../../functions/notifications/reads.ts';
import { storedDetails, storedHead } from '../../functions/orders/reads.ts';
import { storedPayment } from '../../functions/payments/reads.ts';
import { newExport } from '../../functions/privacy/data-export.ts';
import { storedErasure, storedExport, storedLastExport } from '../../functions/privacy/reads.ts';
import { privacyWrites } from '../../functions/privacy/writes.ts';
import { reviewIdOf, reviewsIn, storedReview, storedSums } from '../../functions/reviews/reviews.ts';
import { storedFact } from '../../functions/shared/events/facts.ts';
import { withInvocation } from '../../functions/shared/invocation.ts';
import { money } from '../../functions/shared/money.ts';
import type { StoredKind } from '../../functions/shared/store/decode.ts';
import type { Item, Store } from '../../functions/shared/store/store.ts';
import { storedShipment } from '../../functions/shipping/reads.ts';
import { asOperator } from '../../local/as-operator.ts';
import { root } from '../support/rooms.ts';
import { simulatedShop } from '../support/simulation/shop.ts';
import { codeOf, sources } from '../support/sources.ts';

/**
 * One item of every kind and version, as it was written once. An item of a version that is in here must be readable for
 * ever. UPDATE_STORED_ITEMS=1 writes what is missing, and touches nothing that is agreed.
 */
const FILE = join(root, 'test/contract/stored-items.json');

const kinds = {
  storedCard,
  storedDepartment,
  storedDetails,
  storedErasure,
  storedExport,
  storedFact,
  storedHead,
  storedHold,
  storedLastExport,
  storedMail,
  storedPayment,
  storedPool,
  storedProduct,
  storedRating,
  storedReview,
  storedSession,
  storedShipment,
  storedSku,
  storedSlug,
  storedSums,
  storedToken,
  storedUser,
} as unknown as Readonly<Record<string, StoredKind<Item>>>;

/** An item of every kind, as the shop writes it today. */
async function writtenToday(): Promise<Readonly<Record<string, Item>>> {
  const shop = simulatedShop({ stock: 9 });
  const { store, clock } = shop;
  await shop.open();
  const orderId = await shop.place();
  const found = (table: string, pk: string, sk: string): Item =>
    store.items(table).find((item) => String(item['pk']).startsWith(pk) && String(item['sk']).startsWith(sk)) ??
    expect.fail(`Nothing at ${pk} ${sk}`);
  const placed = {
    storedHead: found('orders', 'ORDER#', 'META'),
    storedDetails: found('orders', 'ORDER#', 'DETAILS'),
    storedPayment: found('payments', 'PAYMENT#', 'META'),
    storedPool: found('inventory', 'POOL#', 'META'),
  };
  await shop.run(orderId, async ({ step, direction }, next) => {
    if (`${step}#${direction}` === 'take-payment#do') held = found('inventory', 'HOLD#', 'META');
    return next();
  });
  const catalog = { reads: catalogReads('catalog'), writes: catalogWrites('catalog') };
  const draft: ProductDraft = {
    slug: 'twist-vase',
    kind: 'stock',
    department: 'home',
    category: 'vases',
    tags: ['watertight'],
    status: 'ACTIVE',
    texts: { en: { name: 'Twist vase', description: 'Turned once around itself.' } },
    taxClass: 'standard',
    variants: [{ sku: 'VASE-M', name: { en: 'Medium' }, price: money(2_000, 'EUR'), options: { size: 'M' } }],
  };
  const encoded = { webp: '/media/1/large.webp', avif: '/media/1/large.avif' };
  const image: StoredImage = {
    id: 'img_01JD0000000000000000000000',
    url: encoded.webp,
    sizes: { small: encoded, medium: encoded, large: encoded },
    width: 1600,
    height: 1200,
    placeholder: 'data:image/webp;base64,UklGRg==',
    alt: { en: 'A vase' },
  };
  const save = saveProduct({ store, clock, catalog, inventory: inventoryReads('inventory') });
  await asOperator(() =>
    save('prd_01JD0000000000000000000000', (before, now) => ({
      ...productOf('prd_01JD0000000000000000000000', draft, before, now),
      images: [image],
    })),
  );
  const sums = { productId: 'prd_01JD0000000000000000000000', count: 1, sum: 5, version: 1 };
  await store.write(catalog.writes.putRating(sums, undefined));
  const review = {
    id: reviewIdOf(sums.productId, 'usr_01JD0000000000000000000000'),
    productId: sums.productId,
    authorId: 'usr_01JD0000000000000000000000',
    rating: 5,
    title: 'Watertight',
    text: 'It holds tulips well.',
    name: 'A',
    createdAt: clock.now().toISOString(),
    version: 1,
  };
  const invocation = {
    correlationId: 'cor_test',
    requestId: 'req_test',
    traceparent: undefined,
    causationId: undefined,
    actor: review.authorId,
    deadline: Number.MAX_SAFE_INTEGER,
  };
  await withInvocation(invocation, () =>
    store.commit(reviewsIn(store, 'reviews').post(review, undefined, clock.now(), () => new Error('Repeated'))),
  );
  const mail = { template: 'order-confirmed', recipient: 'usr_01JD0000000000000000000000', eventId: 'evt_1' } as const;
  await dynamoMailLedger(store, 'mails').open(newMail({ ...mail, orderId }, clock.now()));
  const privacy = privacyWrites('privacy');
  const asked = newExport('exp_01JD0000000000000000000000', mail.recipient, clock.now());
  await store.commit([
    ...privacy.openExport(undefined, asked),
    privacy.beginErasure({ userId: mail.recipient, begunAt: clock.now().toISOString() }),
  ]);
  await store.write(privacy.finishErasure({ userId: mail.recipient, begunAt: asked.createdAt }, clock.now()));
  await signUp(store, clock.now());
  return {
    ...placed,
    storedExport: found('privacy', 'PERSON#', 'EXPORT#'),
    storedLastExport: found('privacy', 'PERSON#', 'META'),
    storedErasure: found('privacy', 'PERSON#', 'ERASURE'),
    storedFact: found('orders', 'ORDER#', 'FACT#reserve-stock#do'),
    storedHold: held,
    storedShipment: found('shipping', 'SHIPMENT#', 'META'),
    storedProduct: found('catalog', 'PRODUCT#', 'META'),
    storedCard: found('catalog', 'CARDS#', ''),
    storedSku: found('catalog', 'SKU#', 'META'),
    storedSlug: found('catalog', 'SLUG#', 'META'),
    storedDepartment: found('catalog', 'DEPARTMENT#', 'META'),
    storedRating: found('catalog', 'PRODUCT#', 'RATING'),
    storedReview: found('reviews', 'PRODUCT#', 'REVIEW#'),
    storedSums: found('reviews', 'PRODUCT#', 'SUMS'),
    storedMail: found('mails', 'MAIL#', 'META'),
    storedUser: found('identity', 'USER#', 'META'),
    storedSession: found('identity', 'SESSION#', 'META'),
    storedToken: found('identity', 'TOKEN#', 'META'),
  };
}
let held: Item = {};

/** A user with a session and a mailed link. */
async function signUp(store: Store, now: Date): Promise<void> {
  const writes = identityWrites('identity');
  const id = 'usr_01JD0000000000000000000000';
  const person = { email: 'ada@shop.example', name: 'Ada', locale: 'en' } as const;
  const user = newUser(id, person, { role: 'customer', verified: true }, now);
  const token = oneTimeToken(
    { id: 'tok_01JD0000000000000000000000', purpose: 'reset-password', userId: id },
    'key',
    now,
  );
  const session: Session = {
    id: 'ses_01JD0000000000000000000000',
    userId: id,
    secretHash: 'hash',
    generation: 1,
    rememberMe: false,
    refreshToken: 'sealed',
    ip: '192.0.2.1',
    createdAt: now.toISOString(),
    lastUsedAt: now.toISOString(),
    expiresAt: now.toISOString(),
    version: 1,
  };
  await store.commit([...writes.admit(user), writes.keepToken(token), writes.openSession(session)]);
}

/** Names and types of what an item has, at any depth. */
function formOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value) && value.length === 0) return [`${path}: ${EMPTY}`];
  if (Array.isArray(value)) return [...new Set(value.flatMap((one) => formOf(one, `${path}[]`)))];
  if (typeof value !== 'object' || value === null) return [`${path}: ${value === null ? 'null' : typeof value}`];
  return Object.entries(value).flatMap(([name, one]) => formOf(one, `${path}.${name}`));
}

/** A list that is empty says nothing of what lies in it elsewhere. */
const EMPTY = 'an empty list';
const sameForm = (then: Item, now: Item) => {
  const [a, b] = [formOf(then), formOf(now)];
  const empty = [...a, ...b].filter((line) => line.endsWith(`: ${EMPTY}`)).map((line) => line.split(':')[0]);
  const told = (lines: string[]) =>
    lines
      .filter((line) => !empty.some((path) => line === `${path}: ${EMPTY}` || line.startsWith(`${path}[]`)))
      .toSorted();
  return [told(a), told(b)] as const;
};

const today = await writtenToday();
const agreed = JSON.parse(await readFile(FILE, 'utf8').catch(() => '{}')) as Record<string, Item>;
if (process.env['UPDATE_STORED_ITEMS']) {
  for (const [name, item] of Object.entries(today)) agreed[`${name}.v${String(item['schema'])}`] ??= item;
  const sorted = Object.fromEntries(Object.entries(agreed).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  await writeFile(FILE, `${JSON.stringify(sorted, null, 2)}\n`);
}

test.each(Object.entries(kinds))(
  '%s writes the form that is agreed for its version: another one is a new version with an upcast',
  (name, { version }) => {
    const [then, now] = sameForm(agreed[`${name}.v${version}`] ?? {}, today[name] ?? {});
    expect(now).toEqual(then);
  },
);

test.each(Object.entries(agreed))('%s of long ago is read in the form of today', (name, item) => {
  const [kind = ''] = name.split('.');
  const decode = (one: Item) => (kinds[kind] ?? expect.fail(`There is no kind ${kind}`)).decode(one);
  const { event: _, ...now } = decode(today[kind] ?? {});
  const { event: __, ...then } = decode(item);
  const [before, after] = sameForm(then, now);
  expect(before).toEqual(after);
});

test('no kind is left out here, and no item is read past its kind', async () => {
  // The rehearsal gateway keeps nothing that anybody has to read later.
  const code = (await sources('functions/**/*.ts')).filter(
    ({ path }) => !path.startsWith('functions/sandbox-gateway/'),
  );
  const declared = code.flatMap(({ text }) =>
    [...text.matchAll(/const (stored\w+) = storedKind</g)].map(([, name]) => name ?? ''),
  );
  expect(declared.toSorted()).toEqual(Object.keys(kinds));
  // The replies to keyed requests are kept for a day, and the store itself knows keys only.
  const allowed = ['functions/shared/http/replies.ts', 'functions/shared/store/store.dynamodb.ts'];
  const casts = code.filter(({ text }) => /\bitems?\b\]?\)* as unknown as/.test(codeOf(text))).map(({ path }) => path);
  expect(casts).toEqual(allowed);
});
