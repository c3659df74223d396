import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { cognitoTokens } from '../shared/http/tokens.cognito.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { ValidateToken } from './contract.ts';
import { validateToken } from './sessions/validate-token.ts';
import { guards } from './writes.ts';

export const handler = api([
  on(
    ValidateToken,
    validateToken({
      tokens: cognitoTokens({ userPoolId: env('USER_POOL_ID'), clientId: env('USER_POOL_CLIENT_ID') }),
      ...guards(dynamoStore(), env('IDENTITY_TABLE'), systemClock),
    }),
  ),
]);
