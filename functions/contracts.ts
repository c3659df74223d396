import * as catalog from './catalog/contract.ts';
import * as edge from './edge/contract.ts';
import * as identity from './identity/contract.ts';
import * as inventory from './inventory/contract.ts';
import * as notifications from './notifications/contract.ts';
import * as orders from './orders/contract.ts';
import * as payments from './payments/contract.ts';
import * as privacy from './privacy/contract.ts';
import * as reviews from './reviews/contract.ts';
import type { EventDefinition } from './shared/events/event.ts';
import type { Route } from './shared/http/route.ts';
import * as shipping from './shipping/contract.ts';
import * as uploads from './uploads/contract.ts';

interface Contract {
  readonly routes?: readonly Route[];
  readonly events?: readonly EventDefinition[];
}

const registered = <Name extends string>(contracts: Readonly<Record<Name, Contract>>) => contracts;

/** Contexts of the shop that keep data: each has a table of its own. */
export const keeping = registered({
  identity,
  privacy,
  catalog,
  inventory,
  orders,
  payments,
  shipping,
  notifications,
  reviews,
});

/** Contexts of the shop that keep none. */
const passing = registered({ edge, uploads });

/**
 * The contracts of the shop. A context is registered here and nowhere else: its routes, its events and its table follow.
 * The sandbox gateway is a service of its own and no part of the shop.
 */
export const contracts: Readonly<Record<string, Contract>> = { ...keeping, ...passing };
