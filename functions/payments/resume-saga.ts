import { paymentIdOf } from '../orders/reads.ts';
import type { Store } from '../shared/store/store.ts';
import type { SettledBy } from './contract.ts';
import type { PaymentsReads } from './reads.ts';
import type { SagaTask } from './saga-task.ts';

interface Ports {
  readonly store: Store;
  readonly payments: PaymentsReads;
  readonly task: SagaTask;
}

interface Settled {
  readonly orderId: string;
  readonly settledBy: SettledBy;
  /** Version of the order after settling. */
  readonly version: number;
  /** Why no money was taken, if none was. */
  readonly refusal?: string;
}

/**
 * Wakes the machine that waits for a payment. What a step settled it answers itself, and the machine sees to it that it
 * does; what an undo settled has nobody waiting.
 */
export const resumeSaga =
  ({ store, payments, task }: Ports) =>
  async ({ orderId, settledBy, version, refusal }: Settled): Promise<void> => {
    if (settledBy !== 'webhook') return;
    const [payment] = await store.readTogether([payments.payment(paymentIdOf(orderId))]);
    // Without a token the step has not come to waiting yet: it will find the fact by itself.
    if (payment?.taskToken === undefined) return;
    if (refusal === undefined) await task.succeed(payment.taskToken, { version });
    else await task.fail(payment.taskToken, { name: 'PaymentRefused', message: refusal });
  };
