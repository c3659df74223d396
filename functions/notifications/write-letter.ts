import type { IdentityReads } from '../identity/reads.ts';
import { type Order, type OrderDetails, type OrdersReads, paymentIdOf } from '../orders/reads.ts';
import type { PaymentsReads } from '../payments/reads.ts';
import type { Clock } from '../shared/clock.ts';
import type { Locale } from '../shared/shapes.ts';
import { mailToken, type Secret } from '../shared/signatures.ts';
import type { Store } from '../shared/store.ts';
import type { ShippingReads } from '../shipping/reads.ts';
import type { CauseOf, MailTemplate } from './contract.ts';
import type { Letter } from './letter.ts';

/** Where letters find what events do not carry. */
export interface Sources {
  readonly store: Store;
  readonly users: IdentityReads;
  readonly orders: OrdersReads;
  readonly payments: PaymentsReads;
  readonly shipping: ShippingReads;
  readonly mailTokens: Secret;
  /** Base of links, without a trailing slash. */
  readonly apiUrl: string;
  readonly clock: Clock;
}

/** A letter with the one it is for. */
export interface AddressedLetter {
  readonly letter: Letter;
  readonly recipient: { readonly id: string; readonly email: string; readonly locale: Locale };
  readonly orderId?: string;
}

type Writers = {
  readonly [T in MailTemplate]: (sources: Sources, cause: CauseOf<T>) => Promise<AddressedLetter | undefined>;
};

const writers: Writers = {
  verification: async (sources, { data }) => {
    const user = await userOf(sources, data.userId);
    const expiresAt = new Date(data.expiresAt);
    if (!user || user.verified || user.verificationId !== data.tokenId) return undefined;
    if (expiresAt <= sources.clock.now()) return undefined;
    const { current } = await sources.mailTokens();
    const link = new URL(`${sources.apiUrl}/auth/verify-email`);
    link.searchParams.set('token', mailToken(current, data.tokenId));
    return { letter: { template: 'verification', link: link.href, expiresAt }, recipient: user };
  },

  'registration-repeated': async (sources, { data }) => {
    const user = await userOf(sources, data.userId);
    return user && { letter: { template: 'registration-repeated' }, recipient: user };
  },

  'order-received': async ({ store, orders }, { data }) => {
    const [read] = await store.readTogether([orders.order(data.orderId)]);
    const { details } = known(read, data.orderId);
    return toCustomer(details, { template: 'order-received', order: details });
  },

  'payment-receipt': async ({ store, orders }, { data, occurredAt }) => {
    const [read] = await store.readTogether([orders.order(data.orderId)]);
    const { details } = known(read, data.orderId);
    const { amount } = data;
    return toCustomer(details, { template: 'payment-receipt', order: details, amount, paidAt: new Date(occurredAt) });
  },

  'order-confirmed': async ({ store, orders, shipping }, { data: { orderId } }) => {
    const [read, [shipment]] = await store.readTogether([orders.order(orderId), shipping.shipments([orderId])]);
    const { details } = known(read, orderId);
    if (!shipment) throw new Error(`Order ${orderId} is complete and has no shipment`);
    const { carrier, trackingNumber } = shipment;
    return toCustomer(details, { template: 'order-confirmed', order: details, carrier, trackingNumber });
  },

  'order-failed': async ({ store, orders, payments }, { data: { orderId, code } }) => {
    const [read, payment] = await store.readTogether([orders.order(orderId), payments.payment(paymentIdOf(orderId))]);
    const { details } = known(read, orderId);
    return toCustomer(details, { template: 'order-failed', order: details, code, returned: payment?.captured });
  },
};

/**
 * In: a template and the event that it follows. Out: what to write and to whom, in one read of its owners' tables;
 * nothing where the mail would be pointless (its user is gone or confirmed, or the link no longer opens). Throws when
 * an order is missing what its event says it has.
 */
export const writeLetter = <T extends MailTemplate>(
  sources: Sources,
  template: T,
  cause: CauseOf<T>,
): Promise<AddressedLetter | undefined> => writers[template](sources, cause);

async function userOf({ store, users }: Sources, userId: string) {
  const [user] = await store.readTogether([users.user(userId)]);
  return user?.disabled ? undefined : user;
}

function known(order: Order | undefined, orderId: string): Order {
  if (!order) throw new Error(`There is no order ${orderId}`);
  return order;
}

const toCustomer = ({ id, customer }: OrderDetails, letter: Letter): AddressedLetter => ({
  letter,
  recipient: customer,
  orderId: id,
});
