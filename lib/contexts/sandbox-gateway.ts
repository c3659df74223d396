import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { routes } from '../../functions/sandbox-gateway/contract.ts';
import { alarm, counted } from '../constructs/alarm.ts';
import { ContextFunction, type Foundation } from '../constructs/context-function.ts';
import type { ContextTable } from '../constructs/context-table.ts';
import { queueWithDeadLetters, streamFailures } from '../constructs/dead-letters.ts';
import { HttpRoutes } from '../constructs/http-routes.ts';
import { allowReading } from '../constructs/secrets.ts';
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
    const failures = streamFailures(this, 'StreamFailures', `printverse-${config.stage}-sandbox-gateway`);
    recorded.addEventSource(
      new DynamoEventSource(table.table as ITable, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 50,
        bisectBatchOnError: true,
        retryAttempts: 20,
        maxRecordAge: Duration.hours(20),
        onFailure: new SqsDlq(failures),
        filters: [
          FilterCriteria.filter({
            eventName: FilterRule.isEqual('INSERT'),
            dynamodb: { NewImage: { errand: { M: { kind: { S: FilterRule.exists() } } } } },
          }),
        ],
      }),
    );
    alarm(this, 'LagAlarm', {
      metric: recorded.metric('IteratorAge', { statistic: 'max', period: Duration.minutes(1) }),
      says: 'Errands of the sandbox gateway wait more than a minute for being queued.',
      runbook: 'facts-are-late',
      threshold: 60_000,
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
