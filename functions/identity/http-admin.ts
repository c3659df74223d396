import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { signedCursors } from '../shared/http/cursor.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { identityChecks } from './guards.ts';
import { cognitoLogins } from './logins.cognito.ts';
import { changeUser } from './people/change-user.ts';
import { AdminChangeUser, AdminListUsers, AdminReadUser } from './people/contract.ts';
import { listUsers } from './people/list-users.ts';
import { readUser } from './people/read-user.ts';
import { userList } from './people/users.dynamodb.ts';
import { identityReads } from './reads.ts';
import { signedIn } from './signed-in.cognito.ts';
import { identityWrites } from './writes.ts';

const table = env('IDENTITY_TABLE');
const store = dynamoStore();
const pool = { userPoolId: env('USER_POOL_ID'), clientId: env('USER_POOL_CLIENT_ID') };
const reads = identityReads(table);
const ports = {
  store,
  reads,
  identity: { reads, writes: identityWrites(table) },
  checks: identityChecks(table),
  users: userList(store, table),
  logins: cognitoLogins(pool),
  cursors: signedCursors(secret(env('CURSORS_SECRET'))),
  clock: systemClock,
};

export const handler = api(
  [on(AdminListUsers, listUsers(ports)), on(AdminReadUser, readUser(ports)), on(AdminChangeUser, changeUser(ports))],
  { ...signedIn(store), apiUrl: env('API_URL') },
);
