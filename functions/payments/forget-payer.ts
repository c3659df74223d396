import { hasResult, type Order, paymentIdOf } from '../orders/reads.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import { saysWhoPays } from './payment.ts';
import type { PaymentsReads } from './reads.ts';
import type { PaymentsWrites } from './writes.ts';

/** Takes out of payments what says who paid, for orders of customers who are gone. Leaves those that still run; may be repeated. */
export const forgetPayer =
  ({
    store,
    payments: { reads, writes },
  }: {
    readonly store: Store;
    readonly payments: { readonly reads: PaymentsReads; readonly writes: PaymentsWrites };
  }) =>
  async (left: readonly Order[]): Promise<void> => {
    for (const { head } of left) {
      if (!hasResult(head)) continue;
      await whileStale(async () => {
        const [payment] = await store.readTogether([reads.payment(paymentIdOf(head.id))]);
        if (payment && saysWhoPays(payment)) await store.write(writes.forgetPayer(payment));
      });
    }
  };
