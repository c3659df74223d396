import { LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { expect, inject, test } from 'vitest';
import { clientConfig } from '../../../local/cloud.ts';

const { endpoint, outputs } = inject('shop');

/** This machine goes by two names. */
const originOf = (address: string): string => new URL(address).origin.replace('localhost', '127.0.0.1');

test('every address that the shop gives out or works with lies behind the one that AWS_ENDPOINT_URL names [PLT-06, K29]', async () => {
  const given = [outputs.apiUrl, outputs.gatewayUrl];
  const lambda = new LambdaClient(clientConfig(endpoint));
  for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {})) {
    const variables = Functions.flatMap(({ Environment }) => Object.entries(Environment?.Variables ?? {}));
    given.push(...variables.filter(([name]) => name.endsWith('_URL')).map(([, value]) => value));
  }
  expect(given.length).toBeGreaterThan(10);
  expect([...new Set(given.map(originOf))]).toEqual([originOf(endpoint)]);
});
