import type { Fact } from '../shared/events/facts.ts';
import type { MonthPosition } from '../shared/store/monthly-list.ts';
import type { Item } from '../shared/store/store.ts';
import type { Order, OrderHead } from './order.ts';
import type { StaffList } from './order-keys.ts';

export interface ListedPage {
  readonly items: readonly { readonly orderId: string; readonly head: OrderHead }[];
  readonly position: MonthPosition | undefined;
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
  ofStaff(list: StaffList, limit: number, position: MonthPosition | undefined, now: Date): Promise<ListedPage>;
}
