import { Allowances, attemptBuckets } from '../shared/attempts.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store.dynamodb.ts';
import { LogIn, Register, ResendVerification, ShowVerifyEmail, VerifyEmail } from './contract.ts';
import { logIn } from './log-in.ts';
import { cognitoLogins } from './logins.cognito.ts';
import { identityReads } from './reads.ts';
import { register } from './register.ts';
import { resendVerification } from './resend-verification.ts';
import { showVerifyPage } from './show-verify-page.ts';
import { verifyEmail } from './verify-email.ts';
import { identityWrites } from './writes.ts';

const table = env('IDENTITY_TABLE');
const store = dynamoStore();
const ports = {
  store,
  identity: { reads: identityReads(table), writes: identityWrites(table) },
  logins: cognitoLogins({ userPoolId: env('USER_POOL_ID'), clientId: env('USER_POOL_CLIENT_ID') }),
  key: secret(env('MAIL_TOKENS_SECRET')),
  clock: systemClock,
};

export const handler = api(
  [
    on(Register, register(ports)),
    on(VerifyEmail, verifyEmail(ports)),
    on(ShowVerifyEmail, showVerifyPage),
    on(ResendVerification, resendVerification(ports)),
    on(LogIn, logIn(ports)),
  ],
  {
    attempts: attemptBuckets({
      store,
      table,
      clock: systemClock,
      allowances: Allowances.parse(JSON.parse(env('ATTEMPTS'))),
    }),
  },
);
