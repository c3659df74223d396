import * as cart from './cart/contract.ts';
import * as catalog from './catalog/contract.ts';
import * as edge from './edge/contract.ts';
import * as identity from './identity/contract.ts';
import * as inventory from './inventory/contract.ts';
import * as media from './media/contract.ts';
import * as notifications from './notifications/contract.ts';
import * as orders from './orders/contract.ts';
import * as payments from './payments/contract.ts';
import * as privacy from './privacy/contract.ts';
import * as quotes from './quotes/contract.ts';
import * as reviews from './reviews/contract.ts';
import { type EventDefinition, eventsIn } from './shared/events/event.ts';
import { type Route, routesIn } from './shared/http/route.ts';
import * as shipping from './shipping/contract.ts';
import * as uploads from './uploads/contract.ts';

interface Contract {
  readonly routes: readonly Route[];
  readonly events: readonly EventDefinition[];
}

/** Contexts of the shop that keep data: each has a table of its own. */
export const keeping = {
  identity,
  privacy,
  catalog,
  inventory,
  orders,
  payments,
  shipping,
  notifications,
  reviews,
  cart,
  media,
  quotes,
  uploads,
};

/** Contexts of the shop that keep none. */
const passing = { edge };

/**
 * The contracts of the shop. A context is registered here and nowhere else: its routes and events are what its contract
 * exports, and its table follows. The sandbox gateway is a service of its own and no part of the shop.
 */
export const contracts: Readonly<Record<string, Contract>> = Object.fromEntries(
  Object.entries<object>({ ...keeping, ...passing }).map(([context, module]) => [
    context,
    { routes: routesIn(module), events: eventsIn(module) },
  ]),
);

/** The contract of a context of the shop. Throws for a name that is not registered. */
export function contractOf(context: string): Contract {
  const contract = contracts[context];
  if (!contract) throw new Error(`Register the context ${context} in functions/contracts.ts`);
  return contract;
}
