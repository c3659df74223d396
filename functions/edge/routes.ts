import { routes as catalog } from '../catalog/contract.ts';
import { routes as identity } from '../identity/contract.ts';
import { routes as inventory } from '../inventory/contract.ts';
import { routes as orders } from '../orders/contract.ts';
import { routes as payments } from '../payments/contract.ts';
import type { Route } from '../shared/http/route.ts';
import { routes as edge } from './contract.ts';

/** Every route of the API, for what looks at it as a whole. The sandbox gateway is a service of its own. */
export const apiRoutes: readonly Route[] = [...identity, ...catalog, ...inventory, ...orders, ...payments, ...edge];
