import { NotFound } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import type { ListDeliveries } from './contract.ts';
import type { Payments, Webhooks } from './payments.ts';

/** Answers the webhooks of a payment and what became of them. Throws `NotFound`. */
export const listDeliveries =
  ({ payments, webhooks }: { readonly payments: Payments; readonly webhooks: Webhooks }) =>
  async ({ params: { paymentId } }: Request<typeof ListDeliveries>) => {
    if (!(await payments.find(paymentId))) throw new NotFound();
    const found = await webhooks.list(paymentId);
    return {
      items: found.map(({ id, type, status, attempts, lastStatus, lastAttemptAt, createdAt }) => ({
        id,
        type,
        status,
        attempts,
        ...(lastStatus === undefined ? {} : { lastStatus }),
        ...(lastAttemptAt === undefined ? {} : { lastAttemptAt }),
        createdAt,
      })),
    };
  };
