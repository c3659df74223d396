import type { HttpApi, IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import type { UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { keeping } from '../functions/contracts.ts';
import type { Foundation } from './constructs/context-function.ts';
import type { ContextTable } from './constructs/context-table.ts';
import type { PrivateBucket } from './constructs/private-bucket.ts';

export type TableContext = keyof typeof keeping;
/** Contexts with a table of their own in the data stack. */
export const TABLES = Object.keys(keeping) as TableContext[];
/** Tables that functions are granted something on, by the context that they belong to. */
export type TableName = TableContext | 'sandbox-gateway';
export type Tables = Readonly<Record<TableContext, ContextTable>>;

/**
 * Buckets of the data stack: files of exports of personal data, the snapshots that searches are answered from, pictures as they
 * were uploaded, pictures as they are served, files of products that are imported and exported, models as they come in, and
 * models that were taken.
 */
export const BUCKETS = ['exports', 'search', 'originals', 'media', 'sheets', 'incoming', 'models'] as const;
export type BucketName = (typeof BUCKETS)[number];
export type Buckets = Readonly<Record<BucketName, PrivateBucket>>;

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
/** The shop's own keys, and those that it shares with the sandbox where a stage has one. */
export type SecretName = keyof SigningSecrets | 'gatewayApiKey' | 'gatewayWebhook' | 'carrierWebhook';

/** What a context finds when it is wired. */
export interface Platform extends Foundation {
  readonly tables: Tables;
  readonly buckets: Buckets;
  readonly bus: IEventBus;
  readonly api: HttpApi;
  readonly authorizer: IHttpRouteAuthorizer;
  readonly userPool: UserPool;
  readonly userPoolClient: UserPoolClient;
  readonly secrets: SigningSecrets & Readonly<Partial<Record<SecretName, ISecret>>>;
  /** Base of absolute URLs to the API, without a trailing slash. */
  readonly apiUrl: string;
  /** Origins of the pages that are ours: the web app's, and the API's own. */
  readonly ownOrigins: readonly string[];
  readonly gateway: GatewayAccess;
  /** What the edge in front of the API shows that it is the edge; absent where a stage has none. */
  readonly edgeKey?: ISecret;
}

/** Where the sandbox gateway is, and the keys shared with it; absent where a stage has no sandbox. */
export type GatewayAccess =
  | { readonly url: string; readonly apiKey: ISecret; readonly webhookKey: ISecret; readonly carrierKey: ISecret }
  | undefined;

/** The sandbox of a stage that must have one. Throws for a stage without. */
export function requireGateway(gateway: GatewayAccess): NonNullable<GatewayAccess> {
  if (!gateway) throw new Error('This stage has no payment provider: name one in lib/config.ts');
  return gateway;
}
