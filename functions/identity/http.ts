import { Allowances, attemptBuckets } from '../shared/attempts.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store.dynamodb.ts';
import {
  ForgotPassword,
  LogIn,
  LogOut,
  Refresh,
  Register,
  ResendVerification,
  ResetPassword,
  ShowResetPassword,
  ShowVerifyEmail,
  VerifyEmail,
} from './contract.ts';
import { forgotPassword } from './forgot-password.ts';
import { guardBrowsers } from './guard-browsers.ts';
import { logIn } from './log-in.ts';
import { logOut } from './log-out.ts';
import { cognitoLogins } from './logins.cognito.ts';
import { identityReads } from './reads.ts';
import { refreshSession } from './refresh-session.ts';
import { register } from './register.ts';
import { resendVerification } from './resend-verification.ts';
import { resetPage } from './reset-page.ts';
import { resetPassword } from './reset-password.ts';
import { showLinkPage } from './show-link-page.ts';
import { verifyEmail } from './verify-email.ts';
import { verifyPage } from './verify-page.ts';
import { guards, identityWrites } from './writes.ts';

const table = env('IDENTITY_TABLE');
const store = dynamoStore();
const sessionKey = secret(env('SESSIONS_SECRET'));
const attempts = attemptBuckets({
  store,
  table,
  clock: systemClock,
  allowances: Allowances.parse(JSON.parse(env('ATTEMPTS'))),
});
const ports = {
  store,
  identity: { reads: identityReads(table), writes: identityWrites(table) },
  logins: cognitoLogins({ userPoolId: env('USER_POOL_ID'), clientId: env('USER_POOL_CLIENT_ID') }),
  key: secret(env('MAIL_TOKENS_SECRET')),
  sessionKey,
  attempts,
  clock: systemClock,
};

export const handler = api(
  [
    on(Register, register(ports)),
    on(VerifyEmail, verifyEmail(ports)),
    on(ShowVerifyEmail, showLinkPage(verifyPage)),
    on(ResendVerification, resendVerification(ports)),
    on(ForgotPassword, forgotPassword(ports)),
    on(ResetPassword, resetPassword(ports)),
    on(ShowResetPassword, showLinkPage(resetPage)),
    on(LogIn, logIn(ports)),
    on(Refresh, refreshSession(ports)),
    on(LogOut, logOut(ports)),
  ],
  {
    ...guards(store, table, systemClock),
    browsers: guardBrowsers({ key: sessionKey, origins: env('OWN_ORIGINS').split(' ') }),
    attempts,
  },
);
