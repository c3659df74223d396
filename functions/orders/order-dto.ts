import type * as z from 'zod';
import type { Payment } from '../payments/reads.ts';
import type { Shipment } from '../shipping/reads.ts';
import type { AdminOrderDto, OrderDto, OrderItem } from './contract.ts';
import { displayStatusOf, firstHead, type Order, type OrderDetails, type OrderLine } from './order.ts';
import type { ShownPrint } from './order-prints.ts';
import { isLate, type Production } from './production.ts';

/** An order with what payment and shipment are now, if there are any. */
export interface ShownOrder extends Order {
  readonly payment?: Payment | undefined;
  readonly shipment?: Shipment | undefined;
}

/** The lines of an order as they are shown. */
export const orderItems = (lines: readonly OrderLine[]): OrderItem[] =>
  lines.map(({ lineId, kind, name, quantity, unitPrice, lineTotal, ...line }) => ({
    lineId,
    kind,
    ...('sku' in line ? { productId: line.productId, sku: line.sku } : { quoteId: line.quoteId }),
    ...('config' in line ? { config: line.config } : {}),
    name,
    quantity,
    unitPrice,
    lineTotal,
  }));

/** An order as it was the moment it was placed: a function of what never changes, so every repeat reads the same. */
export const placedOrder = (details: OrderDetails): OrderDto => orderDto({ details, head: firstHead(details) });

/** Nothing of it will be sent. */
const isDead = ({ status }: Order['head']): boolean => status === 'FAILED' || status === 'CANCELED';

/** An order as its customer sees it. */
export function orderDto({ head, details, payment, shipment }: ShownOrder): OrderDto {
  const status = payment?.status ?? 'PENDING';
  return {
    id: head.id,
    orderNumber: details.orderNumber,
    status: head.status,
    displayStatus: displayStatusOf(head.status, head.productionStatus),
    productionStatus: head.productionStatus ?? null,
    items: orderItems(details.lines),
    subtotal: details.subtotal,
    tax: details.tax,
    shippingCost: details.shippingCost,
    total: details.total,
    shippingAddress: details.shippingAddress,
    billingAddress: details.billingAddress,
    payment: {
      status,
      provider: details.payment.provider,
      paymentId: details.payment.paymentId,
      ...(status === 'REQUIRES_ACTION' ? { nextAction: { type: 'redirect', url: details.payment.redirectUrl } } : {}),
    },
    ...(shipment && {
      shipment: { status: shipment.status, carrier: shipment.carrier, trackingNumber: shipment.trackingNumber },
    }),
    ...(head.eta && !isDead(head) ? { eta: head.eta } : {}),
    ...(head.status === 'FAILED' && head.failure ? { failure: head.failure } : {}),
    createdAt: head.createdAt,
    updatedAt: head.updatedAt,
    version: head.version,
  };
}

/** An order as staff see it at a moment, with its prints. */
export const adminOrderDto = (
  order: ShownOrder,
  prints: readonly ShownPrint[],
  now: Date,
): z.infer<typeof AdminOrderDto> => ({
  ...orderDto(order),
  customerId: order.head.customerId,
  saga: order.head.saga,
  ...(order.head.production ? { production: productionDto(order.head.production, now) } : {}),
  ...(prints.length > 0 ? { prints: [...prints] } : {}),
});

const productionDto = (production: Production, now: Date) => ({
  since: production.since,
  ...(production.dueAt === undefined ? {} : { dueAt: production.dueAt }),
  late: isLate({ production }, now),
  ...(production.actuals ? { actuals: production.actuals } : {}),
});
