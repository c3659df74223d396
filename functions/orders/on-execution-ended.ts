import * as z from 'zod';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { queue } from '../shared/events/consumer.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { parkOrder } from './park-order.ts';
import { ordersReads } from './reads.ts';
import { ordersWrites } from './writes.ts';

/** What Step Functions tells of an execution that failed, timed out or was aborted. */
const Ended = z.object({
  id: z.string(),
  detail: z.object({
    name: z.string(),
    status: z.string(),
    error: z.string().nullish(),
    input: z
      .string()
      .transform((text) => z.object({ orderId: z.string(), correlationId: z.string() }).parse(JSON.parse(text))),
  }),
});

const table = env('ORDERS_TABLE');
const park = parkOrder({
  store: dynamoStore(),
  orders: { reads: ordersReads(table), writes: ordersWrites(table) },
  clock: systemClock,
});

export const handler = queue(
  (body) => {
    const { id, detail } = Ended.parse(body);
    return {
      message: detail,
      cause: {
        correlationId: detail.input.correlationId,
        causationId: id,
        actor: 'system:order-saga',
        fields: { execution: detail.name, status: detail.status },
      },
    };
  },
  ({ name, status, error, input }) => park(input.orderId, name, error ? `${status}: ${error}` : status),
);
