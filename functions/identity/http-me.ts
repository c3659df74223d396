import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http.ts';
import { dynamoStore } from '../shared/store.dynamodb.ts';
import { cognitoTokens } from '../shared/tokens.cognito.ts';
import { changeMe } from './change-me.ts';
import { ChangeMe, ReadMe } from './contract.ts';
import { readMe } from './read-me.ts';
import { identityReads } from './reads.ts';
import { guards, identityWrites } from './writes.ts';

const table = env('IDENTITY_TABLE');
const store = dynamoStore();
const reads = identityReads(table);

export const handler = api(
  [
    on(ReadMe, readMe({ store, reads })),
    on(ChangeMe, changeMe({ store, identity: { reads, writes: identityWrites(table) }, clock: systemClock })),
  ],
  {
    tokens: cognitoTokens({ userPoolId: env('USER_POOL_ID'), clientId: env('USER_POOL_CLIENT_ID') }),
    ...guards(store, table, systemClock),
  },
);
