import { Allowances, attemptBuckets } from '../shared/attempts.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store.dynamodb.ts';
import { LogIn, LogOut, Refresh, Register, ResendVerification, ShowVerifyEmail, VerifyEmail } from './contract.ts';
import { guardBrowsers } from './guard-browsers.ts';
import { logIn } from './log-in.ts';
import { logOut } from './log-out.ts';
import { cognitoLogins } from './logins.cognito.ts';
import { identityReads } from './reads.ts';
import { refreshSession } from './refresh-session.ts';
import { register } from './register.ts';
import { resendVerification } from './resend-verification.ts';
import { showVerifyPage } from './show-verify-page.ts';
import { verifyEmail } from './verify-email.ts';
import { identityWrites } from './writes.ts';

const table = env('IDENTITY_TABLE');
const store = dynamoStore();
const sessionKey = secret(env('SESSIONS_SECRET'));
const ports = {
  store,
  identity: { reads: identityReads(table), writes: identityWrites(table) },
  logins: cognitoLogins({ userPoolId: env('USER_POOL_ID'), clientId: env('USER_POOL_CLIENT_ID') }),
  key: secret(env('MAIL_TOKENS_SECRET')),
  sessionKey,
  clock: systemClock,
};

export const handler = api(
  [
    on(Register, register(ports)),
    on(VerifyEmail, verifyEmail(ports)),
    on(ShowVerifyEmail, showVerifyPage),
    on(ResendVerification, resendVerification(ports)),
    on(LogIn, logIn(ports)),
    on(Refresh, refreshSession(ports)),
    on(LogOut, logOut(ports)),
  ],
  {
    browsers: guardBrowsers({ key: sessionKey, origins: env('OWN_ORIGINS').split(' ') }),
    attempts: attemptBuckets({
      store,
      table,
      clock: systemClock,
      allowances: Allowances.parse(JSON.parse(env('ATTEMPTS'))),
    }),
  },
);
