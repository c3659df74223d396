import {
  CloudWatchLogsClient,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { clientConfig } from '../../../local/cloud.ts';
import { endpoint } from '../orders/buying.ts';

const logs = new CloudWatchLogsClient(clientConfig(endpoint));
const PREFIX = '/aws/lambda/printverse-local-';

/** What lies in a log group, as it came. */
export async function textOf(group: string, startTime = 0): Promise<string[]> {
  const text: string[] = [];
  for await (const { events = [] } of paginateFilterLogEvents({ client: logs }, { logGroupName: group, startTime })) {
    text.push(...events.map(({ message = '' }) => message));
  }
  return text;
}

type Line = Readonly<Record<string, unknown>>;

/** A function's structured lines, from a time in milliseconds on; the runtime's own are left out. */
export const linesOf = async (name: string, startTime = 0): Promise<Line[]> =>
  (await textOf(`${PREFIX}${name}`, startTime))
    .filter((text) => text.startsWith('{'))
    .map((text) => JSON.parse(text) as Line);

/** Every log group of the shop, by its name. */
export async function logGroups(): Promise<string[]> {
  const names: string[] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client: logs }, {})) {
    names.push(...logGroups.flatMap(({ logGroupName }) => logGroupName ?? []));
  }
  return names;
}

export const functionOf = (group: string): string => group.replace(PREFIX, '');
