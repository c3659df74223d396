import type { Fact } from '../shared/events/facts.ts';
import type { MonthPosition } from '../shared/store/monthly-list.ts';
import type { OpenPosition } from '../shared/store/open-list.ts';
import type { Item } from '../shared/store/store.ts';
import type { Order, OrderHead } from './order.ts';
import type { OpenOrders } from './order-keys.ts';

/** The port to the facts of an order, and to the orders of one customer. */
export interface CustomerLists {
  facts(orderId: string): Promise<readonly Fact[]>;
  ofCustomer(
    customerId: string,
    limit: number,
    position: Item | undefined,
  ): Promise<{ readonly items: readonly Order[]; readonly position: Item | undefined }>;
}

/** The port to the orders of everybody. */
export interface ShopLists {
  /** All orders, newest first, month by month; a page may be short while there is a position to go on from. */
  all(
    limit: number,
    position: MonthPosition | undefined,
    now: Date,
  ): Promise<{ readonly ids: readonly string[]; readonly position: MonthPosition | undefined }>;
  /** Open or parked orders, newest first, a moment old. */
  open(list: OpenOrders, limit: number, position: OpenPosition | undefined): Promise<HeadsPage>;
  /** Complete orders that are not delivered, those with the latest deadline first, a moment old. */
  inProduction(limit: number, position: OpenPosition | undefined): Promise<HeadsPage>;
}

/** Orders of an open list, and where it goes on. */
interface HeadsPage {
  readonly heads: readonly OrderHead[];
  readonly position: OpenPosition | undefined;
}

/** Everything that is not found by its key. */
export type OrderLists = CustomerLists & ShopLists;
