import { monthlyEntry } from '../shared/store/monthly-list.ts';
import { openEntry } from '../shared/store/open-list.ts';
import type { Key } from '../shared/store/store.ts';

/** Partition of everything about an order: META, DETAILS and its facts. */
export const partitionOf = (orderId: string): string => `ORDER#${orderId}`;
/** Key of META, the part that changes. */
export const headKey = (orderId: string): Key => ({ pk: partitionOf(orderId), sk: 'META' });
/** Key of DETAILS, the part that never does. */
export const detailsKey = (orderId: string): Key => ({ pk: partitionOf(orderId), sk: 'DETAILS' });

/** Where it is written which order has a number. */
export const numberKey = (orderNumber: string): Key => ({ pk: `NUMBER#${orderNumber}`, sk: 'META' });

type Listed = { readonly id: string; readonly createdAt: string };

/** Index partition of a customer's orders. */
export const customerListPartition = (customerId: string): string => `CUSTOMER#${customerId}`;

/** Both halves of an order lie side by side in its customer's list, so that a page is one Query. */
export const customerList = (customerId: string, createdAt: string, orderId: string, half: 'META' | 'DETAILS') => ({
  gsi1pk: customerListPartition(customerId),
  gsi1sk: `${createdAt}#${orderId}#${half}`,
});

/** The list of all orders, by month. */
export const ALL_ORDERS = 'ORDERS';
/** Lists that an order leaves again: sagas that have not ended, and those of them that wait for staff. */
export type OpenOrders = 'OPEN' | 'PARKED';

/** Index attributes that put an order into its month's list of all orders. */
export const staffList = (createdAt: string, id: string) => monthlyEntry(ALL_ORDERS, createdAt, id);
/** Index attributes that put an order into a list of open ones, and take it out of the other. */
export const openList = (list: OpenOrders, { createdAt, id }: Listed) => openEntry(list, createdAt, id);

/** The list of complete orders that are not delivered, by the deadline of their production status. */
export const IN_PRODUCTION = 'PRODUCTION';
/** Index attributes that put an order into that list. In: the deadline. */
export const productionList = (dueAt: string, id: string) => openEntry(IN_PRODUCTION, dueAt, id);
