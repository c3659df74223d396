/** Every context that knows people. One that comes to know them declares it in its `personal.ts` and is added here. */
import { identityPersonal } from '../identity/personal.ts';
import { notificationsPersonal } from '../notifications/personal.ts';
import { ordersPersonal } from '../orders/personal.ts';
import { paymentsPersonal } from '../payments/personal.ts';
import { reviewsPersonal } from '../reviews/personal.ts';
import type { PersonalPart, PersonalPorts } from '../shared/personal.ts';
import { shippingPersonal } from '../shipping/personal.ts';
import type { ExportFiles } from './export-files.ts';
import { privacyPersonal } from './personal.ts';

export type ExportPorts = PersonalPorts<
  'identity' | 'orders' | 'payments' | 'shipping' | 'notifications' | 'reviews' | 'privacy'
>;

export interface ErasePorts extends PersonalPorts<'identity' | 'orders' | 'payments' | 'reviews' | 'privacy'> {
  /** Takes the login out of the user pool; one that is not there is taken already. */
  readonly closeLogin: (userId: string) => Promise<void>;
  readonly files: Pick<ExportFiles, 'remove'>;
}

export const personalContexts = [
  identityPersonal,
  ordersPersonal,
  paymentsPersonal,
  shippingPersonal,
  notificationsPersonal,
  reviewsPersonal,
  privacyPersonal,
] as const satisfies readonly PersonalPart<ExportPorts, ErasePorts>[];
