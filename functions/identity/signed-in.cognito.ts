/** The kit of every entry whose routes have callers, of identity and of its neighbours. */
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import type { ApiPorts } from '../shared/http/api-ports.ts';
import { cognitoTokens } from '../shared/http/tokens.cognito.ts';
import type { Store } from '../shared/store/store.ts';
import { guards } from './guards.ts';

/** Reads tokens of the user pool, looks up who they speak for, and records refusals in the identity table. */
export const signedIn = (store: Store): Required<Pick<ApiPorts, 'tokens' | 'users' | 'trail'>> => ({
  tokens: cognitoTokens({ userPoolId: env('USER_POOL_ID'), clientId: env('USER_POOL_CLIENT_ID') }),
  ...guards(store, env('IDENTITY_TABLE'), systemClock),
});
