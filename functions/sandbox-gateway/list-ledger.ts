import type { Request } from '../shared/http/api.ts';
import type { Cursors } from '../shared/http/cursor.ts';
import type { ListLedger, ListLedgerOfOrder } from './contract.ts';
import type { Ledger, LedgerPosition } from './payments.ts';

const SCOPE = ['ledger'];

/** Answers a page of all movements of money. Throws `invalid-cursor`. */
export const listLedger =
  ({ ledger, cursors }: { readonly ledger: Ledger; readonly cursors: Cursors }) =>
  async ({ query: { after, limit } }: Request<typeof ListLedger>) => {
    const { entries, next } = await ledger.page(await cursors.open<LedgerPosition>(after, SCOPE), limit);
    return { items: [...entries], nextCursor: next ? await cursors.seal(next, SCOPE) : null };
  };

/** Answers all movements of money for an order; none for one that is unknown. */
export const listLedgerOfOrder =
  ({ ledger }: { readonly ledger: Ledger }) =>
  async ({ params: { orderId } }: Request<typeof ListLedgerOfOrder>) => ({
    items: [...(await ledger.ofOrder(orderId))],
  });
