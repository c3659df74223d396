import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { adminRoutes, authRoutes, LogIn, meRoutes, serviceRoutes } from '../../functions/identity/contract.ts';
import { routeKeysOf } from '../../functions/shared/http/route.ts';
import { alarm, counted } from '../constructs/alarm.ts';
import { HttpEntry } from '../constructs/http-entry.ts';
import type { Platform } from '../platform.ts';

/** Registration, confirmation and sign-in for everybody; the profile for its owner; what a token is worth, for services. */
export class IdentityContext extends Construct {
  /** A service that asks about tokens gets this policy on its role; nobody else passes the authorizer. */
  readonly servicesPolicy: ManagedPolicy;

  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const { api, config } = platform;
    const identity = { foundation: platform, context: 'identity' };
    const ATTEMPTS = JSON.stringify(config.attempts);
    new HttpEntry(this, 'Http', {
      ...identity,
      entry: 'http',
      routes: authRoutes,
      tables: { identity: ['BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'] },
      secrets: ['mailTokens', 'sessions'],
      userPool: [
        'AdminAddUserToGroup',
        'AdminCreateUser',
        'AdminDeleteUser',
        'AdminInitiateAuth',
        'AdminSetUserPassword',
        'AdminUserGlobalSignOut',
        'DescribeUserPoolClient',
      ],
      environment: { OWN_ORIGINS: platform.ownOrigins.join(' '), ATTEMPTS },
    });
    new HttpEntry(this, 'Me', {
      ...identity,
      entry: 'http-me',
      routes: meRoutes,
      tables: { identity: ['BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'], 'identity/gsi1': ['Query'] },
      secrets: ['mailTokens', 'sessions'],
      userPool: ['AdminInitiateAuth', 'AdminSetUserPassword', 'DescribeUserPoolClient'],
      environment: { ATTEMPTS },
    });
    new HttpEntry(this, 'Validate', {
      ...identity,
      entry: 'http-validate',
      routes: serviceRoutes,
      tables: { identity: ['BatchGetItem'] },
      userPool: [],
    });
    this.servicesPolicy = new ManagedPolicy(this, 'Services', {
      description: 'May ask PrintVerse what an access token is worth',
      statements: [
        new PolicyStatement({
          actions: ['execute-api:Invoke'],
          resources: serviceRoutes.flatMap(routeKeysOf).map((key) => {
            const [method, path] = key.split(' ');
            return api.arnForExecuteApi(method, path, '$default');
          }),
        }),
      ],
    });

    alarm(this, 'LoginLeftBehindAlarm', {
      metric: counted('LoginLeftBehind', 'identity', Duration.hours(1)),
      says: 'Logins that no user has could not be removed from the user pool.',
      runbook: 'logins-left-behind',
      threshold: 10,
    });
    for (const [bucket, id, says] of [
      ['account', 'GuessingAccountAlarm', 'Somebody guesses: failures of one account are refused unheard.'],
      ['source', 'GuessingSourceAlarm', 'Somebody guesses: failures of one source are refused unheard.'],
      ['mails', 'MailboxFloodAlarm', 'Somebody would fill a mailbox: its mails are left out.'],
      [
        'mailRequests',
        'MailFloodAlarm',
        'Somebody has mails sent to many addresses: requests of one source are refused.',
      ],
    ] as const) {
      alarm(this, id, {
        metric: counted('AttemptsExhausted', 'identity', Duration.minutes(5), { bucket }),
        says,
        runbook: 'guessing',
        threshold: 50,
      });
    }
    alarm(this, 'SessionStolenAlarm', {
      metric: counted('SessionStolen', 'identity', Duration.hours(1)),
      says: 'Cookies that were replaced long ago come back: stolen, or a client that does not keep the new ones.',
      runbook: 'stolen-sessions',
      threshold: 10,
    });
    alarm(this, 'SignInAlarm', {
      metric: new Metric({
        namespace: 'PrintVerse',
        metricName: 'Latency',
        dimensionsMap: { service: 'identity', route: `${LogIn.method} ${LogIn.path}`, status: '5xx' },
        statistic: 'SampleCount',
        period: Duration.minutes(5),
      }),
      says: 'Signing in fails on our side, or the user pool throttles it.',
      runbook: 'sign-in-fails',
      threshold: 5,
    });
  }
}

/** Users for admins. */
export class IdentityBackoffice extends Construct {
  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    new HttpEntry(this, 'Admin', {
      foundation: platform,
      context: 'identity',
      entry: 'http-admin',
      routes: adminRoutes,
      tables: {
        identity: ['BatchGetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
        'identity/gsi2': ['Query'],
      },
      secrets: ['cursors'],
      userPool: ['AdminAddUserToGroup', 'AdminListGroupsForUser', 'AdminRemoveUserFromGroup', 'AdminUserGlobalSignOut'],
      environment: { API_URL: platform.apiUrl },
    });
  }
}
