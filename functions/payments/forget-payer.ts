import { whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import { saysWhoPays } from './payment.ts';
import type { PaymentsReads } from './reads.ts';
import type { PaymentsWrites } from './writes.ts';

/** Takes out of a payment whose order has ended what says who paid. May be repeated; one that is not there is left so. */
export const forgetPayer =
  ({
    store,
    payments: { reads, writes },
  }: {
    readonly store: Store;
    readonly payments: { readonly reads: PaymentsReads; readonly writes: PaymentsWrites };
  }) =>
  (paymentId: string): Promise<void> =>
    whileStale(async () => {
      const [payment] = await store.readTogether([reads.payment(paymentId)]);
      if (payment && saysWhoPays(payment)) await store.write(writes.forgetPayer(payment));
    });
