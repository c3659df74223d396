import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { Allowances, attemptBuckets } from '../shared/http/attempts.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { guards } from './guards.ts';
import { showLinkPage } from './links/show-link-page.ts';
import { cognitoLogins } from './logins.cognito.ts';
import { ForgotPassword, ResetPassword, ShowResetPassword } from './passwords/contract.ts';
import { forgotPassword } from './passwords/forgot-password.ts';
import { resetPage } from './passwords/reset-page.ts';
import { resetPassword } from './passwords/reset-password.ts';
import { identityReads } from './reads.ts';
import { LogIn, LogOut, Refresh } from './sessions/contract.ts';
import { guardBrowsers } from './sessions/guard-browsers.ts';
import { logIn } from './sessions/log-in.ts';
import { logOut } from './sessions/log-out.ts';
import { refreshSession } from './sessions/refresh-session.ts';
import { Register, ResendVerification, ShowVerifyEmail, VerifyEmail } from './sign-up/contract.ts';
import { register } from './sign-up/register.ts';
import { resendVerification } from './sign-up/resend-verification.ts';
import { verifyEmail } from './sign-up/verify-email.ts';
import { verifyPage } from './sign-up/verify-page.ts';
import { identityWrites } from './writes.ts';

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
