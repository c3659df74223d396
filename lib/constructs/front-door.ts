import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { type CfnStage, type HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct, type IDependable } from 'constructs';
import { isThrottled, type Route, servedKeysOf } from '../../functions/shared/http/route.ts';
import type { StageConfig } from '../config.ts';

export interface FrontDoorProps {
  readonly config: StageConfig;
  readonly name: string;
  readonly api: HttpApi;
  /** Routes with a throttle of their own, and what makes them: a stage can only name what is there already. */
  readonly credentials?: { readonly routes: readonly Route[]; readonly madeBy: IDependable };
}

/** What API Gateway notes of each request: enough to find its log lines, nothing about who asked or with what. */
const ACCESS_LOG = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    routeKey: '$context.routeKey',
    status: '$context.status',
    latency: '$context.responseLatency',
    error: '$context.error.message',
    // Why a token was refused: the function behind the route never hears of it.
    authorizerError: '$context.authorizer.error',
    integrationError: '$context.integrationErrorMessage',
  }),
);

/** The one stage of an HTTP API: throttled, and with an access log. */
export class FrontDoor extends Construct {
  constructor(scope: Construct, id: string, { config, name, api, credentials }: FrontDoorProps) {
    super(scope, id);
    const { rate, burst } = config.throttle;
    const stage = new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: rate, burstLimit: burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLog', {
            logGroupName: `/aws/vendedlogs/apis/${name}`,
            retention: config.logRetentionDays,
            removalPolicy: config.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
          }),
        ),
        format: ACCESS_LOG,
      },
    });
    if (!credentials) return;
    stage.node.addDependency(credentials.madeBy);
    const throttle = {
      ThrottlingRateLimit: config.throttle.credentials.rate,
      ThrottlingBurstLimit: config.throttle.credentials.burst,
    };
    const keys = credentials.routes.filter(isThrottled).flatMap(servedKeysOf);
    (stage.node.defaultChild as CfnStage).routeSettings = Object.fromEntries(keys.map((key) => [key, throttle]));
  }
}
