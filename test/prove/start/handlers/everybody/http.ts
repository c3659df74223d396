/**
 * The stack that most functions are written with: middy with its parsers and Powertools' logger, the named import of zod, and the
 * document client as it comes. It answers one page of products out of one table, like the catalog's listing.
 */
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import middy from '@middy/core';
import headerNormalizer from '@middy/http-header-normalizer';
import jsonBodyParser from '@middy/http-json-body-parser';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { z } from 'zod';

const logger = new Logger({ serviceName: 'everybody' });
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

const Query = z.object({
  department: z.enum(['home', 'workshop', 'prints', 'events']),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
const Product = z.object({ id: z.string(), slug: z.string(), kind: z.string() });

export const handler = middy<APIGatewayProxyEventV2>()
  .use(injectLambdaContext(logger))
  .use(headerNormalizer())
  .use(jsonBodyParser({ disableContentTypeError: true }))
  .handler(async (event) => {
    const query = Query.parse(event.queryStringParameters ?? {});
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName: process.env['CATALOG_TABLE'],
        KeyConditionExpression: '#pk = :partition',
        ExpressionAttributeNames: { '#pk': 'pk' },
        ExpressionAttributeValues: { ':partition': `CARDS#${query.department}` },
        Limit: query.limit,
      }),
    );
    logger.info('request', { items: Items.length });
    return {
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ items: z.array(Product).parse(Items) }),
    };
  });
