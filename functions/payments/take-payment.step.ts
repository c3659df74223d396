import { assertForward, hasEnded, receiptOf } from '../orders/saga.ts';
import { addSeconds } from '../shared/clock.ts';
import { announced, type FactDraft } from '../shared/events/facts.ts';
import type { Money } from '../shared/money.ts';
import { log } from '../shared/observability.ts';
import type { Step, StepCall } from '../shared/steps.ts';
import { Stale, whileStale } from '../shared/store/optimistic.ts';
import { PaymentFailed, PaymentRefunded, type PaymentRefusal, type PaymentStatus } from './contract.ts';
import { type Gateway, type GatewayPayment, GatewayUnavailable } from './gateway.ts';
import { type Payment, REFUSAL_MESSAGE, toRefund } from './payment.ts';
import { refundLate } from './refund-late-capture.ts';
import type { SagaTask } from './saga-task.ts';
import { commitBooking, type SettlementPorts, settle, viewPayment } from './settle.ts';
import { lateBooking, moneyPosting, type PaymentView, type Settlement, TAKE_PAYMENT, whyLate } from './settlement.ts';

/** The customer's payment did not come about. The step's fact says why. */
export class PaymentRefused extends Error {
  override name = 'PaymentRefused';
}

export interface TakePaymentPorts extends SettlementPorts {
  readonly gateway: Gateway;
  readonly task: SagaTask;
  readonly webhookUrl: string;
  /** How long the machine waits for this payment, in seconds. */
  readonly paymentSeconds: number;
}

/** The gateway cannot be reached and the units are no longer held: there is nothing left to pay for. */
export class HoldEnded extends Error {
  override name = 'HoldEnded';
}

/** The gateway's own deadline comes first, so that its word arrives while somebody still waits for it. */
const GATEWAY_MARGIN_SECONDS = 30;

/**
 * Takes the money of an order, or lets the machine wait for it.
 *
 * Do: asks the gateway (under the payment's id, so that it pays once) and settles its answer. Where it has not decided,
 * the task token is kept with the payment, and the event of the settling fact resumes the machine. Throws
 * `PaymentRefused`, `SagaTurnedBack`, and, if the gateway can be neither asked nor queried, `GatewayUnavailable` while the
 * units are held (the machine waits and asks again, the customer is told once) and `HoldEnded` afterwards.
 * Undo: voids what is open, refunds what was taken, and records it; throws `RefundRefused` while the money cannot go back.
 */
export const takePayment = (ports: TakePaymentPorts): Step => ({
  name: TAKE_PAYMENT,
  do: async (call) => {
    const settlement = await whileStale(async () => {
      const view = await viewPayment(ports, call.orderId);
      assertForward(view.step.order.head);
      return recorded(view) ?? (await ask(ports, view, call));
    }).catch((error: unknown) => whenUnreachable(ports, call.orderId, error));
    switch (settlement.kind) {
      case 'paid':
        await ports.task.succeed(tokenOf(call), { version: settlement.version });
        return undefined;
      case 'open':
        return undefined;
      case 'refused':
      case 'late':
        throw new PaymentRefused(settlement.kind === 'late' ? 'captured late' : settlement.reason);
    }
  },
  undo: ({ orderId }) =>
    whileStale(async () => {
      const view = await viewPayment(ports, orderId);
      const { order, undone } = view.step;
      if (view.payment.lateCapture && !view.payment.lateCapture.refunded) {
        await refundLate(ports, view);
        throw new Stale('Refunded what came late; look again');
      }
      if (undone || hasEnded(order.head)) return receiptOf(order.head);
      return takeBack(ports, view);
    }),
});

function tokenOf({ taskToken }: StepCall): string {
  if (taskToken === undefined) throw new Error('The machine gave no task token');
  return taskToken;
}

/** What is recorded already, if anything is: a repeat of the step answers that and asks nobody. */
function recorded({ step: { done, order } }: PaymentView): Settlement | undefined {
  if (!done) return undefined;
  return done.reason
    ? { kind: 'refused', reason: done.reason.code as PaymentRefusal }
    : { kind: 'paid', version: order.head.version };
}

async function ask(ports: TakePaymentPorts, view: PaymentView, call: StepCall): Promise<Settlement> {
  const answer = await askGateway(ports, view);
  const settlement = await settle(ports, view, answer, 'step');
  if (settlement.kind !== 'open') return settlement;
  // Guarded on the payment's version: whatever settled it since `view` was read is found in the next round.
  await ports.store.write(
    ports.payments.writes.change(view.payment, ports.clock.now(), {
      taskToken: tokenOf(call),
      customerNeeded: settlement.customerNeeded,
      actionUrl: answer.actionUrl,
      status: settlement.customerNeeded ? 'REQUIRES_ACTION' : undefined,
    }),
  );
  return settlement;
}

/** Tells the customer, once, that the gateway is waited for, as long as the units are held. Throws either way. */
async function whenUnreachable(ports: TakePaymentPorts, orderId: string, error: unknown): Promise<never> {
  if (!(error instanceof GatewayUnavailable)) throw error;
  const { step, payment, hold } = await viewPayment(ports, orderId);
  const now = ports.clock.now();
  if (hold?.state !== 'HELD' || hold.expiresAt <= now.toISOString()) {
    throw new HoldEnded('The hold ended while the gateway could not be reached', { cause: error });
  }
  const { head } = step.order;
  const fact = {
    key: `${TAKE_PAYMENT}#waiting`,
    type: 'payment.waiting',
    audience: 'customer',
    details: { paymentId: payment.id },
  } as const;
  const told = new Stale('The customer is told already');
  await ports.store
    .write(ports.orders.writes.note(orderId, head.version, now, fact, () => told))
    .catch((refused: unknown) => {
      if (refused !== told) throw refused;
    });
  throw error;
}

/** Asks the gateway to pay; where its answer is lost, asks what has become of it before anything is decided. */
async function askGateway({ gateway, clock, webhookUrl, paymentSeconds }: TakePaymentPorts, { payment }: PaymentView) {
  try {
    return await gateway.pay({
      paymentId: payment.id,
      orderId: payment.orderId,
      amount: payment.amount,
      method: payment.method,
      returnUrl: payment.returnUrl,
      webhookUrl,
      expiresAt: addSeconds(clock.now(), paymentSeconds - GATEWAY_MARGIN_SECONDS),
    });
  } catch (error) {
    if (!(error instanceof GatewayUnavailable)) throw error;
    log.warn('the answer of the gateway was lost', { paymentId: payment.id });
    const found = await gateway.find(payment.id);
    if (!found) throw error;
    return found;
  }
}

async function takeBack(ports: TakePaymentPorts, view: PaymentView) {
  const { gateway } = ports;
  const { payment } = view;
  const { head } = view.step.order;
  const { captured } = payment;
  // What our book does not know as taken may have been taken all the same: the gateway's answer decides. It is booked before
  // it is given back, so that a webhook that says the same cannot give it back a second time.
  const closed = captured ? undefined : await gateway.void(payment.id);
  if (closed?.status === 'captured') {
    await commitBooking(ports, view, lateBooking(payment, closed.amount, whyLate(view)));
    throw new Stale('The money is in the book; look again');
  }
  const back = toRefund(payment);
  if (back) await gateway.refund(payment.id, back, `saga:${payment.id}`);
  const failure = back || head.failure ? undefined : failureOf(payment, closed);
  await commitBooking(ports, view, {
    order: {
      going: 'turn',
      ...(failure ? { failure: { code: failure, message: REFUSAL_MESSAGE[failure] } } : {}),
      fact: undoFact(payment, back, failure),
    },
    payment:
      back && captured
        ? { status: 'REFUNDED', captured, refunded: captured }
        : { status: ENDED.has(payment.status) ? payment.status : 'VOIDED' },
  });
  return { version: head.version + 1 };
}

function undoFact(payment: Payment, back: Money | undefined, failure: PaymentRefusal | undefined): FactDraft {
  const key = `${TAKE_PAYMENT}#undo`;
  const ids = { orderId: payment.orderId, paymentId: payment.id };
  if (back) {
    const postings = [moneyPosting('refunded', back)];
    return announced(PaymentRefunded, { ...ids, amount: back }, { key, postings, audience: 'customer' });
  }
  if (!failure) return { key, type: 'payment.voided', audience: 'staff' };
  const data = { ...ids, amount: payment.amount, reason: failure, settledBy: 'undo' as const };
  return announced(PaymentFailed, data, { key, audience: 'customer' });
}

/** What an undo that has nothing to close or give back leaves as it is. */
const ENDED: ReadonlySet<PaymentStatus> = new Set(['FAILED', 'REFUNDED']);

/** Why an order fails whose payment was still open when the machine gave up. */
function failureOf(payment: Payment, closed: GatewayPayment | undefined): PaymentRefusal {
  if (closed?.failure === 'declined') return 'payment-declined';
  return closed?.failure === 'expired' || payment.taskToken !== undefined ? 'payment-expired' : 'technical';
}
