import { contracts } from '../contracts.ts';
import type { Route } from '../shared/http/route.ts';

/** Every route of the API, for what looks at it as a whole. */
export const apiRoutes: readonly Route[] = Object.values(contracts).flatMap(({ routes }) => routes);
