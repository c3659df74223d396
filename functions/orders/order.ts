/**
 * An order: what was agreed (`OrderDetails`, never changed but to forget its customer) and where it stands (`OrderHead`,
 * small, changed by every step). It runs forward until a step refuses or fails; then it turns back, once, and never
 * forward again.
 */

import type { ChosenPrint } from '../catalog/contract.ts';
import type { Provider } from '../payments/contract.ts';
import type { Address, Locale } from '../shared/http/shapes.ts';
import type { Money } from '../shared/money.ts';
import type { DisplayStatus, FailureCode, OrderStatus, ProductionStatus } from './contract.ts';
import type { Production } from './production.ts';

export type Direction = 'FORWARD' | 'BACK';

export interface Saga {
  readonly direction: Direction;
  /** The saga could not end by itself; staff send it on its way again. */
  readonly parked: boolean;
  /** Executions so far; the first is 1. */
  readonly attempt: number;
  readonly done: boolean;
}

export interface OrderHead {
  readonly id: string;
  readonly customerId: string;
  readonly status: OrderStatus;
  readonly productionStatus?: ProductionStatus;
  /** Of an order that has a production status. */
  readonly production?: Production;
  readonly saga: Saga;
  readonly failure?: { readonly code: FailureCode; readonly message: string };
  readonly parkedBecause?: string;
  /** The day on which all of it is ready to be sent, `2026-12-03`: booked with its machine hours. */
  readonly eta?: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
}

interface Line {
  readonly lineId: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly lineTotal: Money;
  /** Percent, contained in the price. */
  readonly taxRate: number;
}

/** Something from the shelves. */
export interface StockLine extends Line {
  readonly kind: 'stock';
  readonly productId: string;
  readonly sku: string;
  /** Version of the product whose price this is. */
  readonly priceVersion: number;
}

/** What a printed line takes of the workshop. */
export interface PrintJob {
  /** The machine that the price was reckoned on; without it, any that prints the material. */
  readonly machineId?: string;
  readonly material: string;
  /** Machine time of all pieces, whole seconds. */
  readonly seconds: number;
  /** Material of all pieces, whole grams. */
  readonly grams: number;
  readonly rush: boolean;
  /** A day, `2026-12-03`: it is not promised earlier than this. */
  readonly notBefore?: string;
}

interface Printed extends Line {
  readonly kind: 'print';
  /** Absent from orders that were placed before machine time was booked. */
  readonly job?: PrintJob;
}

/** A print that was quoted, all its pieces as one job: its price is made of them and of what is added once. */
export interface QuotedLine extends Printed {
  readonly quoteId: string;
}

/** A print of the catalog, as its customer chose it. */
export interface CatalogPrintLine extends Printed {
  readonly productId: string;
  readonly sku: string;
  readonly config: ChosenPrint;
  /** Version of the product whose price this is. */
  readonly priceVersion: number;
}

export type PrintLine = QuotedLine | CatalogPrintLine;

export type OrderLine = StockLine | PrintLine;

/** The lines that come out of pools of stock. */
export const stockLines = (lines: readonly OrderLine[]): StockLine[] =>
  lines.filter((line): line is StockLine => line.kind === 'stock');

/** The lines that are printed: those of quotes and those of the catalog. */
export const printLines = (lines: readonly OrderLine[]): PrintLine[] =>
  lines.filter((line): line is PrintLine => line.kind === 'print');

/** The lines that were quoted. */
export const quotedLines = (lines: readonly OrderLine[]): QuotedLine[] =>
  lines.filter((line): line is QuotedLine => 'quoteId' in line);

export interface OrderDetails {
  readonly id: string;
  readonly orderNumber: string;
  readonly customer: { readonly id: string; readonly email: string; readonly name: string; readonly locale: Locale };
  readonly lines: readonly OrderLine[];
  readonly subtotal: Money;
  readonly tax: Money;
  readonly shippingCost: Money;
  readonly total: Money;
  readonly shippingAddress: Address;
  readonly billingAddress: Address;
  readonly payment: { readonly paymentId: string; readonly provider: Provider; readonly redirectUrl: string };
  /** Bought out of the customer's cart: goes back into it when the order fails. */
  readonly fromCart?: true;
  /** SHA-256 of the request, to tell a repeat from a reused key. */
  readonly requestHash: string;
  readonly createdAt: string;
}

export interface Order {
  readonly head: OrderHead;
  readonly details: OrderDetails;
}

/** Where an order stands the moment it is placed. */
export const firstHead = (details: OrderDetails): OrderHead => ({
  id: details.id,
  customerId: details.customer.id,
  status: 'CREATED',
  saga: { direction: 'FORWARD', parked: false, attempt: 1, done: false },
  createdAt: details.createdAt,
  updatedAt: details.createdAt,
  version: 1,
});

const DISPLAY: Readonly<Record<Exclude<OrderStatus, 'COMPLETED'>, DisplayStatus>> = {
  CREATED: 'PENDING',
  RESERVED: 'INVENTORY_RESERVED',
  PAID: 'PAYMENT_PROCESSED',
  SHIPPING_SCHEDULED: 'SHIPPING_PREPARED',
  FAILED: 'FAILED',
  CANCELED: 'CANCELED',
};

/** The customer's word for where an order stands: computed from both stored statuses, stored nowhere. */
export function displayStatusOf(status: OrderStatus, production: ProductionStatus | undefined): DisplayStatus {
  if (status !== 'COMPLETED') return DISPLAY[status];
  return production === 'SHIPPED' || production === 'DELIVERED' ? production : 'PROCESSING';
}

const NEXT: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  CREATED: ['RESERVED', 'FAILED', 'CANCELED'],
  RESERVED: ['PAID', 'FAILED', 'CANCELED'],
  PAID: ['SHIPPING_SCHEDULED', 'FAILED', 'CANCELED'],
  SHIPPING_SCHEDULED: ['COMPLETED', 'FAILED', 'CANCELED'],
  COMPLETED: ['CANCELED'],
  CANCELED: [],
  FAILED: [],
};

/** The statuses from which an order may enter `to`; the guard of every write that moves it there. */
export const statusesBefore = (to: OrderStatus): OrderStatus[] =>
  (Object.keys(NEXT) as OrderStatus[]).filter((from) => NEXT[from].includes(to));

/** The execution of an attempt is named after its order; the first by the bare id, so that a repeated start starts nothing. */
export const executionName = (orderId: string, attempt: number): string =>
  attempt === 1 ? orderId : `${orderId}-${attempt}`;

/** The ids of what belongs to exactly one order are its own under another prefix, so that nobody has to look them up. */
export const paymentIdOf = (orderId: string): string => orderId.replace(/^ord_/, 'pay_');

/** The order that a payment is for: the other way round. */
export const orderIdOf = (paymentId: string): string => paymentId.replace(/^pay_/, 'ord_');

/** The order is on its way back: nothing goes forward any more. No state machine retries it. */
export class SagaTurnedBack extends Error {
  override name = 'SagaTurnedBack';
}

/** Every `do` begins with this: throws `SagaTurnedBack` for an order that is on its way back. */
export function assertForward(head: OrderHead): void {
  if (head.saga.direction === 'BACK') throw new SagaTurnedBack(`Order ${head.id} is on its way back`);
}

/**
 * Every undo begins with this: an order that has ended has nothing to take back. A completion whose answer was lost
 * looks to the machine like a failure; it is none.
 */
export const hasEnded = (head: OrderHead): boolean => head.saga.done;

/** Whether it is known what became of an order. In: its head, whose saga may be at its last step still. */
export const hasResult = ({ status }: Pick<OrderHead, 'status'>): boolean =>
  status === 'COMPLETED' || status === 'FAILED' || status === 'CANCELED';

/** What a step hands to the next when it finds that its work is done already. */
export const receiptOf = (head: OrderHead): { readonly version: number } => ({ version: head.version });
