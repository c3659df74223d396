import type { Fact } from '../shared/facts.ts';
import type { Item } from '../shared/store.ts';
import type { Order, OrderHead } from './order.ts';
import type { StaffList } from './order-keys.ts';

/** Where a staff list goes on: within a month, below a sort key. */
export interface StaffPosition {
  readonly month: string;
  readonly before: string;
}

export interface ListedPage {
  readonly items: readonly { readonly orderId: string; readonly head: OrderHead }[];
  readonly position: StaffPosition | undefined;
}

/** The port to everything that is not found by its key. */
export interface OrderLists {
  facts(orderId: string): Promise<readonly Fact[]>;
  ofCustomer(
    customerId: string,
    limit: number,
    position: Item | undefined,
  ): Promise<{ readonly items: readonly Order[]; readonly position: Item | undefined }>;
  /** Newest first, month by month; a page may be short while there is a position to go on from. `head` is META's for OPEN and PARKED only. */
  ofStaff(list: StaffList, limit: number, position: StaffPosition | undefined, now: Date): Promise<ListedPage>;
}
