import { monthlyEntry } from '../shared/store/monthly-list.ts';
import type { Key } from '../shared/store/store.ts';

/** Partition of everything about an order: META, DETAILS and its facts. */
export const partitionOf = (orderId: string): string => `ORDER#${orderId}`;
/** Key of META, the part that changes. */
export const headKey = (orderId: string): Key => ({ pk: partitionOf(orderId), sk: 'META' });
/** Key of DETAILS, the part that never does. */
export const detailsKey = (orderId: string): Key => ({ pk: partitionOf(orderId), sk: 'DETAILS' });

type Listed = { readonly id: string; readonly createdAt: string };

/** Index partition of a customer's orders. */
export const customerListPartition = (customerId: string): string => `CUSTOMER#${customerId}`;

/** Both halves of an order lie side by side in its customer's list, so that a page is one Query. */
export const customerList = (customerId: string, createdAt: string, orderId: string, half: 'META' | 'DETAILS') => ({
  gsi1pk: customerListPartition(customerId),
  gsi1sk: `${createdAt}#${orderId}#${half}`,
});

export type StaffList = 'ORDERS' | 'OPEN' | 'PARKED';

const staffEntry: (list: StaffList, createdAt: string, id: string) => ReturnType<typeof monthlyEntry> = monthlyEntry;

/** Index attributes that put an order into its month's list of all orders. */
export const staffList = (createdAt: string, id: string) => staffEntry('ORDERS', createdAt, id);
/** Index attributes that put an order among those whose saga has not ended. */
export const openList = ({ createdAt, id }: Listed) => staffEntry('OPEN', createdAt, id);
/** Index attributes that put an order among those that wait for staff. */
export const parkedList = ({ createdAt, id }: Listed) => staffEntry('PARKED', createdAt, id);
