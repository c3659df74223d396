import {
  CloudWatchLogsClient,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { clientConfig } from '../../../local/cloud.ts';
import { endpoint } from '../orders/buying.ts';

const logs = new CloudWatchLogsClient(clientConfig(endpoint));
const PREFIX = '/aws/lambda/printverse-local-';

/** What a function wrote, as it came. */
export async function textOf(group: string): Promise<string[]> {
  const text: string[] = [];
  for await (const { events = [] } of paginateFilterLogEvents({ client: logs }, { logGroupName: group })) {
    text.push(...events.map(({ message = '' }) => message));
  }
  return text;
}

type Line = Readonly<Record<string, unknown>>;

/** A function's structured lines; the runtime's own are left out. */
export const linesOf = async (name: string): Promise<Line[]> =>
  (await textOf(`${PREFIX}${name}`)).filter((text) => text.startsWith('{')).map((text) => JSON.parse(text) as Line);

/** Every log group of the shop, by its name. */
export async function logGroups(): Promise<string[]> {
  const names: string[] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client: logs }, {})) {
    names.push(...logGroups.flatMap(({ logGroupName }) => logGroupName ?? []));
  }
  return names;
}

export const functionOf = (group: string): string => group.replace(PREFIX, '');
