import { isDeepStrictEqual, parseArgs } from 'node:util';
import {
  CloudWatchLogsClient,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { OperatorError, runMain } from '../tools/operator-error.ts';
import { readStacks, type Template } from './assembly.ts';
import { clientConfig } from './cloud.ts';
import { readOutputs } from './outputs.ts';

const usage = 'npm run alarms -- [--since <RFC 3339>]';

type Statistic = 'Sum' | 'Maximum' | 'SampleCount';

/** An alarm of a template, as far as it is judged here. */
export type AlarmDefinition = {
  name: string;
  /** What is wrong and where it is written what to do. */
  description: string;
  namespace: string;
  metric: string;
  /** Values that are not literal are the names of the queues they refer to. */
  dimensions: Record<string, string>;
  statistic: Statistic;
  periodSeconds: number;
  /** Periods in a row that have to reach the threshold. */
  periods: number;
  threshold: number;
};

/** One value that a function counted, with one of the sets of dimensions under which it did. */
export type Datapoint = { metric: string; dimensions: Record<string, string>; value: number; at: number };

/** An alarm that would have gone off: the first moment, in milliseconds, and the value of the period that ended it. */
export type Raised = { alarm: AlarmDefinition; at: number; value: number };

/** The alarms of a template. Throws when one compares in another way than the house's alarms do. */
export function alarmsOf({ Resources }: Template): AlarmDefinition[] {
  return Object.entries(Resources)
    .filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm')
    .map(([name, { Properties = {} }]) => {
      const { ComparisonOperator, TreatMissingData, Statistic } = Properties;
      if (ComparisonOperator !== 'GreaterThanOrEqualToThreshold' || TreatMissingData !== 'notBreaching') {
        throw new Error(`The alarm ${name} compares in a way that local/alarms.ts does not know`);
      }
      const dimensions = (Properties['Dimensions'] ?? []) as { Name: string; Value: unknown }[];
      return {
        name,
        description: String(Properties['AlarmDescription']),
        namespace: String(Properties['Namespace']),
        metric: String(Properties['MetricName']),
        dimensions: Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, nameOf(Value, Resources)])),
        statistic: Statistic as Statistic,
        periodSeconds: Number(Properties['Period']),
        periods: Number(Properties['EvaluationPeriods']),
        threshold: Number(Properties['Threshold']),
      };
    });
}

/** A literal, or the name of the queue that an attribute is asked of; anything else as it is written. */
function nameOf(value: unknown, resources: Template['Resources']): string {
  if (typeof value === 'string') return value;
  const [logicalId = ''] = (value as { 'Fn::GetAtt'?: string[] })['Fn::GetAtt'] ?? [];
  const name = resources[logicalId]?.Properties?.['QueueName'];
  return typeof name === 'string' ? name : JSON.stringify(value);
}

/** What a line of a function's log counts; nothing where it is no line in the embedded metric format. */
export function datapointsOf(line: string): Datapoint[] {
  if (!line.startsWith('{') || !line.includes('"_aws"')) return [];
  const fields = JSON.parse(line) as Record<string, unknown> & { _aws: EmbeddedMetrics };
  return fields._aws.CloudWatchMetrics.flatMap(({ Dimensions, Metrics }) =>
    Metrics.flatMap(({ Name }) =>
      Dimensions.flatMap((names) => {
        const dimensions = Object.fromEntries(names.map((name) => [name, String(fields[name])]));
        const values = [fields[Name]].flat().map(Number);
        return values.map((value) => ({ metric: Name, dimensions, value, at: fields._aws.Timestamp }));
      }),
    ),
  );
}

type EmbeddedMetrics = {
  /** Milliseconds since 1970. */
  Timestamp: number;
  CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] }[];
};

/** Which of these alarms the datapoints would have raised, in the order in which they would have gone off. */
export function judge(alarms: readonly AlarmDefinition[], datapoints: readonly Datapoint[]): Raised[] {
  const raised = alarms.flatMap((alarm) => {
    const own = datapoints.filter(
      ({ metric, dimensions }) => metric === alarm.metric && isDeepStrictEqual(dimensions, alarm.dimensions),
    );
    const periodOf = (at: number) => Math.floor(at / (alarm.periodSeconds * 1000));
    const byPeriod = Map.groupBy(own, ({ at }) => periodOf(at));
    const reaches = (period: number) => valueOf(alarm.statistic, byPeriod.get(period) ?? []) >= alarm.threshold;
    const breaching = [...byPeriod.keys()]
      .toSorted((a, b) => a - b)
      .find((period) => Array.from({ length: alarm.periods }, (_, back) => period - back).every(reaches));
    if (breaching === undefined) return [];
    const points = byPeriod.get(breaching) ?? [];
    return [{ alarm, at: Math.min(...points.map(({ at }) => at)), value: valueOf(alarm.statistic, points) }];
  });
  return raised.toSorted((a, b) => a.at - b.at);
}

function valueOf(statistic: Statistic, points: readonly Datapoint[]): number {
  switch (statistic) {
    case 'Sum':
      return points.reduce((total, { value }) => total + value, 0);
    case 'Maximum':
      return Math.max(...points.map(({ value }) => value));
    case 'SampleCount':
      return points.length;
  }
}

/** Every datapoint in the log of the shop's functions from `since` on, in milliseconds. */
async function readDatapoints(endpoint: string, since: number): Promise<Datapoint[]> {
  const client = new CloudWatchLogsClient(clientConfig(endpoint));
  const found: Datapoint[] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, {})) {
    for (const { logGroupName } of logGroups) {
      const asked = { logGroupName, startTime: since, filterPattern: '"_aws"' };
      for await (const { events = [] } of paginateFilterLogEvents({ client }, asked)) {
        found.push(...events.flatMap(({ message = '' }) => datapointsOf(message)));
      }
    }
  }
  return found;
}

/** What lies in the queues that alarms watch at this moment, as datapoints. */
async function countMessages(endpoint: string, alarms: readonly AlarmDefinition[], at: number): Promise<Datapoint[]> {
  const sqs = new SQSClient(clientConfig(endpoint));
  return Promise.all(
    alarms.map(async ({ metric, dimensions }) => {
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: dimensions['QueueName'] }));
      const asked = { QueueUrl, AttributeNames: ['ApproximateNumberOfMessages' as const] };
      const { Attributes } = await sqs.send(new GetQueueAttributesCommand(asked));
      return { metric, dimensions, value: Number(Attributes?.ApproximateNumberOfMessages), at };
    }),
  );
}

if (import.meta.main) {
  await runMain(async () => {
    const since = readSince();
    const outputs = await readOutputs();
    if (outputs === undefined) throw new OperatorError('No shop runs from this folder: start one with npm start.');
    const endpoint = new URL(outputs.apiUrl).origin.replace('localhost', '127.0.0.1');
    const alarms = (await readStacks(outputs.assembly)).flatMap(({ template }) => alarmsOf(template));
    const counted = alarms.filter(({ namespace }) => namespace === 'PrintVerse');
    const queues = alarms.filter(({ namespace }) => namespace === 'AWS/SQS');
    const datapoints = [
      ...(await readDatapoints(endpoint, since)),
      ...(await countMessages(endpoint, queues, Date.now())),
    ];
    for (const { alarm, at, value } of judge([...counted, ...queues], datapoints)) {
      const why = `${alarm.metric} ${value}, alarm from ${alarm.threshold} in ${alarm.periodSeconds} s`;
      console.log(`ALARM  ${alarm.name}  ${new Date(at).toISOString()}  ${why}\n       ${alarm.description}`);
    }
    const silent = alarms.length - counted.length - queues.length;
    console.log(
      `${counted.length + queues.length} alarms judged: by what functions counted, and by what lies in queues now. ` +
        `${silent} watch metrics of AWS that a local cloud has not.`,
    );
  });
}

function readSince(): number {
  const { since } = (() => {
    try {
      return parseArgs({ options: { since: { type: 'string' } } }).values;
    } catch (error) {
      throw new OperatorError(`${(error as Error).message}\n${usage}`);
    }
  })();
  const time = Date.parse(since ?? '1970-01-01');
  if (Number.isNaN(time)) throw new OperatorError(`--since is "${since}", which is no time.\n${usage}`);
  return time;
}
