import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Change,
  cancel,
  cancelUnknown,
  decide,
  type Entry,
  open,
  type Payment,
  passTime,
} from '../../../functions/sandbox-gateway/payment.ts';
import { heal, type Refund, refund } from '../../../functions/sandbox-gateway/refund.ts';
import { DomainError } from '../../../functions/shared/domain-error.ts';
import { after, orderOf, SHORT_LIFE_SECONDS } from './orders.ts';

const AMOUNT = 1_000;

type Call =
  | { readonly do: 'open' | 'void' | 'confirm' | 'decline' | 'heal' | 'wait' }
  | { readonly do: 'refund'; readonly key: string; readonly amount: number };

const call: fc.Arbitrary<Call> = fc.oneof(
  fc.record({ do: fc.constantFrom('open', 'void', 'confirm', 'decline', 'heal', 'wait') }),
  fc.record({
    do: fc.constant('refund' as const),
    key: fc.constantFrom('a', 'b', 'c'),
    amount: fc.integer({ min: 1, max: AMOUNT + 100 }),
  }),
);
const token = fc.constantFrom('tok_visa', 'tok_declined', 'tok_3ds', 'tok_pending', 'tok_late', 'tok_refund_fails');

/** A gateway in memory: whatever is called, in whatever order, and everything that it has recorded. */
function played(withToken: string, calls: readonly { readonly call: Call; readonly seconds: number }[]) {
  let payment: Payment | undefined;
  const refunds = new Map<string, Refund>();
  const entries: Entry[] = [];
  let elapsed = 0;
  for (const { call, seconds } of calls) {
    elapsed += seconds;
    const change = refusedOr(() => changeBy(call, payment, refunds, withToken, elapsed));
    if (!change) continue;
    payment = change.payment;
    if (change.entry) entries.push(change.entry);
    if (change.refund) refunds.set(change.refund.refundId, change.refund);
  }
  return { payment, refunds: [...refunds.values()], entries };
}

function refusedOr(work: () => Change | undefined): Change | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

function changeBy(
  call: Call,
  payment: Payment | undefined,
  refunds: ReadonlyMap<string, Refund>,
  withToken: string,
  elapsed: number,
): Change | undefined {
  const now = after(elapsed);
  const order = orderOf({ token: withToken, amount: { amount: AMOUNT, currency: 'EUR' } });
  if (call.do === 'open') {
    if (payment?.orderId !== undefined) return undefined;
    return open('pay_1', order, { stored: payment, now, shortLifeSeconds: SHORT_LIFE_SECONDS });
  }
  if (call.do === 'void') return payment ? cancel(payment, now) : cancelUnknown('pay_1', now);
  if (!payment) return undefined;
  switch (call.do) {
    case 'confirm':
    case 'decline':
      return decide(payment, call.do, now);
    case 'heal':
      return heal(payment, now);
    case 'wait':
      return passTime(payment, now);
    case 'refund': {
      const wanted = { refundId: call.key, amount: { amount: call.amount, currency: 'EUR' } };
      return refund(payment, refunds.get(call.key), wanted, now);
    }
  }
}

const plays = fc.tuple(
  token,
  fc.array(fc.record({ call, seconds: fc.integer({ min: 0, max: 90 }) }), { maxLength: 25 }),
);

const total = (entries: readonly Entry[], kind: Entry['kind']) =>
  entries.filter((entry) => entry.kind === kind).reduce((sum, entry) => sum + entry.amount.amount, 0);

test('whatever is called, the ledger is what was captured less what was refunded, and never below nothing [PAY-12]', () => {
  fc.assert(
    fc.property(plays, ([withToken, calls]) => {
      const { payment, entries } = played(withToken, calls);
      const captured = payment?.status === 'captured' ? AMOUNT : 0;
      const refunded = payment?.refunded.amount ?? 0;
      expect(total(entries, 'capture') - total(entries, 'refund')).toBe(captured - refunded);
      expect(refunded).toBeLessThanOrEqual(captured);
    }),
    { numRuns: 2_000 },
  );
});

test('whatever is called, money is captured at most once and a key gives money back at most once [PAY-08]', () => {
  fc.assert(
    fc.property(plays, ([withToken, calls]) => {
      const { entries, refunds } = played(withToken, calls);
      expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
      expect(entries.filter(({ kind }) => kind === 'capture').length).toBeLessThanOrEqual(1);
      const succeeded = refunds.filter(({ status }) => status === 'succeeded');
      expect(entries.filter(({ kind }) => kind === 'refund').length).toBe(succeeded.length);
    }),
    { numRuns: 2_000 },
  );
});
