import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyResultV2 } from 'aws-lambda';

const dynamodb = new DynamoDBClient({});
const events = new EventBridgeClient({});

export async function handler(event: APIGatewayProxyEventV2WithJWTAuthorizer): Promise<APIGatewayProxyResultV2> {
  switch (event.pathParameters?.action) {
    case 'echo':
      return json({
        cookies: event.cookies ?? [],
        cookieHeader: event.headers.cookie ?? null,
        claims: event.requestContext.authorizer?.jwt.claims ?? null,
        node: process.version,
        given: process.env.PROBE_GIVEN ?? null,
      });
    case 'granted':
      return json({ error: await tryGet(process.env.ITEMS) });
    case 'denied':
      return json({ error: await tryGet(process.env.SECRETS) });
    case 'bus':
      return json({ error: await errorOf(() => events.send(new DescribeEventBusCommand({ Name: 'probe' }))) });
    case 'other-bus':
      return json({ error: await errorOf(() => events.send(new DescribeEventBusCommand({ Name: 'default' }))) });
    case 'wait':
      await new Promise((resolve) => setTimeout(resolve, 50));
      return json({ pid: process.pid });
    default:
      throw new Error('a secret of the implementation');
  }
}

const json = (body: object) => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const tryGet = (TableName: string | undefined) =>
  errorOf(() => dynamodb.send(new GetItemCommand({ TableName, Key: { pk: { S: 'none' } } })));

async function errorOf(call: () => Promise<unknown>): Promise<string | null> {
  try {
    await call();
    return null;
  } catch (error) {
    return (error as Error).name;
  }
}
