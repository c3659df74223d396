/** What stays of an order whose customer has left for good. */
import type { Address } from '../shared/http/shapes.ts';
import { hasResult, type Order, type OrderDetails } from './order.ts';

/** In the place of what was erased: readers find the shape that they know. */
const ERASED = 'erased';

const erasedAddress = ({ country }: Address): Address => ({
  name: ERASED,
  line1: ERASED,
  city: ERASED,
  postalCode: ERASED,
  country,
});

/** The parts of DETAILS that are about a person. */
export type PersonalPart = Pick<OrderDetails, 'customer' | 'shippingAddress' | 'billingAddress' | 'requestHash'>;

/**
 * The personal part of an order that has ended, without what no law asks for; nothing while it runs: the saga needs it.
 * A completed order keeps both addresses, of its invoice and of the parcel, which also say where it is taxed. Of one that
 * failed or was canceled the countries stay. E-mail, name of the account and language go from both.
 */
export function withoutCustomer({ head, details }: Order): PersonalPart | undefined {
  if (!hasResult(head)) return undefined;
  const { shippingAddress, billingAddress } = details;
  const invoiced = head.status === 'COMPLETED';
  return {
    customer: { id: details.customer.id, email: '', name: '', locale: 'en' },
    shippingAddress: invoiced ? shippingAddress : erasedAddress(shippingAddress),
    billingAddress: invoiced ? billingAddress : erasedAddress(billingAddress),
    // Made of what the customer sent, addresses included.
    requestHash: '',
  };
}

/** Whether an order says no more than this part of it, and was let go of before. */
export const isForgotten = ({ details }: Order, part: PersonalPart): boolean =>
  details.customer.email === part.customer.email &&
  details.requestHash === part.requestHash &&
  details.shippingAddress.line1 === part.shippingAddress.line1 &&
  details.billingAddress.line1 === part.billingAddress.line1;
