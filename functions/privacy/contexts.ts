/** Every context that knows people. One that comes to know them declares it in its `personal.ts` and is added here. */
import { cartPersonal } from '../cart/personal.ts';
import { identityPersonal } from '../identity/personal.ts';
import { notificationsPersonal } from '../notifications/personal.ts';
import { ordersPersonal } from '../orders/personal.ts';
import { paymentsPersonal } from '../payments/personal.ts';
import { quotesPersonal } from '../quotes/personal.ts';
import { reviewsPersonal } from '../reviews/personal.ts';
import { shippingPersonal } from '../shipping/personal.ts';
import { uploadsPersonal } from '../uploads/personal.ts';
import { privacyPersonal } from './personal.ts';

export const personalContexts = [
  identityPersonal,
  ordersPersonal,
  paymentsPersonal,
  shippingPersonal,
  notificationsPersonal,
  reviewsPersonal,
  cartPersonal,
  // Before the uploads: it lets their files go.
  quotesPersonal,
  uploadsPersonal,
  privacyPersonal,
] as const;

type Asks<Part, Method extends string> =
  Part extends Readonly<Record<Method, (ports: infer Ports, userId: string) => unknown>>
    ? (ports: Ports) => void
    : never;
/** What the contexts need together. */
type PortsFor<Method extends 'exportSections' | 'erase'> =
  Asks<(typeof personalContexts)[number], Method> extends (ports: infer All) => void ? All : never;

export type ExportPorts = PortsFor<'exportSections'>;
export type ErasePorts = PortsFor<'erase'>;
