import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { FilterRule } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import * as contract from '../../functions/sandbox-gateway/contract.ts';
import { routesIn } from '../../functions/shared/http/route.ts';
import { alarm, counted } from '../constructs/alarm.ts';
import { ContextFunction, type Foundation } from '../constructs/context-function.ts';
import type { ContextTable } from '../constructs/context-table.ts';
import { queueWithDeadLetters } from '../constructs/dead-letters.ts';
import { HttpEntry } from '../constructs/http-entry.ts';
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
    const secrets = {
      gatewayApiKey: access.apiKey,
      gatewayWebhook: access.webhookKey,
      carrierWebhook: access.carrierKey,
    };
    const foundation = { ...props, api, tables: { 'sandbox-gateway': table }, secrets };
    const gateway = { foundation, context: 'sandbox-gateway', timeoutSeconds: 15 };
    new HttpEntry(this, 'Http', {
      ...gateway,
      entry: 'http',
      routes: routesIn(contract),
      tables: {
        'sandbox-gateway': ['GetItem', 'BatchGetItem', 'Query', 'PutItem'],
        'sandbox-gateway/gsi1': ['Query'],
        'sandbox-gateway/gsi2': ['Query'],
      },
      secrets: ['gatewayApiKey'],
      environment: { API_URL: access.url, SHORT_LIFE_SECONDS: String(config.sandboxExpirySeconds) },
    });

    const { queue } = queueWithDeadLetters(this, 'Errands', {
      name: `printverse-${config.stage}-sandbox-gateway-errands`,
      consumerTimeoutSeconds: gateway.timeoutSeconds,
    });
    const sendsTo = { ERRANDS_QUEUE_URL: queue };
    const recorded = new ContextFunction(this, 'ErrandRecorded', { ...gateway, entry: 'on-errand-recorded', sendsTo });
    readStreams(this, recorded, {
      name: `printverse-${config.stage}-sandbox-gateway`,
      tables: [table],
      items: { errand: { M: { kind: { S: FilterRule.exists() } } } },
      reportBatchItemFailures: false,
      late: 'Errands of the sandbox gateway wait more than a minute for being queued.',
    });

    const due = new ContextFunction(this, 'ErrandDue', {
      ...gateway,
      entry: 'on-errand-due',
      tables: { 'sandbox-gateway': ['GetItem', 'PutItem', 'UpdateItem'] },
      secrets: ['gatewayWebhook', 'carrierWebhook'],
      sendsTo,
    });
    due.addEventSource(new SqsEventSource(queue, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency: 5 }));
    alarm(this, 'GivenUpAlarm', {
      metric: counted('WebhookGivenUp', 'sandbox-gateway', Duration.minutes(1)),
      says: 'The sandbox gateway gave up delivering a message.',
      runbook: 'gateway-deliveries',
    });
  }
}
