import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { Allowances, attemptBuckets } from '../shared/http/attempts.ts';
import { keptReplies } from '../shared/http/replies.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { cognitoLogins } from './logins.cognito.ts';
import { changePassword } from './passwords/change-password.ts';
import { ChangePassword } from './passwords/contract.ts';
import { changeEmail } from './people/change-email.ts';
import { changeMe } from './people/change-me.ts';
import {
  AddAddress,
  ChangeEmail,
  ChangeMe,
  ListAddresses,
  ReadAddress,
  ReadMe,
  RemoveAddress,
  ReplaceAddress,
} from './people/contract.ts';
import { addAddress, listAddresses, readAddress, removeAddress, replaceAddress } from './people/keep-addresses.ts';
import { readMe } from './people/read-me.ts';
import { identityReads } from './reads.ts';
import { EndSession, ListSessions } from './sessions/contract.ts';
import { endSession } from './sessions/end-session.ts';
import { listSessions } from './sessions/list-sessions.ts';
import { sessionList } from './sessions/sessions.dynamodb.ts';
import { signedIn } from './signed-in.cognito.ts';
import { identityWrites } from './writes.ts';

const table = env('IDENTITY_TABLE');
const store = dynamoStore();
const reads = identityReads(table);
const pool = { userPoolId: env('USER_POOL_ID'), clientId: env('USER_POOL_CLIENT_ID') };
const attempts = attemptBuckets({
  store,
  table,
  clock: systemClock,
  allowances: Allowances.parse(JSON.parse(env('ATTEMPTS'))),
});
const ports = {
  store,
  identity: { reads, writes: identityWrites(table) },
  logins: cognitoLogins(pool),
  sessions: sessionList(store, table),
  sessionKey: secret(env('SESSIONS_SECRET')),
  key: secret(env('MAIL_TOKENS_SECRET')),
  attempts,
  clock: systemClock,
};

export const handler = api(
  [
    on(ReadMe, readMe({ store, reads })),
    on(ChangeMe, changeMe(ports)),
    on(ChangePassword, changePassword(ports)),
    on(ChangeEmail, changeEmail(ports)),
    on(ListSessions, listSessions(ports)),
    on(EndSession, endSession(ports)),
    on(ListAddresses, listAddresses(ports)),
    on(ReadAddress, readAddress(ports)),
    on(AddAddress, addAddress(ports)),
    on(ReplaceAddress, replaceAddress(ports)),
    on(RemoveAddress, removeAddress(ports)),
  ],
  {
    ...signedIn(store),
    replies: keptReplies({ store, table, clock: systemClock }),
    attempts,
  },
);
