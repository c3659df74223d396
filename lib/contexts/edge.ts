import { Duration } from 'aws-cdk-lib';
import { HttpNoneAuthorizer, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { routes } from '../../functions/edge/contract.ts';
import { alarm, counted } from '../constructs/alarm.ts';
import { ContextFunction } from '../constructs/context-function.ts';
import { HttpRoutes } from '../constructs/http-routes.ts';
import { sagaArns } from '../constructs/saga.ts';
import { everyMinutes } from '../constructs/schedule.ts';
import type { Platform } from '../platform.ts';

/** Minutes between two looks whether the shop is ready. */
const READY_EVERY_MINUTES = 5;

/** Health, the API's documentation, and the answer to whatever no route takes. */
export class EdgeContext extends Construct {
  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const { tables, bus, api } = platform;
    const { machine } = sagaArns(this, platform, 'order-saga');
    const environment = { CATALOG_TABLE: tables.catalog.name, BUS_NAME: bus.eventBusName, SAGA_ARN: machine };
    const http = new ContextFunction(this, 'Http', {
      foundation: platform,
      context: 'edge',
      entry: 'http',
      environment,
    });
    const ready = new ContextFunction(this, 'Ready', {
      foundation: platform,
      context: 'edge',
      entry: 'cron-ready',
      environment,
    });
    // Readiness looks at what the shop depends on: the catalog's table, because nothing in it is personal.
    for (const looking of [http, ready]) {
      tables.catalog.allow(looking, 'GetItem');
      looking.addToRolePolicy(
        new PolicyStatement({ actions: ['events:DescribeEventBus'], resources: [bus.eventBusArn] }),
      );
      looking.addToRolePolicy(new PolicyStatement({ actions: ['states:DescribeStateMachine'], resources: [machine] }));
    }
    everyMinutes(this, 'Ready', READY_EVERY_MINUTES, ready);
    new HttpRoutes(this, 'Routes', { api, function: http, routes });
    new HttpRoute(this, 'Unmatched', {
      httpApi: api,
      routeKey: HttpRouteKey.DEFAULT,
      // With a permission of its own: the one for all routes is for those with a method and a path, and this has neither.
      integration: new HttpLambdaIntegration('Unmatched', http),
      authorizer: new HttpNoneAuthorizer(),
    });

    alarm(this, 'NotReadyAlarm', {
      metric: counted('NotReady', 'edge', Duration.minutes(READY_EVERY_MINUTES)),
      says: 'Something that the shop depends on cannot be reached.',
      runbook: 'not-ready',
    });
  }
}
