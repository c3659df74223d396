import type * as z from 'zod';
import { NotFound } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import type { DeliveryDto, ListDeliveries } from './contract.ts';
import type { Payments, Webhooks } from './payments.ts';
import type { Webhook } from './webhook.ts';

/** Answers the webhooks of a payment and what became of them. Throws `NotFound`. */
export const listDeliveries =
  ({ payments, webhooks }: { readonly payments: Payments; readonly webhooks: Webhooks }) =>
  async ({ params: { paymentId } }: Request<typeof ListDeliveries>) => {
    if (!(await payments.find(paymentId))) throw new NotFound();
    return { items: deliveriesOf(await webhooks.list(paymentId)) };
  };

/** Webhooks and what became of them, as they are shown. */
export const deliveriesOf = (webhooks: readonly Webhook[]): z.input<typeof DeliveryDto>[] =>
  webhooks.map(({ id, type, status, attempts, lastStatus, lastAttemptAt, createdAt }) => ({
    id,
    type,
    status,
    attempts,
    ...(lastStatus === undefined ? {} : { lastStatus }),
    ...(lastAttemptAt === undefined ? {} : { lastAttemptAt }),
    createdAt,
  }));
