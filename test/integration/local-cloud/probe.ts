import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { inject } from 'vitest';
import { clientConfig } from '../../../local/cloud.ts';
import type { Probe } from './setup.ts';

export const probe: Probe = inject('probe');

export const config = clientConfig(probe.endpoint);

const dynamodb = new DynamoDBClient(config);

/** An output of the probe stack. */
export function output(name: string): string {
  const value = probe.outputs[name];
  if (value === undefined) throw new Error(`the probe stack has no output ${name}`);
  return value;
}

export function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${probe.endpoint}/_aws/execute-api/${output('ApiId')}/${path}`, { headers });
}

/** An item of the probe's table, or undefined. */
export async function readItem(pk: string) {
  const { Item } = await dynamodb.send(
    new GetItemCommand({ TableName: 'probe-items', Key: { pk: { S: pk } }, ConsistentRead: true }),
  );
  return Item;
}
