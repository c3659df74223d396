import { describe, expect, test } from 'vitest';
import type { Hold } from '../../../functions/inventory/hold.ts';
import { firstHead, type Order, type OrderDetails, type OrderHead } from '../../../functions/orders/order.ts';
import type { SettledBy } from '../../../functions/payments/contract.ts';
import type { GatewayPayment } from '../../../functions/payments/gateway.ts';
import type { Payment } from '../../../functions/payments/payment.ts';
import { decideSettlement, type PaymentView } from '../../../functions/payments/settlement.ts';
import type { Fact } from '../../../functions/shared/events/facts.ts';
import { money } from '../../../functions/shared/money.ts';

const ORDER = 'ord_01JD0000000000000000000000';
const PAYMENT = 'pay_01JD0000000000000000000000';
const OWED = money(5_000, 'EUR');
const NOTHING_WRITTEN = undefined;

const hold: Hold = {
  id: 'hld_01JD0000000000000000000000',
  orderId: ORDER,
  state: 'HELD',
  units: [{ sku: 'VASE-M', quantity: 2 }],
  expiresAt: '2026-11-21T11:00:00.000Z',
  version: 1,
};

interface Given {
  readonly head?: Partial<OrderHead>;
  readonly direction?: 'FORWARD' | 'BACK';
  readonly payment?: Partial<Payment>;
  readonly hold?: Hold | undefined;
  /** The fact of the step, if it is recorded. */
  readonly done?: Partial<Fact>;
}

/** An order that is reserved and waits for its payment, but for what is given otherwise. */
function view({ head = {}, direction = 'FORWARD', payment = {}, done, ...other }: Given = {}): PaymentView {
  const details = { id: ORDER, customer: { id: 'usr_1' }, createdAt: '2026-11-21T10:00:00.000Z' } as OrderDetails;
  const first = firstHead(details);
  const order: Order = {
    head: { ...first, status: 'RESERVED', version: 2, saga: { ...first.saga, direction }, ...head },
    details,
  };
  return {
    step: { order, done: done as Fact | undefined, undone: undefined },
    payment: {
      id: PAYMENT,
      orderId: ORDER,
      customerId: 'usr_1',
      provider: 'sandbox',
      amount: OWED,
      status: 'PENDING',
      createdAt: details.createdAt,
      version: 1,
      ...payment,
    },
    hold: 'hold' in other ? other.hold : hold,
  };
}

const captured: GatewayPayment = { status: 'captured', amount: OWED };
const declined: GatewayPayment = { status: 'failed', amount: OWED, failure: 'declined' };

/** What a settlement comes to, and what it writes, in short. */
function decided(given: PaymentView, answer: GatewayPayment, settledBy: SettledBy = 'webhook') {
  const { settlement, booking } = decideSettlement(given, answer, settledBy);
  const { order, payment, sells } = booking ?? {};
  return {
    settlement,
    writes: order && {
      going: order.going,
      to: order.to,
      failure: order.failure?.code,
      fact: order.fact.key,
      type: order.fact.type,
      postings: order.fact.postings?.map(({ account, delta }) => `${account} ${delta}`),
      payment,
      sells: sells?.id,
    },
  };
}

/** Why a late capture is late, as staff find it in its fact, and what the customer reads. */
const lateness = (given: PaymentView) => {
  const { order } = decideSettlement(given, captured, 'webhook').booking ?? {};
  return [order?.fact.details?.['cause'], order?.failure?.code, order?.failure?.message];
};

const LATE = {
  settlement: { kind: 'late' },
  writes: {
    going: 'turn',
    to: undefined,
    failure: expect.stringMatching(/^(payment-expired|technical)$/),
    fact: 'late-capture',
    type: 'payment.captured-late',
    postings: ['captured 5000'],
    payment: { status: 'CAPTURED', captured: OWED, lateCapture: { amount: OWED, refunded: false } },
    sells: undefined,
  },
};

describe('an order that waits for its payment', () => {
  test.each(['step', 'webhook', 'undo'] as const)(
    'is paid by a capture, whoever finds it: %s [PAY-05, PAY-11]',
    (settledBy) => {
      expect(decided(view(), captured, settledBy)).toEqual({
        settlement: { kind: 'paid', version: 3 },
        writes: {
          going: 'forward',
          to: 'PAID',
          failure: undefined,
          fact: 'take-payment#do',
          type: 'payment.processed',
          postings: ['captured 5000', 'held -2', 'sold 2'],
          payment: { status: 'CAPTURED', captured: OWED },
          sells: hold.id,
        },
      });
      const { booking } = decideSettlement(view(), captured, settledBy);
      expect(booking?.order.fact.event?.data).toMatchObject({ settledBy, amount: OWED });
    },
  );

  test.each([
    [declined, 'payment-declined'],
    [{ ...declined, failure: 'expired' }, 'payment-expired'],
    [{ ...declined, failure: 'mismatch' }, 'payment-mismatch'],
    [{ status: 'voided', amount: OWED }, 'technical'],
  ] as const)('is refused when the gateway answers %o [PAY-15]', (answer, reason) => {
    expect(decided(view(), answer)).toEqual({
      settlement: { kind: 'refused', reason },
      writes: {
        going: 'forward',
        to: undefined,
        failure: reason,
        fact: 'take-payment#do',
        type: 'payment.failed',
        postings: [],
        payment: { status: 'FAILED', captured: undefined },
        sells: undefined,
      },
    });
  });

  test.each([
    ['amount', money(5_001, 'EUR')],
    ['currency', money(5_000, 'USD')],
  ])('is refused when another %s was captured, which is booked so that it goes back [PAY-07]', (_, amount) => {
    const { settlement, writes } = decided(view(), { status: 'captured', amount });
    expect(settlement).toEqual({ kind: 'refused', reason: 'payment-mismatch' });
    expect(writes).toMatchObject({
      failure: 'payment-mismatch',
      postings: [`captured ${amount.amount}`],
      payment: { status: 'FAILED', captured: amount },
    });
  });

  test.each([
    ['pending', false],
    ['requires_action', true],
  ] as const)('goes on waiting while the payment is %s [PAY-05]', (status, customerNeeded) => {
    expect(decided(view(), { status, amount: OWED })).toEqual({
      settlement: { kind: 'open', customerNeeded },
      writes: NOTHING_WRITTEN,
    });
  });
});

describe('a capture is late, is booked at once and turns the order back', () => {
  test.each<[string, Given]>([
    ['the order is on its way back', { direction: 'BACK' }],
    ['the hold has expired', { hold: { ...hold, state: 'EXPIRED' } }],
    ['the hold was given back', { hold: { ...hold, state: 'RELEASED' } }],
    ['there is no hold', { hold: undefined }],
    ['the order has failed', { head: { status: 'FAILED' }, direction: 'BACK' }],
    [
      'it was refused before, and the undo has not come yet',
      { done: { reason: { code: 'payment-declined', message: '' } }, payment: { status: 'FAILED' } },
    ],
  ])('when %s [PAY-12, INV-12]', (_, given) => {
    expect(decided(view(given), captured)).toEqual(LATE);
  });

  test.each<[string, Given, string, string, RegExp]>([
    [
      'a customer who confirmed too late',
      { direction: 'BACK', payment: { taskToken: 'token' } },
      'decided-too-late',
      'payment-expired',
      /time had run out/,
    ],
    [
      'a hold that has ended',
      { hold: { ...hold, state: 'EXPIRED' } },
      'hold-ended',
      'payment-expired',
      /had been released/,
    ],
    // The card was charged when it was first asked for, and the worker died before it could be booked.
    ['a fault of the shop', { direction: 'BACK' }, 'order-turned-back', 'technical', /fault on our side/],
  ])('and says why it is late: %s [PAY-12, PAY-15]', (_, given, cause, code, message) => {
    const [foundCause, foundCode, told] = lateness(view(given));
    expect([foundCause, foundCode]).toEqual([cause, code]);
    expect(told).toMatch(message);
    expect(told).toMatch(/refunded in full/);
  });
});

describe('the same answer a second time changes nothing', () => {
  test('when the order is paid: it is told so again [PAY-08]', () => {
    const paid = view({
      head: { status: 'PAID', version: 3 },
      payment: { status: 'CAPTURED', captured: OWED, version: 2 },
      hold: { ...hold, state: 'COMMITTED', version: 2 },
      done: { key: 'take-payment#do' },
    });
    expect(decided(paid, captured)).toEqual({ settlement: { kind: 'paid', version: 3 }, writes: NOTHING_WRITTEN });
  });

  test('when the payment was refused [PAY-08]', () => {
    const refused = view({
      payment: { status: 'FAILED', version: 2 },
      done: { reason: { code: 'payment-declined', message: '' } },
    });
    expect(decided(refused, declined)).toEqual({
      settlement: { kind: 'refused', reason: 'payment-declined' },
      writes: NOTHING_WRITTEN,
    });
  });

  test.each([false, true])('when the money came late, refunded or not: %s [PAY-12]', (refunded) => {
    const late = view({
      direction: 'BACK',
      payment: { status: 'CAPTURED', captured: OWED, lateCapture: { amount: OWED, refunded } },
    });
    expect(decided(late, captured)).toEqual({
      settlement: { kind: 'refused', reason: 'payment-expired' },
      writes: NOTHING_WRITTEN,
    });
  });

  test('when another amount was captured and booked [PAY-08]', () => {
    const wrong = money(5_001, 'EUR');
    const booked = view({
      payment: { status: 'FAILED', captured: wrong },
      done: { reason: { code: 'payment-mismatch', message: '' } },
    });
    expect(decided(booked, { status: 'captured', amount: wrong }).writes).toBe(NOTHING_WRITTEN);
  });
});

test('a refusal of an order that is on its way back changes nothing [PAY-12]', () => {
  expect(decided(view({ direction: 'BACK' }), declined)).toEqual({
    settlement: { kind: 'refused', reason: 'payment-declined' },
    writes: NOTHING_WRITTEN,
  });
});
