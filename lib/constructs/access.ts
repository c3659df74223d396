import type { UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { TableAccess, TableAction, TableIndex } from '../../functions/shared/store/table-access.ts';
import type { StageConfig } from '../config.ts';
import type { BucketName, SecretName, TableName } from '../platform.ts';
import type { ContextTable } from './context-table.ts';
import type { ObjectAction, PrivateBucket } from './private-bucket.ts';
import { sagaArns } from './saga-name.ts';
import { allowReading } from './secrets.ts';

/** What a stack has to give to functions. A function that is to get what its stack does not have fails the synthesis. */
export interface Holdings {
  readonly tables?: Readonly<Partial<Record<TableName, ContextTable>>>;
  readonly secrets?: Readonly<Partial<Record<SecretName, ISecret>>>;
  readonly buckets?: Readonly<Partial<Record<BucketName, PrivateBucket>>>;
  readonly userPool?: UserPool;
  readonly userPoolClient?: UserPoolClient;
  readonly bus?: IEventBus;
}

/** On the order saga's machine: start and describe ask for it by its ARN, a task's token is enough to answer it. */
type SagaAction =
  | 'StartExecution'
  | 'DescribeExecution'
  | 'DescribeStateMachine'
  | 'SendTaskSuccess'
  | 'SendTaskFailure';

/** What a function may touch. Each line is the grant and the environment variable that names the thing. */
export interface Access {
  /** `{ orders: ['PutItem'], 'orders/gsi1': ['Query'] }`, as `ORDERS_TABLE`. */
  readonly tables?: Partial<TableAccess<TableName>>;
  /** `['mailTokens']`, as `MAIL_TOKENS_SECRET`. */
  readonly secrets?: readonly SecretName[];
  /** `{ exports: ['GetObject'] }`, as `EXPORTS_BUCKET`. */
  readonly buckets?: Readonly<Partial<Record<BucketName, readonly ObjectAction[]>>>;
  /** Actions of the user pool, as `USER_POOL_ID` and `USER_POOL_CLIENT_ID`; none for what only verifies its tokens. */
  readonly userPool?: readonly string[];
  /** The event bus, as `BUS_NAME`. */
  readonly bus?: readonly ('DescribeEventBus' | 'PutEvents')[];
  /** The order saga's machine, as `SAGA_ARN` where its ARN is needed. */
  readonly saga?: readonly SagaAction[];
  /** Queues that it sends to, by the variables that hold their URLs. */
  readonly sendsTo?: Readonly<Record<string, Queue>>;
  /** Records with identity whom it refused, and reaches nothing else there by it; as `IDENTITY_TABLE`. */
  readonly refusals?: boolean;
}

/** Gives a function its access: the grants and the variables together, so that neither can be forgotten. */
export function giveAccess(
  entry: LambdaFunction,
  holdings: Holdings & { readonly config: StageConfig },
  { tables = {}, secrets = [], buckets = {}, userPool, bus, saga, sendsTo = {}, refusals = false }: Access,
): void {
  const allow = (service: string, actions: readonly string[], resource: string) =>
    actions.length > 0 &&
    entry.addToRolePolicy(
      new PolicyStatement({ actions: actions.map((action) => `${service}:${action}`), resources: [resource] }),
    );
  const table = (name: TableName): ContextTable => {
    const held = existing(holdings.tables?.[name], `table ${name}`);
    entry.addEnvironment(`${variable(name)}_TABLE`, held.name);
    return held;
  };

  for (const [key, actions] of Object.entries(tables)) {
    const [name, index] = key.split('/') as [TableName, TableIndex | undefined];
    const held = table(name);
    if (index) held.allowIndex(entry, index);
    else if (actions.length > 0) held.allow(entry, ...(actions as readonly TableAction[]));
  }
  if (refusals) table('identity').allowLeaving(entry, 'REFUSAL#');
  for (const name of secrets) {
    const secret = existing(holdings.secrets?.[name], `secret ${name}`);
    entry.addEnvironment(`${variable(name)}_SECRET`, secret.secretArn);
    allowReading(entry, secret);
  }
  for (const [name, actions] of Object.entries(buckets)) {
    const bucket = existing(holdings.buckets?.[name as BucketName], `bucket of ${name}`);
    entry.addEnvironment(`${variable(name)}_BUCKET`, bucket.name);
    bucket.allow(entry, ...actions);
  }
  if (userPool) {
    const pool = existing(holdings.userPool, 'user pool');
    entry.addEnvironment('USER_POOL_ID', pool.userPoolId);
    entry.addEnvironment(
      'USER_POOL_CLIENT_ID',
      existing(holdings.userPoolClient, 'client of the user pool').userPoolClientId,
    );
    allow('cognito-idp', userPool, pool.userPoolArn);
  }
  if (bus) {
    const { eventBusName, eventBusArn } = existing(holdings.bus, 'event bus');
    entry.addEnvironment('BUS_NAME', eventBusName);
    allow('events', bus, eventBusArn);
  }
  if (saga) {
    const { machine, executions } = sagaArns(entry, holdings.config, 'order-saga');
    if (saga.some((action) => !action.startsWith('SendTask'))) entry.addEnvironment('SAGA_ARN', machine);
    const ofExecution = (action: SagaAction) => action === 'DescribeExecution';
    allow(
      'states',
      saga.filter((action) => !ofExecution(action)),
      machine,
    );
    allow('states', saga.filter(ofExecution), executions);
  }
  for (const [name, queue] of Object.entries(sendsTo)) {
    entry.addEnvironment(name, queue.queueUrl);
    allow('sqs', ['SendMessage'], queue.queueArn);
  }
}

/** `paymentLinks` and `sandbox-gateway` as parts of a variable's name: `PAYMENT_LINKS`, `SANDBOX_GATEWAY`. */
const variable = (name: string): string =>
  name
    .replaceAll('-', '_')
    .replace(/[A-Z]/g, (letter) => `_${letter}`)
    .toUpperCase();

function existing<T>(held: T | undefined, what: string): T {
  if (held === undefined) throw new Error(`This stack has no ${what} to give to a function`);
  return held;
}
