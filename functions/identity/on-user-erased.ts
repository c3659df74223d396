import { env } from '../shared/env.ts';
import { consumer, when } from '../shared/events/consumer.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { belongings } from './belongings.dynamodb.ts';
import { UserErased } from './contract.ts';
import { s3ExportFiles } from './export-files.s3.ts';
import { forgetUser } from './forget-user.ts';
import { cognitoLogins } from './logins.cognito.ts';
import { identityWrites } from './writes.ts';

const store = dynamoStore();
const table = env('IDENTITY_TABLE');

const forget = forgetUser({
  store,
  identity: { writes: identityWrites(table) },
  belongings: belongings(store, table),
  logins: cognitoLogins({ userPoolId: env('USER_POOL_ID'), clientId: env('USER_POOL_CLIENT_ID') }),
  files: s3ExportFiles(env('EXPORTS_BUCKET')),
});

export const handler = consumer([when(UserErased, ({ event: { data } }) => forget(data.userId))]);
