/** A request of an SDK client as it goes over the wire. */
interface WireRequest {
  readonly method: string;
  readonly hostname: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface SdkCall {
  /** IAM's name of the service. */
  readonly service: string;
  readonly operation: string;
  /** IAM actions that the call needs: a transaction needs those of its items. */
  readonly actions: readonly string[];
  /** Tables, indexes (`table/index/name`), queues, secrets: whatever the request names. */
  readonly resources: readonly string[];
  readonly writeUnits: number;
}

const SERVICES: Readonly<Record<string, string>> = {
  DynamoDB_20120810: 'dynamodb',
  AWSEvents: 'events',
  AmazonSQS: 'sqs',
  AWSStepFunctions: 'states',
  secretsmanager: 'secretsmanager',
  AWSCognitoIdentityProviderService: 'cognito-idp',
};

/** The SDK call in a request, by its target header, or by its form's Action (SES); nothing for other requests. */
export function sdkCallOf(request: unknown): SdkCall | undefined {
  const { headers, body } = request as WireRequest;
  const target = headers['x-amz-target'];
  const text = typeof body === 'string' ? body : body instanceof Uint8Array ? Buffer.from(body).toString() : '';
  if (target === undefined) {
    if (headers['authorization']?.includes('/s3/aws4_request')) return objectCall(request as WireRequest);
    const action = /(?:^|&)Action=(\w+)/.exec(text)?.[1];
    return action
      ? { service: 'ses', operation: action, actions: [`ses:${action}`], resources: [], writeUnits: 0 }
      : undefined;
  }
  const [prefix = '', operation = ''] = target.split('.');
  const service = SERVICES[prefix];
  if (service === undefined) throw new Error(`The recorder does not know ${target}`);
  const input = JSON.parse(text || '{}') as Record<string, any>;
  if (service === 'dynamodb') return dynamoCall(operation, input);
  const action = operation === 'SendMessageBatch' ? 'SendMessage' : operation;
  // What anybody may call without a signature, as a client that ends a sign-in by its token, needs no grant.
  const unsigned = headers['authorization'] === undefined;
  return {
    service,
    operation,
    actions: unsigned ? [] : [`${service}:${action}`],
    resources: [
      input['SecretId'],
      input['QueueUrl'],
      input['stateMachineArn'],
      input['executionArn'],
      input['UserPoolId'],
    ].filter((named): named is string => typeof named === 'string'),
    writeUnits: 0,
  };
}

const OBJECT_ACTIONS: Readonly<Record<string, string>> = {
  GET: 'GetObject',
  // There is no action of its own for looking whether an object is there.
  HEAD: 'GetObject',
  PUT: 'PutObject',
  DELETE: 'DeleteObject',
};

/** The call for an S3 object, by its request, which may be made by somebody else through a signed link. */
export function objectCall({ method, path }: Pick<WireRequest, 'method' | 'path'>): SdkCall {
  const operation = OBJECT_ACTIONS[method];
  if (operation === undefined) throw new Error(`The recorder does not know ${method} of an object`);
  return { service: 's3', operation, actions: [`s3:${operation}`], resources: [path], writeUnits: 0 };
}

type Input = Record<string, any>;

function dynamoCall(operation: string, input: Input): SdkCall {
  const call = (actions: string[], resources: string[], writeUnits = 0): SdkCall => ({
    service: 'dynamodb',
    operation,
    actions: [...new Set(actions.map((action) => `dynamodb:${action}`))],
    resources: [...new Set(resources)],
    writeUnits,
  });
  if (operation === 'TransactWriteItems') {
    const items = (input['TransactItems'] as Input[]).map((item) => Object.entries(item)[0] as [string, Input]);
    return call(
      items.map(([kind]) => (kind === 'ConditionCheck' ? 'ConditionCheckItem' : `${kind}Item`)),
      items.map(([, item]) => item['TableName']),
      items.reduce((total, [, item]) => total + 2 * unitsOf(item), 0),
    );
  }
  if (operation === 'BatchGetItem') return call([operation], Object.keys(input['RequestItems']));
  const table = String(input['TableName']);
  const index = input['IndexName'] === undefined ? table : `${table}/index/${input['IndexName']}`;
  const writes = operation === 'PutItem' || operation === 'UpdateItem' || operation === 'DeleteItem';
  return call([operation], [index], writes ? unitsOf(input) : 0);
}

/**
 * Write units of one item: a unit per started KB of a put's item (DynamoDB's rule). What an update leaves behind is not in
 * its request, so its values stand for it; none of the items that this project updates is over 1 KB.
 */
const unitsOf = (item: Input): number =>
  Math.max(
    1,
    Math.ceil(Buffer.byteLength(JSON.stringify(item['Item'] ?? item['ExpressionAttributeValues'] ?? '')) / 1024),
  );
