import { NotFound, NotYours } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import type { Secret } from '../shared/signatures.ts';
import type { Store } from '../shared/store/store.ts';
import { continueLink } from './continue-link.ts';
import type { ReadPayment } from './contract.ts';
import type { Payment } from './payment.ts';
import type { PaymentsReads } from './reads.ts';

interface Ports {
  readonly store: Store;
  readonly payments: PaymentsReads;
  readonly key: Secret;
  readonly apiUrl: string;
}

/** One of the caller's own payments; throws `NotFound` for anybody else's. */
export const readPayment =
  ({ store, payments, key, apiUrl }: Ports) =>
  async ({ params: { paymentId }, caller }: Request<typeof ReadPayment>) => {
    const [payment] = await store.readTogether([payments.payment(paymentId)]);
    if (!payment) throw new NotFound();
    if (payment.customerId !== caller.userId) throw new NotYours();
    const link = payment.status === 'REQUIRES_ACTION' ? continueLink(apiUrl, paymentId, await key()) : undefined;
    return paymentDto(payment, link);
  };

const paymentDto = ({ id, orderId, status, amount, provider, createdAt }: Payment, link: string | undefined) => ({
  id,
  orderId,
  status,
  amount,
  provider,
  ...(link ? { nextAction: { type: 'redirect' as const, url: link } } : {}),
  createdAt,
});
