import type * as z from 'zod';
import type { EntryDto } from '../../../functions/sandbox-gateway/contract.ts';
import { call } from '../sandbox-gateway/gateway.ts';

type Entry = z.infer<typeof EntryDto>;

/** What the gateway's own book says of an order: what it took, what it gave back, in minor units. */
export async function gatewayBook(orderId: string): Promise<{ captures: number[]; refunds: number[] }> {
  const items = (await call('GET', `/v1/ledger/${orderId}`)).body['items'] as Entry[];
  const amountsOf = (kind: Entry['kind']) =>
    items.filter((entry) => entry.kind === kind).map(({ amount }) => amount.amount);
  return { captures: amountsOf('capture'), refunds: amountsOf('refund') };
}
