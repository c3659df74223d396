/** Every context that knows people. One that comes to know them declares it in its `personal.ts` and is added here. */
import { cartPersonal } from '../cart/personal.ts';
import { identityPersonal } from '../identity/personal.ts';
import { notificationsPersonal } from '../notifications/personal.ts';
import { ordersPersonal } from '../orders/personal.ts';
import { paymentsPersonal } from '../payments/personal.ts';
import { quotesPersonal } from '../quotes/personal.ts';
import { reviewsPersonal } from '../reviews/personal.ts';
import type { TableAccess } from '../shared/store/table-access.ts';
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

type Method = 'exportSections' | 'erase';
type Asks<Part, M extends Method> =
  Part extends Readonly<Record<M, (ports: infer Ports, userId: string) => unknown>> ? (ports: Ports) => void : never;
/** What the contexts need together. */
type PortsFor<M extends Method> =
  Asks<(typeof personalContexts)[number], M> extends (ports: infer All) => void ? All : never;

export type ExportPorts = PortsFor<'exportSections'>;
export type ErasePorts = PortsFor<'erase'>;

interface Tables {
  readonly exportSections: ExportPorts['tables'];
  readonly erase: ErasePorts['tables'];
}
type AccessFor<M extends Method> = Partial<TableAccess<keyof Tables[M] & string>>;

/** What one of the methods does to the tables of all contexts. In: the method; what its function does to them besides. */
export function accessFor<M extends Method>(method: M, besides: AccessFor<M> = {}): AccessFor<M> {
  const together = new Map<string, readonly string[]>();
  for (const access of [...personalContexts.map((part) => part.access[method]), besides]) {
    for (const [table, actions] of Object.entries(access as Readonly<Record<string, readonly string[]>>)) {
      together.set(table, [...new Set([...(together.get(table) ?? []), ...actions])]);
    }
  }
  return Object.fromEntries(together) as AccessFor<M>;
}

/** The tables that one of the methods is given, by their contexts. In: the method; what a variable of the function is set to. */
export const tablesFor = <M extends Method>(method: M, valueOf: (variable: string) => string): Tables[M] =>
  Object.fromEntries(
    Object.keys(accessFor(method)).flatMap((table) =>
      table.includes('/') ? [] : [[table, valueOf(`${table.toUpperCase()}_TABLE`)]],
    ),
  ) as Tables[M];
