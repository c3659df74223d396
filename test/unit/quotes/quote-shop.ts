import { identityChecks } from '../../../functions/identity/guards.ts';
import { identityReads } from '../../../functions/identity/reads.ts';
import { ordersReads } from '../../../functions/orders/reads.ts';
import { ordersWrites } from '../../../functions/orders/writes.ts';
import { paymentsWrites } from '../../../functions/payments/writes.ts';
import { acceptQuote } from '../../../functions/quotes/accept-quote.ts';
import { decideQuote } from '../../../functions/quotes/decide-quote.ts';
import { activateRules, createRules } from '../../../functions/quotes/keep-rules.ts';
import { letGoOfFiles } from '../../../functions/quotes/let-go-of-files.ts';
import { quotesReads } from '../../../functions/quotes/reads.ts';
import { rejectQuotes } from '../../../functions/quotes/reject-quotes.ts';
import { reopenQuotes } from '../../../functions/quotes/reopen-quotes.ts';
import { askForReview, requestQuote, requote } from '../../../functions/quotes/request-quote.ts';
import { sweepQuotes } from '../../../functions/quotes/sweep-quotes.ts';
import { quotesWrites } from '../../../functions/quotes/writes.ts';
import { signedCursors } from '../../../functions/shared/http/cursor.ts';
import { newId } from '../../../functions/shared/ids.ts';
import { withInvocation } from '../../../functions/shared/invocation.ts';
import type { Item, Key } from '../../../functions/shared/store/store.ts';
import type { Analysis } from '../../../functions/uploads/geometry/analyse-model.ts';
import { uploadsGuards } from '../../../functions/uploads/guards.ts';
import { uploadsReads } from '../../../functions/uploads/reads.ts';
import type { Upload } from '../../../functions/uploads/upload.ts';
import { storedUpload, uploadPlace } from '../../../functions/uploads/upload-keys.ts';
import { stages } from '../../../lib/config.ts';
import { SEED_PRICE_RULES } from '../../../local/seed/price-rules.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';
import { measuredCube, takenModel } from '../../support/taken-model.ts';

export const ADA = 'usr_01JD0000000000000000000000';
export const EVE = 'usr_01JD0000000000000000000001';
export const STAFF = 'usr_01JD0000000000000000000002';

export const accepting = {
  shippingAddress: { name: 'A', line1: 'B', city: 'C', postalCode: '10115', country: 'DE' },
  payment: { provider: 'sandbox' },
};

export { measuredCube as cube };

/** A shop in memory with price rules, Ada, Eve and somebody of the staff. */
export async function quoteShop() {
  const store = memoryStore();
  let now = new Date('2026-11-29T10:00:00.000Z');
  const clock = { now: () => now };
  const quotes = { reads: quotesReads('quotes'), writes: quotesWrites('quotes') };
  const uploads = { reads: uploadsReads('uploads'), guards: uploadsGuards('uploads') };
  const ports = { store, table: 'quotes', quotes, uploads, clock };
  const as = <T>(userId: string, work: () => Promise<T>): Promise<T> =>
    withInvocation(
      {
        correlationId: 'cor_1',
        requestId: 'req_1',
        traceparent: undefined,
        causationId: undefined,
        actor: userId,
        deadline: Date.now() + 60_000,
      },
      work,
    );
  const put = (table: string, item: Item & Key) => store.write({ kind: 'put', table, item });
  for (const [id, role] of [
    [ADA, 'customer'],
    [EVE, 'customer'],
    [STAFF, 'staff'],
  ] as const) {
    const [key] = identityReads('identity').user(id).keys;
    const user = { id, name: id, email: 'a@shop.example', locale: 'en', disabled: false, role, version: 1 };
    await put('identity', { pk: '', sk: '', ...key, schema: 1, ...user });
  }
  const create = createRules(ports);
  const activate = activateRules(ports);
  await create({ body: { rules: SEED_PRICE_RULES } });
  await activate({ params: { version: 1 } });

  const request = requestQuote(ports);
  const decide = decideQuote({ ...ports, identity: { checks: identityChecks('identity') } });
  const review = askForReview(ports);
  const again = requote(ports);
  const accept = acceptQuote({
    ...ports,
    uploads: uploads.guards,
    orders: { reads: ordersReads('orders'), writes: ordersWrites('orders') },
    payments: paymentsWrites('payments'),
    identity: identityReads('identity'),
    key: async () => ({ current: 'k'.repeat(32), previous: undefined }),
    apiUrl: 'https://api.example',
    returnOrigins: [],
    providers: ['sandbox'],
    tables: stages.local,
  });
  const caller = (userId: string) => ({ userId, role: userId === STAFF ? 'staff' : 'customer', permissions: [] });
  const requestFor = (userId: string, quoteId: string, body: object = {}) =>
    ({ params: { quoteId }, body, caller: caller(userId), ifMatch: () => {} }) as never;
  return {
    store,
    ports,
    clock,
    cursors: signedCursors(async () => ({ current: 'k'.repeat(32), previous: undefined })),
    as,
    later: (days: number) => {
      now = new Date(now.getTime() + days * 86_400_000);
    },
    rules: { create, activate },
    /** An upload that was measured, Ada's cube unless something else is said. */
    async uploaded(change: Partial<Omit<Upload, 'analysis'>> & { readonly analysis?: object | undefined } = {}) {
      const { analysis, ...rest } = change;
      const upload = takenModel(newId('upl'), {
        ownerId: ADA,
        fileName: 'cube.stl',
        sha256: 'sum',
        ...('analysis' in change ? (analysis ? { analysis: analysis as Analysis } : {}) : { analysis: measuredCube }),
        ...rest,
      });
      await put('uploads', storedUpload.encode(upload, uploadPlace(upload)));
      return upload;
    },
    upload: async (id: string) => (await store.readTogether([uploads.reads.upload(id)]))[0],
    /** Another file under the same upload, at once. */
    swapNow(upload: Upload) {
      const key = uploadPlace(upload);
      const found = store.items('uploads').find(({ pk }) => pk === key.pk);
      const item = { ...key, ...found, sha256: 'another', version: Number(found?.['version']) + 1 };
      return put('uploads', item);
    },
    request: (uploadId: string, config: object = {}, userId = ADA) =>
      as(userId, () =>
        request({
          body: { uploadId, config: { material: 'pla', quantity: 1, ...config } },
          once: () => [],
          caller: caller(userId),
        } as never),
      ),
    decide: (quoteId: string, body: object, ifMatch: (version: number) => void = () => {}) =>
      as(STAFF, () => decide({ ...(requestFor(STAFF, quoteId, body) as object), ifMatch } as never)),
    review: (quoteId: string, userId = ADA) =>
      as(userId, () => review(requestFor(userId, quoteId, { note: 'Please look' }))),
    requote: (quoteId: string, userId = ADA) => as(userId, () => again(requestFor(userId, quoteId))),
    accept: async (
      quoteId: string,
      idempotencyKey: string,
      { userId = ADA, body = accepting }: { userId?: string; body?: object } = {},
    ) => {
      const reply = await as(userId, () =>
        accept({ ...(requestFor(userId, quoteId, body) as object), idempotencyKey } as never),
      );
      return reply.body as { readonly orderId: string; readonly payment: { readonly paymentId: string } };
    },
    failed: (orderId: string) =>
      as('system:test', () => reopenQuotes({ ...ports, orders: ordersReads('orders') })(orderId)),
    delivered: (orderId: string) =>
      as('system:test', () => letGoOfFiles({ ...ports, orders: ordersReads('orders') })(orderId)),
    refused: (uploadId: string) =>
      as('system:test', () => rejectQuotes({ ...ports, uploads: uploads.reads })(uploadId)),
    sweep: () => as('system:test', sweepQuotes(ports)),
    quote: async (id: string) => (await store.readTogether([quotes.reads.quote(id)]))[0],
    orders: () => store.items('orders').filter(({ sk }) => sk === 'DETAILS'),
    events: () =>
      store
        .items('quotes')
        .filter(({ publish }) => publish)
        .map(({ type }) => String(type)),
  };
}
