import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { oneTimeToken } from '../../functions/identity/links/one-time-token.ts';
import { newAddress } from '../../functions/identity/people/address-book.ts';
import { newUser } from '../../functions/identity/people/user.ts';
import type { Session } from '../../functions/identity/sessions/session.ts';
import { identityWrites } from '../../functions/identity/writes.ts';
import { newMail } from '../../functions/notifications/mail.ts';
import { dynamoMailLedger } from '../../functions/notifications/mail-ledger.dynamodb.ts';
import { newExport } from '../../functions/privacy/data-export.ts';
import { privacyWrites } from '../../functions/privacy/writes.ts';
import { keptReplies } from '../../functions/shared/http/replies.ts';
import type { StoredKind } from '../../functions/shared/store/decode.ts';
import type { Item, Store } from '../../functions/shared/store/store.ts';
import { root } from '../support/rooms.ts';
import { simulatedShop } from '../support/simulation/shop.ts';
import { codeOf, sources } from '../support/sources.ts';

/**
 * One item of every kind and version, as it was written once. An item of a version that is in here must be readable for
 * ever. UPDATE_STORED_ITEMS=1 writes what is missing, and touches nothing that is agreed.
 */
const FILE = join(root, 'test/contract/stored-items.json');

// The rehearsal gateway keeps nothing that anybody has to read later.
const code = (await sources('functions/**/*.ts')).filter(({ path }) => !path.startsWith('functions/sandbox-gateway/'));
const declared = code.flatMap(({ path, text }) =>
  [...text.matchAll(/const (stored\w+) = storedKind</g)].map(([, name = '']) => ({ path, name })),
);
/** Every kind that is declared somewhere. */
const kinds = Object.fromEntries(
  await Promise.all(
    declared.map(async ({ path, name }) => {
      const module = (await import(join(root, path))) as Readonly<Record<string, StoredKind<Item>>>;
      return [name, module[name] ?? expect.fail(`Export ${name} of ${path}`)] as const;
    }),
  ),
);

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
    storedNumber: found('orders', 'NUMBER#', 'META'),
    storedPayment: found('payments', 'PAYMENT#', 'META'),
    storedPool: found('inventory', 'POOL#', 'META'),
  };
  await shop.run(orderId, async ({ step, direction }, next) => {
    if (`${step}#${direction}` === 'take-payment#do') held = found('inventory', 'HOLD#', 'META');
    return next();
  });
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
  const answer = { requestHash: 'hash', status: 201, headers: { location: '/orders' }, body: '{}' };
  const request = { userId: mail.recipient, operationId: 'checkout', key: 'key' };
  await store.write(keptReplies({ store, table: 'answers', clock }).keep(request, answer));
  return {
    ...placed,
    storedExport: found('privacy', 'PERSON#', 'EXPORT#'),
    storedLastExport: found('privacy', 'PERSON#', 'META'),
    storedErasure: found('privacy', 'PERSON#', 'ERASURE'),
    storedFact: found('orders', 'ORDER#', 'FACT#reserve-stock#do'),
    storedHold: held,
    storedShipment: found('shipping', 'SHIPMENT#', 'META'),
    storedParcel: found('shipping', 'PARCEL#', 'META'),
    storedMail: found('mails', 'MAIL#', 'META'),
    storedUser: found('identity', 'USER#', 'META'),
    storedEmailOwner: found('identity', 'EMAIL#', 'META'),
    storedFormerEmail: found('identity', 'USER#', 'FORMER-EMAIL#'),
    storedAddressBook: found('identity', 'USER#', 'ADDRESSES'),
    storedReply: found('answers', 'REPLIES#', ''),
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
  const address = { name: 'Ada', line1: 'Analytical Road 1', city: 'London', postalCode: 'E1 6AN', country: 'GB' };
  await store.commit([
    ...writes.admit(user),
    writes.keepToken(token),
    writes.openSession(session),
    writes.keepAddresses(id, [newAddress('adr_01JD0000000000000000000000', address, now)]),
    writes.keepFormerEmail(user, token.id, now),
  ]);
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
const sameForm = (then: Item, now: Item, open: readonly string[]) => {
  const closed = (item: Item) => Object.fromEntries(Object.entries(item).filter(([name]) => !open.includes(name)));
  const [a, b] = [formOf(closed(then)), formOf(closed(now))];
  const empty = [...a, ...b].filter((line) => line.endsWith(`: ${EMPTY}`)).map((line) => line.split(':')[0]);
  const told = (lines: string[]) =>
    lines
      .filter((line) => !empty.some((path) => line === `${path}: ${EMPTY}` || line.startsWith(`${path}[]`)))
      .toSorted();
  return [told(a), told(b)] as const;
};

/** Items of one module as they are written today, and the file in which they are agreed. */
interface Samples {
  readonly file: string;
  readonly today: Readonly<Record<string, Item>>;
}

/** What a context of its own adds, by a module in `stored/`. */
async function samplesOfContexts(): Promise<Samples[]> {
  const found: Samples[] = [];
  for await (const module of glob(join(import.meta.dirname, 'stored/*.ts'))) {
    const { writtenToday } = (await import(module)) as { writtenToday(): Promise<Samples['today']> };
    found.push({ file: module.replace(/ts$/, 'json'), today: await writtenToday() });
  }
  return found;
}

/** What is agreed for one module; with UPDATE_STORED_ITEMS, after what is missing was written down. */
async function agreedIn({ file, today }: Samples): Promise<Readonly<Record<string, Item>>> {
  const agreed = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as Record<string, Item>;
  if (process.env['UPDATE_STORED_ITEMS']) {
    for (const [name, item] of Object.entries(today)) agreed[`${name}.v${String(item['schema'])}`] ??= item;
    const sorted = Object.fromEntries(Object.entries(agreed).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    await writeFile(file, `${JSON.stringify(sorted, null, 2)}\n`);
  }
  return agreed;
}

const samples = [{ file: FILE, today: await writtenToday() }, ...(await samplesOfContexts())];
const today = Object.assign({}, ...samples.map((one) => one.today)) as Samples['today'];
const agreed = Object.assign({}, ...(await Promise.all(samples.map(agreedIn)))) as Samples['today'];

test.each(Object.entries(kinds))(
  '%s writes the form that is agreed for its version: another one is a new version with an upcast',
  (name, { version, open }) => {
    const [then, now] = sameForm(agreed[`${name}.v${version}`] ?? {}, today[name] ?? {}, open);
    expect(now).toEqual(then);
  },
);

test.each(Object.entries(agreed))('%s of long ago is read in the form of today', (name, item) => {
  const [kind = ''] = name.split('.');
  const { decode, open } = kinds[kind] ?? expect.fail(`There is no kind ${kind}`);
  const { event: _, ...now } = decode(today[kind] ?? {});
  const { event: __, ...then } = decode(item);
  const [before, after] = sameForm(then, now, open);
  expect(before).toEqual(after);
});

test('every kind has an item here, and no item is read past its kind', () => {
  expect(declared.length).toBeGreaterThan(20);
  expect(Object.keys(today).toSorted()).toEqual(declared.map(({ name }) => name).toSorted());
  // The store itself knows keys only.
  const casts = code.filter(({ text }) => /\bitems?\b\]?\)* as unknown as/.test(codeOf(text))).map(({ path }) => path);
  expect(casts).toEqual(['functions/shared/store/store.dynamodb.ts']);
});
