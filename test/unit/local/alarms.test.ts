import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type AlarmDefinition, alarmsOf, datapointsOf, judge } from '../../../local/alarms.ts';
import type { Template } from '../../../local/assembly.ts';

/** A log as functions write it while a fault is tried. */
const log = readFileSync(join(import.meta.dirname, 'parked-order.log'), 'utf8').split('\n');

const definition = (changes: Record<string, unknown>, dimensions: Record<string, unknown>) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmDescription: 'Something is wrong. What to do: docs/runbook.md#somewhere',
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
    Namespace: 'PrintVerse',
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    ...changes,
  },
});

const template: Template = {
  Resources: {
    Parked: definition({ MetricName: 'OrdersParked' }, { service: 'orders' }),
    ParkedElsewhere: definition({ MetricName: 'OrdersParked' }, { service: 'payments' }),
    Guessing: definition({ MetricName: 'AttemptsExhausted', Threshold: 2 }, { service: 'identity', bucket: 'account' }),
    SignIn: definition(
      { MetricName: 'Latency', Statistic: 'SampleCount' },
      { service: 'identity', route: 'POST /auth/login', status: '5xx' },
    ),
    Letters: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'mails-dlq' } },
    DeadLetters: definition(
      { Namespace: 'AWS/SQS', MetricName: 'ApproximateNumberOfMessagesVisible', Statistic: 'Maximum' },
      { QueueName: { 'Fn::GetAtt': ['Letters', 'QueueName'] } },
    ),
  },
};

const alarms = alarmsOf(template);
const datapoints = log.flatMap(datapointsOf);

describe('the alarms that a local run would have raised', () => {
  test('are told by the log of the run: the ones that were reached, and no others [OBS-04]', () => {
    const raised = judge(alarms, datapoints).map(({ alarm, at, value }) => [
      alarm.name,
      new Date(at).toISOString(),
      value,
    ]);
    expect(raised).toEqual([
      ['Parked', '2026-11-29T10:00:05.000Z', 1],
      ['SignIn', '2026-11-29T10:01:10.000Z', 1],
      ['Guessing', '2026-11-29T10:02:01.000Z', 2],
    ]);
  });

  test('are those of queues that letters lie in', () => {
    const dimensions = { QueueName: 'mails-dlq' };
    const lying = { metric: 'ApproximateNumberOfMessagesVisible', dimensions, at: 0 };
    expect(judge(alarms, [{ ...lying, value: 0 }])).toEqual([]);
    expect(judge(alarms, [{ ...lying, value: 3 }])).toMatchObject([{ alarm: { name: 'DeadLetters' }, value: 3 }]);
  });

  test('need as many periods in a row as their definition says', () => {
    const [parked] = alarms as [AlarmDefinition];
    const patient = { ...parked, periods: 2 };
    const at = (seconds: number) => ({
      metric: 'OrdersParked',
      dimensions: { service: 'orders' },
      value: 1,
      at: seconds * 1000,
    });
    expect(judge([patient], [at(10), at(50), at(130)])).toEqual([]);
    expect(judge([patient], [at(10), at(61)])).toMatchObject([{ at: 61_000, value: 1 }]);
  });

  test('cannot be told of an alarm that compares in another way', () => {
    const below = definition({ MetricName: 'Orders', ComparisonOperator: 'LessThanThreshold' }, {});
    expect(() => alarmsOf({ Resources: { Below: below } })).toThrow(/The alarm Below compares/);
  });
});
