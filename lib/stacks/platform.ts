import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { CorsHttpMethod, type CorsPreflightOptions, HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { AlarmTopic } from '../constructs/alarm-topic.ts';
import type { Foundation } from '../constructs/context-function.ts';
import { Relay } from '../constructs/relay.ts';
import { signingKey } from '../constructs/secrets.ts';
import { UserDirectory } from '../constructs/user-directory.ts';
import type { GatewayAccess, Platform } from '../platform.ts';

/** What all contexts stand on: the front door, the bus with its only publisher, the user directory, the signing keys. */
export class PlatformStack extends Stack {
  readonly platform: Platform;

  constructor(
    scope: Construct,
    id: string,
    props: StackProps & {
      readonly foundation: Foundation;
      readonly gateway: GatewayAccess;
      /** Whether pages and their edge stand in front of the API. */
      readonly behindEdge: boolean;
    } & Pick<Platform, 'tables' | 'buckets'>,
  ) {
    super(scope, id, props);
    const { foundation, tables, buckets, gateway } = props;
    const { config } = foundation;
    const { topic } = new AlarmTopic(this, 'Alarms', config);
    new CfnOutput(this, 'AlarmTopicArn', { value: topic.topicArn });
    // The interfaces of the CDK are not exact about optional properties; its classes are.
    const bus = new EventBus(this, 'Bus', { eventBusName: `printverse-${config.stage}` }) as IEventBus;
    new Relay(this, 'Relay', { foundation, bus, tables: Object.values(tables) });

    const directory = new UserDirectory(this, 'Users', { foundation });
    const api = new HttpApi(this, 'Api', {
      apiName: `printverse-${config.stage}`,
      createDefaultStage: false,
      ...(config.origins.length > 0 ? { corsPreflight: browsersOf(config.origins) } : {}),
    });
    this.platform = {
      ...foundation,
      tables,
      buckets,
      bus,
      api,
      authorizer: new HttpUserPoolAuthorizer('Customers', directory.userPool, {
        userPoolClients: [directory.userPoolClient],
      }),
      userPool: directory.userPool,
      userPoolClient: directory.userPoolClient,
      secrets: {
        cursors: signingKey(this, 'CursorsKey', `printverse-${config.stage}-cursors`),
        mailTokens: signingKey(this, 'MailTokensKey', `printverse-${config.stage}-mail-tokens`),
        sessions: signingKey(this, 'SessionsKey', `printverse-${config.stage}-sessions`),
        paymentLinks: signingKey(this, 'PaymentLinksKey', `printverse-${config.stage}-payment-links`),
        ...(gateway
          ? { gatewayApiKey: gateway.apiKey, gatewayWebhook: gateway.webhookKey, carrierWebhook: gateway.carrierKey }
          : {}),
      },
      apiUrl: config.publicUrls.api ?? api.apiEndpoint,
      ownOrigins: [
        ...config.origins,
        ...pages(config),
        config.publicUrls.api ? new URL(config.publicUrls.api).origin : api.apiEndpoint,
      ],
      gateway,
      ...(props.behindEdge ? { edgeKey: signingKey(this, 'EdgeKey', `printverse-${config.stage}-edge`) } : {}),
    };
  }
}

/** The origin of the stage's own pages. They share the API's host: a page of another one cannot read its session's CSRF cookie. */
function pages({ publicUrls: { api, web } }: StageConfig): string[] {
  if (web === undefined) return [];
  const { hostname, origin } = new URL(web);
  if (api === undefined || new URL(api).hostname !== hostname) {
    throw new Error(
      `In lib/config.ts, put publicUrls.api on ${hostname} as well: sessions work on the host of the pages alone.`,
    );
  }
  return [origin];
}

/** The headers that browsers of the listed origins may send and read. */
const browsersOf = (origins: readonly string[]): CorsPreflightOptions => ({
  allowOrigins: [...origins],
  allowMethods: [
    CorsHttpMethod.GET,
    CorsHttpMethod.POST,
    CorsHttpMethod.PUT,
    CorsHttpMethod.PATCH,
    CorsHttpMethod.DELETE,
    CorsHttpMethod.OPTIONS,
  ],
  allowHeaders: [
    'authorization',
    'content-type',
    'idempotency-key',
    'if-match',
    'if-none-match',
    'traceparent',
    'x-correlation-id',
    'x-csrf-token',
  ],
  exposeHeaders: ['etag', 'link', 'location', 'refresh', 'retry-after', 'x-correlation-id', 'x-request-id'],
  allowCredentials: true,
});
