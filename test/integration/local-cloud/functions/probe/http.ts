import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyResultV2 } from 'aws-lambda';

const dynamodb = new DynamoDBClient({});

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

async function tryGet(TableName: string | undefined): Promise<string | null> {
  try {
    await dynamodb.send(new GetItemCommand({ TableName, Key: { pk: { S: 'none' } } }));
    return null;
  } catch (error) {
    return (error as Error).name;
  }
}
