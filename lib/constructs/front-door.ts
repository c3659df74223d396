import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { type CorsPreflightOptions, HttpApi, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';

export interface FrontDoorProps {
  readonly config: StageConfig;
  readonly name: string;
  readonly cors?: CorsPreflightOptions;
}

/** What API Gateway notes of each request: enough to find its log lines, nothing about who asked or with what. */
const ACCESS_LOG = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    routeKey: '$context.routeKey',
    status: '$context.status',
    latency: '$context.responseLatency',
    error: '$context.error.message',
    integrationError: '$context.integrationErrorMessage',
  }),
);

/** An HTTP API with its one stage: throttled, and with an access log. */
export class FrontDoor extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, { config, name, cors }: FrontDoorProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      apiName: name,
      createDefaultStage: false,
      ...(cors ? { corsPreflight: cors } : {}),
    });
    // Not `Default`: the CDK leaves that id out of logical ids, and the stage would be called as its API is.
    this.api.addStage('DefaultStage', {
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: config.throttle.rate, burstLimit: config.throttle.burst },
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
  }
}
