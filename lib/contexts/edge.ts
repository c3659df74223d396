import { Duration } from 'aws-cdk-lib';
import { HttpNoneAuthorizer, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import type { Access } from '../constructs/access.ts';
import { alarm, counted } from '../constructs/alarm.ts';
import { HttpEntry } from '../constructs/http-entry.ts';
import { Sweeper } from '../constructs/schedule.ts';
import type { Platform } from '../platform.ts';

/** Minutes between two looks whether the shop is ready. */
const READY_EVERY_MINUTES = 5;

/** Readiness looks at what the shop depends on: of the tables at the catalog's, because nothing in it is personal. */
const LOOKING: Access = {
  tables: { catalog: ['GetItem'] },
  bus: ['DescribeEventBus'],
  saga: ['DescribeStateMachine'],
};

/** Health, the API's documentation, and the answer to whatever no route takes. */
export class EdgeContext extends Construct {
  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const edge = { foundation: platform, context: 'edge' };
    const http = new HttpEntry(this, 'Http', { ...edge, entry: 'http', ...LOOKING });
    new HttpRoute(this, 'Unmatched', {
      httpApi: platform.api,
      routeKey: HttpRouteKey.DEFAULT,
      // With a permission of its own: the one for all routes is for those with a method and a path, and this has neither.
      integration: new HttpLambdaIntegration('Unmatched', http),
      authorizer: new HttpNoneAuthorizer(),
    });
    new Sweeper(this, 'Ready', { ...edge, entry: 'cron-ready', everyMinutes: READY_EVERY_MINUTES, ...LOOKING });
    alarm(this, 'NotReadyAlarm', {
      metric: counted('NotReady', 'edge', Duration.minutes(READY_EVERY_MINUTES)),
      says: 'Something that the shop depends on cannot be reached.',
      runbook: 'not-ready',
    });
  }
}
