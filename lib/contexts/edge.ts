import { Duration } from 'aws-cdk-lib';
import { HttpNoneAuthorizer, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { routes } from '../../functions/edge/contract.ts';
import { alarm } from '../constructs/alarm.ts';
import { ContextFunction } from '../constructs/context-function.ts';
import { HttpRoutes } from '../constructs/http-routes.ts';
import { sagaArns } from '../constructs/saga.ts';
import type { Platform } from '../platform.ts';

/** Health, the API's documentation, and the answer to whatever no route takes. */
export class EdgeContext extends Construct {
  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const { tables, bus, api } = platform;
    const { machine } = sagaArns(this, platform, 'order-saga');
    const http = new ContextFunction(this, 'Http', {
      foundation: platform,
      context: 'edge',
      entry: 'http',
      environment: { CATALOG_TABLE: tables.catalog.name, BUS_NAME: bus.eventBusName, SAGA_ARN: machine },
    });
    // Readiness looks at what the shop depends on: the catalog's table, because nothing in it is personal.
    tables.catalog.allow(http, 'GetItem');
    http.addToRolePolicy(new PolicyStatement({ actions: ['events:DescribeEventBus'], resources: [bus.eventBusArn] }));
    http.addToRolePolicy(new PolicyStatement({ actions: ['states:DescribeStateMachine'], resources: [machine] }));
    new HttpRoutes(this, 'Routes', { api, function: http, routes });
    new HttpRoute(this, 'Unmatched', {
      httpApi: api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: new HttpLambdaIntegration('Unmatched', http, { scopePermissionToRoute: false }),
      authorizer: new HttpNoneAuthorizer(),
    });

    alarm(this, 'NotReadyAlarm', {
      metric: new Metric({
        namespace: 'PrintVerse',
        metricName: 'NotReady',
        dimensionsMap: { service: 'edge' },
        statistic: 'Sum',
        period: Duration.minutes(1),
      }),
      says: 'Something that the shop depends on cannot be reached.',
      runbook: 'not-ready',
    });
  }
}
