import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type Grant, ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import {
  adminRoutes,
  authRoutes,
  ExportRequested,
  LogIn,
  meRoutes,
  serviceRoutes,
  UserErased,
} from '../../functions/identity/contract.ts';
import { routeKeysOf } from '../../functions/shared/http/route.ts';
import { alarm, counted } from '../constructs/alarm.ts';
import { ContextFunction } from '../constructs/context-function.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { HttpRoutes } from '../constructs/http-routes.ts';
import { allowReading } from '../constructs/secrets.ts';
import type { Platform } from '../platform.ts';

/** Registration, confirmation and sign-in for everybody; the profile for its owner; what a token is worth, for services. */
export class IdentityContext extends Construct {
  /** A service that asks about tokens gets this policy on its role; nobody else passes the authorizer. */
  readonly servicesPolicy: ManagedPolicy;

  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const { api, authorizer, secrets, tokenEnvironment, userPool } = platform;
    const { identity } = platform.tables;

    const http = new ContextFunction(this, 'Http', {
      foundation: platform,
      context: 'identity',
      entry: 'http',
      environment: {
        IDENTITY_TABLE: identity.name,
        MAIL_TOKENS_SECRET: secrets.mailTokens.secretArn,
        SESSIONS_SECRET: secrets.sessions.secretArn,
        OWN_ORIGINS: platform.ownOrigins.join(' '),
        ATTEMPTS: JSON.stringify(platform.config.attempts),
        ...tokenEnvironment,
      },
    });
    identity.allow(http, 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem');
    allowReading(http, secrets.mailTokens, secrets.sessions);
    http.addToRolePolicy(
      new PolicyStatement({
        actions: [
          'cognito-idp:AdminCreateUser',
          'cognito-idp:AdminDeleteUser',
          'cognito-idp:AdminInitiateAuth',
          'cognito-idp:AdminSetUserPassword',
          'cognito-idp:AdminUserGlobalSignOut',
          'cognito-idp:DescribeUserPoolClient',
        ],
        resources: [userPool.userPoolArn],
      }),
    );
    new HttpRoutes(this, 'Routes', { api, function: http, routes: authRoutes });

    const me = new ContextFunction(this, 'Me', {
      foundation: platform,
      context: 'identity',
      entry: 'http-me',
      environment: {
        IDENTITY_TABLE: identity.name,
        MAIL_TOKENS_SECRET: secrets.mailTokens.secretArn,
        SESSIONS_SECRET: secrets.sessions.secretArn,
        EXPORTS_BUCKET: platform.exports.name,
        ATTEMPTS: JSON.stringify(platform.config.attempts),
        ...tokenEnvironment,
      },
    });
    identity.allow(me, 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem');
    identity.allowIndex(me, 'gsi1');
    // For the links that it signs.
    platform.exports.allow(me, 'GetObject');
    allowReading(me, secrets.mailTokens, secrets.sessions);
    me.addToRolePolicy(
      new PolicyStatement({
        actions: [
          'cognito-idp:AdminInitiateAuth',
          'cognito-idp:AdminSetUserPassword',
          'cognito-idp:DescribeUserPoolClient',
        ],
        resources: [userPool.userPoolArn],
      }),
    );
    new HttpRoutes(this, 'MeRoutes', { api, function: me, routes: meRoutes, authorizer });

    const validate = new ContextFunction(this, 'Validate', {
      foundation: platform,
      context: 'identity',
      entry: 'http-validate',
      environment: { IDENTITY_TABLE: identity.name, ...tokenEnvironment },
    });
    identity.allow(validate, 'BatchGetItem');
    allowRefusals(platform, validate);
    new HttpRoutes(this, 'ServiceRoutes', { api, function: validate, routes: serviceRoutes });
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
        metric: counted('AttemptsExhausted', 'identity', Duration.minutes(5), { of: bucket }),
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

/** What is done about a person's data everywhere in the shop: put into a file, or erased. */
export class PersonalData extends Construct {
  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const { tables, exports } = platform;

    const { function: exporter } = new EventConsumer(this, 'ExportRequested', {
      foundation: platform,
      context: 'identity',
      entry: 'on-export-requested',
      bus: platform.bus,
      events: [ExportRequested],
      // One at a time, and somebody's whole story may be long.
      batchSize: 1,
      concurrency: 2,
      timeoutSeconds: 60,
      environment: {
        IDENTITY_TABLE: tables.identity.name,
        ORDERS_TABLE: tables.orders.name,
        PAYMENTS_TABLE: tables.payments.name,
        SHIPPING_TABLE: tables.shipping.name,
        NOTIFICATIONS_TABLE: tables.notifications.name,
        EXPORTS_BUCKET: exports.name,
      },
    });
    tables.identity.allow(exporter, 'BatchGetItem', 'Query', 'UpdateItem');
    tables.orders.allow(exporter, 'BatchGetItem', 'Query');
    for (const table of [tables.payments, tables.shipping]) table.allow(exporter, 'BatchGetItem');
    for (const table of [tables.identity, tables.orders, tables.notifications]) table.allowIndex(exporter, 'gsi1');
    exports.allow(exporter, 'PutObject', 'DeleteObject');

    const { function: eraser } = new EventConsumer(this, 'UserErased', {
      foundation: platform,
      context: 'identity',
      entry: 'on-user-erased',
      bus: platform.bus,
      events: [UserErased],
      timeoutSeconds: 60,
      environment: {
        IDENTITY_TABLE: tables.identity.name,
        EXPORTS_BUCKET: exports.name,
        ...platform.tokenEnvironment,
      },
    });
    tables.identity.allow(eraser, 'Query', 'DeleteItem');
    tables.identity.allowIndex(eraser, 'gsi1');
    exports.allow(eraser, 'DeleteObject');
    eraser.addToRolePolicy(
      new PolicyStatement({
        actions: ['cognito-idp:AdminDeleteUser'],
        resources: [platform.userPool.userPoolArn],
      }),
    );
  }
}

/** Users for admins. */
export class IdentityBackoffice extends Construct {
  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const { api, authorizer, secrets, tokenEnvironment, userPool } = platform;
    const { identity } = platform.tables;
    const admin = new ContextFunction(this, 'Admin', {
      foundation: platform,
      context: 'identity',
      entry: 'http-admin',
      environment: {
        IDENTITY_TABLE: identity.name,
        CURSORS_SECRET: secrets.cursors.secretArn,
        API_URL: platform.apiUrl,
        ...tokenEnvironment,
      },
    });
    identity.allow(admin, 'BatchGetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem');
    identity.allowIndex(admin, 'gsi2');
    allowReading(admin, secrets.cursors);
    admin.addToRolePolicy(
      new PolicyStatement({
        actions: [
          'cognito-idp:AdminAddUserToGroup',
          'cognito-idp:AdminListGroupsForUser',
          'cognito-idp:AdminRemoveUserFromGroup',
          'cognito-idp:AdminUserGlobalSignOut',
        ],
        resources: [userPool.userPoolArn],
      }),
    );
    new HttpRoutes(this, 'Routes', { api, function: admin, routes: adminRoutes, authorizer });
  }
}

/** Lets an entry record whom it refused, and reach nothing else of identity by it. */
export const allowRefusals = ({ tables }: Platform, entry: ContextFunction): Grant =>
  tables.identity.allowLeaving(entry, 'REFUSAL#');
