import { systemClock } from '../shared/clock.ts';
import { signedCursors } from '../shared/cursor.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store.dynamodb.ts';
import { cognitoTokens } from '../shared/tokens.cognito.ts';
import { changeUser } from './change-user.ts';
import { AdminChangeUser, AdminListUsers, AdminReadUser } from './contract.ts';
import { listUsers } from './list-users.ts';
import { cognitoLogins } from './logins.cognito.ts';
import { readUser } from './read-user.ts';
import { identityReads } from './reads.ts';
import { userList } from './users.dynamodb.ts';
import { guards, identityWrites } from './writes.ts';

const table = env('IDENTITY_TABLE');
const store = dynamoStore();
const pool = { userPoolId: env('USER_POOL_ID'), clientId: env('USER_POOL_CLIENT_ID') };
const reads = identityReads(table);
const ports = {
  store,
  reads,
  identity: { reads, writes: identityWrites(table) },
  users: userList(store, table),
  logins: cognitoLogins(pool),
  cursors: signedCursors(secret(env('CURSORS_SECRET'))),
  clock: systemClock,
};

export const handler = api(
  [on(AdminListUsers, listUsers(ports)), on(AdminReadUser, readUser(ports)), on(AdminChangeUser, changeUser(ports))],
  { tokens: cognitoTokens(pool), ...guards(store, table, systemClock), apiUrl: env('API_URL') },
);
