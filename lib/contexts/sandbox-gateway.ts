import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FilterRule } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { routes } from '../../functions/sandbox-gateway/contract.ts';
import { alarm, counted } from '../constructs/alarm.ts';
import { ContextFunction, type Foundation } from '../constructs/context-function.ts';
import type { ContextTable } from '../constructs/context-table.ts';
import { queueWithDeadLetters } from '../constructs/dead-letters.ts';
import { HttpRoutes } from '../constructs/http-routes.ts';
import { allowReading } from '../constructs/secrets.ts';
import { readStreams } from '../constructs/stream-reader.ts';
import type { GatewayAccess } from '../platform.ts';

export interface SandboxGatewayProps extends Foundation {
  readonly api: HttpApi;
  readonly table: ContextTable;
  readonly access: NonNullable<GatewayAccess>;
}

/** The API with its page; what a change leaves to be done goes table → stream → queue → the one that does it. */
export class SandboxGatewayContext extends Construct {
  constructor(scope: Construct, id: string, props: SandboxGatewayProps) {
    super(scope, id);
    const { api, table, access, config } = props;
    const of = { foundation: props, context: 'sandbox-gateway' };
    const tableName = { SANDBOX_GATEWAY_TABLE: table.name };

    const http = new ContextFunction(this, 'Http', {
      ...of,
      entry: 'http',
      environment: {
        ...tableName,
        GATEWAY_API_KEY_SECRET: access.apiKey.secretArn,
        API_URL: access.url,
        SHORT_LIFE_SECONDS: String(config.sandboxExpirySeconds),
      },
    });
    table.allow(http, 'GetItem', 'BatchGetItem', 'Query', 'PutItem');
    table.allowIndex(http, 'gsi1');
    table.allowIndex(http, 'gsi2');
    allowReading(http, access.apiKey);
    new HttpRoutes(this, 'Routes', { api, function: http, routes });

    const timeoutSeconds = 15;
    const { queue } = queueWithDeadLetters(this, 'Errands', {
      name: `printverse-${config.stage}-sandbox-gateway-errands`,
      consumerTimeoutSeconds: timeoutSeconds,
    });
    const queueAccess = { ERRANDS_QUEUE_URL: queue.queueUrl };
    const sending = new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] });

    const recorded = new ContextFunction(this, 'ErrandRecorded', {
      ...of,
      entry: 'on-errand-recorded',
      timeoutSeconds,
      environment: queueAccess,
    });
    recorded.addToRolePolicy(sending);
    readStreams(this, recorded, {
      name: `printverse-${config.stage}-sandbox-gateway`,
      tables: [table],
      items: { errand: { M: { kind: { S: FilterRule.exists() } } } },
      reportBatchItemFailures: false,
      late: 'Errands of the sandbox gateway wait more than a minute for being queued.',
    });

    const due = new ContextFunction(this, 'ErrandDue', {
      ...of,
      entry: 'on-errand-due',
      timeoutSeconds,
      environment: { ...tableName, ...queueAccess, GATEWAY_WEBHOOK_SECRET: access.webhookKey.secretArn },
    });
    table.allow(due, 'GetItem', 'PutItem', 'UpdateItem');
    due.addToRolePolicy(sending);
    allowReading(due, access.webhookKey);
    due.addEventSource(new SqsEventSource(queue, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency: 5 }));
    alarm(this, 'GivenUpAlarm', {
      metric: counted('WebhookGivenUp', 'sandbox-gateway', Duration.minutes(1)),
      says: 'The sandbox gateway gave up delivering a message.',
      runbook: 'gateway-deliveries',
    });
  }
}
