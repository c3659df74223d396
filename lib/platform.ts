import type { HttpApi, IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import type { UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Foundation } from './constructs/context-function.ts';
import type { ContextTable } from './constructs/context-table.ts';
import type { PrivateBucket } from './constructs/private-bucket.ts';

/** Contexts with a table of their own in the data stack. */
export const TABLES = ['identity', 'catalog', 'inventory', 'orders', 'payments', 'shipping', 'notifications'] as const;
export type TableContext = (typeof TABLES)[number];
export type Tables = Readonly<Record<TableContext, ContextTable>>;

/** Keys that functions sign with; each holds `{"current":"…","previous":"…"}`. */
export interface SigningSecrets {
  /** Cursors of lists. */
  readonly cursors: ISecret;
  /** One-time tokens in mails. */
  readonly mailTokens: ISecret;
  /** Sessions of browsers: their CSRF tokens, and what they keep of the user pool. */
  readonly sessions: ISecret;
  /** Links to /payments/{id}/continue. */
  readonly paymentLinks: ISecret;
}

/** What a context finds when it is wired. */
export interface Platform extends Foundation {
  readonly tables: Tables;
  /** Files of exports of personal data. */
  readonly exports: PrivateBucket;
  readonly bus: IEventBus;
  readonly api: HttpApi;
  readonly authorizer: IHttpRouteAuthorizer;
  readonly userPool: UserPool;
  readonly userPoolClient: UserPoolClient;
  readonly secrets: SigningSecrets;
  /** Base of absolute URLs to the API, without a trailing slash. */
  readonly apiUrl: string;
  /** Origins of the pages that are ours: the web app's, and the API's own. */
  readonly ownOrigins: readonly string[];
  /** USER_POOL_ID and USER_POOL_CLIENT_ID, for entries that verify tokens. */
  readonly tokenEnvironment: Readonly<Record<string, string>>;
  readonly gateway: GatewayAccess;
}

/** Where the sandbox gateway is, and the keys shared with it; absent where a stage has no sandbox. */
export type GatewayAccess =
  | { readonly url: string; readonly apiKey: ISecret; readonly webhookKey: ISecret }
  | undefined;
