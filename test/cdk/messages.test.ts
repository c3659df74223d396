import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { registry } from '../../functions/events/registry.ts';
import { stages } from '../../lib/config.ts';
import { assemblyOf, grantsOf, type Properties, type Resource } from '../support/assembly.ts';
import { root } from '../support/rooms.ts';
import { sources as codeOf } from '../support/sources.ts';

const app = await assemblyOf(stages.dev);
const arn = ({ ref }: Resource) => `${ref.slice(0, -1)}.Arn}`;
const byArn = (resources: readonly Resource[]) => new Map(resources.map((resource) => [arn(resource), resource]));

const queues = app.of('AWS::SQS::Queue');
const queueByArn = byArn(queues);
const deadLetterArns = new Set(
  queues.flatMap(({ properties }) => properties.RedrivePolicy?.deadLetterTargetArn ?? []) as string[],
);
const deadLetters = queues.filter((queue) => deadLetterArns.has(arn(queue)));
const streamFailures = queues.filter(({ properties }) => String(properties.QueueName).endsWith('-stream-failures'));
const working = queues.filter((queue) => !deadLetterArns.has(arn(queue)) && !streamFailures.includes(queue));
const functions = app.of('AWS::Lambda::Function');
const sources = app.of('AWS::Lambda::EventSourceMapping');
const fromQueues = sources.filter(({ properties }) => queueByArn.has(String(properties.EventSourceArn)));
const fromStreams = sources.filter(({ properties }) => String(properties.EventSourceArn).endsWith('.StreamArn}'));
const functionOf = ({ properties }: Resource) => functions.find(({ ref }) => ref === properties.FunctionName);
const queuePolicies = app
  .of('AWS::SQS::QueuePolicy')
  .flatMap(({ properties }) =>
    (properties.PolicyDocument.Statement as Properties[]).flatMap((statement) =>
      (properties.Queues as string[]).map((queue) => ({ queue, statement })),
    ),
  );

describe('queues', () => {
  test('there are some, and each is worked on, or takes the dead letters of one that is, or what a stream gave up', () => {
    expect(working.length).toBeGreaterThan(3);
    const worked = new Set(fromQueues.map(({ properties }) => String(properties.EventSourceArn)));
    expect(working.filter((queue) => !worked.has(arn(queue))).map(({ properties }) => properties.QueueName)).toEqual(
      [],
    );
  });

  test('a message that keeps failing goes to a dead-letter queue of its own queue after five tries or more [SAG-09]', () => {
    for (const { properties } of working) {
      expect(properties.RedrivePolicy?.maxReceiveCount, properties.QueueName).toBeGreaterThanOrEqual(5);
    }
    expect(deadLetters).toHaveLength(working.length);
  });

  test('dead letters wait two weeks, working messages less: nobody loses one over a holiday', () => {
    for (const { properties } of [...deadLetters, ...streamFailures])
      expect(properties.MessageRetentionPeriod).toBe(14 * 86_400);
    for (const { properties } of working) expect(properties.MessageRetentionPeriod).toBeLessThan(14 * 86_400);
  });

  test('are encrypted, named, and refuse whoever does not come by TLS', () => {
    for (const { ref, properties } of queues) {
      expect(properties.SqsManagedSseEnabled ?? properties.KmsMasterKeyId, properties.QueueName).toBeTruthy();
      expect(properties.QueueName).toMatch(/^printverse-dev-/);
      const refusing = queuePolicies.filter(
        ({ queue, statement }) => queue === ref && statement.Effect === 'Deny' && statement.Action === 'sqs:*',
      );
      expect(refusing.map(({ statement }) => statement.Condition)).toContainEqual({
        Bool: { 'aws:SecureTransport': 'false' },
      });
    }
  });

  test('hide a message for six times as long as its function may take', () => {
    for (const source of fromQueues) {
      const queue = queueByArn.get(String(source.properties.EventSourceArn));
      const fn = functionOf(source);
      expect(queue?.properties.VisibilityTimeout, queue?.id).toBeGreaterThanOrEqual(6 * fn?.properties.Timeout);
    }
  });
});

describe('event sources', () => {
  test('from queues report single failures and are held to a number of functions, as an account begins with ten', () => {
    expect(fromQueues.length).toBeGreaterThan(3);
    for (const { properties, id } of fromQueues) {
      expect(properties.FunctionResponseTypes, id).toEqual(['ReportBatchItemFailures']);
      expect(properties.ScalingConfig?.MaximumConcurrency, id).toBeGreaterThanOrEqual(2);
    }
  });

  test('from streams give up on a record, halve what fails, and keep it: a stream is never blocked and nothing is lost', () => {
    expect(fromStreams.length).toBeGreaterThan(0);
    for (const { properties, id } of fromStreams) {
      expect(properties.BisectBatchOnFunctionError, id).toBe(true);
      expect(properties.MaximumRetryAttempts, id).toBeGreaterThan(0);
      expect(properties.MaximumRecordAgeInSeconds, id).toBeLessThan(24 * 3_600);
      expect(streamFailures.map(arn), id).toContain(properties.DestinationConfig?.OnFailure?.Destination);
      expect(properties.FilterCriteria?.Filters?.length, id).toBeGreaterThan(0);
      expect(properties.StartingPosition, id).toBe('TRIM_HORIZON');
    }
  });

  test('what a stream gave up lies apart from the dead letters of every queue: it is no message that could go back', () => {
    expect(streamFailures.length).toBeGreaterThan(0);
    for (const { properties } of streamFailures) expect(properties.RedrivePolicy).toBeUndefined();
    expect(streamFailures.filter((queue) => deadLetterArns.has(arn(queue)))).toEqual([]);
  });

  test('every source is one of the two', () => {
    expect(sources).toHaveLength(fromQueues.length + fromStreams.length);
  });

  test('every table with facts is read by the relay, and only for facts that are to be published', () => {
    const relay = functions.find(({ properties }) => properties.FunctionName === 'printverse-dev-events-relay');
    const read = fromStreams.filter((source) => functionOf(source) === relay);
    const tables = app.of('AWS::DynamoDB::Table').filter(({ stack }) => stack.endsWith('-Data'));
    const streams = tables.map(({ ref }) => `${ref.slice(0, -1)}.StreamArn}`);
    expect(new Set(read.map(({ properties }) => String(properties.EventSourceArn)))).toEqual(new Set(streams));
    for (const { properties } of read) {
      expect(properties.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern))).toEqual([
        { eventName: ['INSERT'], dynamodb: { NewImage: { publish: { BOOL: [true] } } } },
      ]);
    }
  });
});

describe('rules of the event bus', () => {
  const rules = app.of('AWS::Events::Rule');
  const reacting = rules.filter(({ properties }) => properties.EventPattern);
  const ours = reacting.filter(({ properties }) => !properties.EventPattern.source?.[0].startsWith('aws.'));
  const clocked = rules.filter(({ properties }) => properties.ScheduleExpression);

  test('react to events or to the clock', () => {
    expect(reacting.length).toBeGreaterThan(3);
    expect(rules).toHaveLength(reacting.length + clocked.length);
  });

  test('put events into a queue, never straight into a function, and keep what could not be put', () => {
    for (const { properties, id } of reacting) {
      expect(properties.Targets, id).toHaveLength(1);
      const [target] = properties.Targets;
      const queue = queueByArn.get(target.Arn);
      expect(queue, id).toBeDefined();
      expect(deadLetterArns, id).toContain(target.DeadLetterConfig?.Arn);
    }
  });

  test('may write to their queues and dead-letter queues, and nobody else’s rule may', () => {
    for (const rule of reacting) {
      const [target] = rule.properties.Targets;
      for (const to of [target.Arn, target.DeadLetterConfig.Arn] as string[]) {
        const queue = queueByArn.get(to)?.ref;
        const letting = queuePolicies.filter(
          ({ queue: on, statement }) => on === queue && statement.Principal?.Service === 'events.amazonaws.com',
        );
        const conditions = letting.map(({ statement }) => JSON.stringify(statement.Condition ?? {}));
        expect(
          conditions.some((condition) => condition.includes(arn(rule))),
          `${rule.id} → ${queue}`,
        ).toBe(true);
        const given = letting.flatMap(({ statement }) => statement.Action as string[]);
        expect(given.filter((action) => !/^sqs:(SendMessage|GetQueueAttributes|GetQueueUrl)$/.test(action))).toEqual(
          [],
        );
      }
    }
  });

  test('wait for events that somebody announces, from the context that does', () => {
    expect(ours.length).toBeGreaterThan(3);
    for (const { properties, id } of ours) {
      for (const type of properties.EventPattern['detail-type'] as string[]) {
        const event = registry.definitions.find((one) => one.type === type);
        expect(event, `${id} waits for ${type}`).toBeDefined();
        expect(properties.EventPattern.source).toContain(`printverse.${event?.context}`);
      }
    }
  });

  test('all hang on the one bus of the shop, on which nobody but the relay puts events [PLT-05]', () => {
    const [bus, ...others] = app.of('AWS::Events::EventBus');
    expect(others).toEqual([]);
    expect(new Set(ours.map(({ properties }) => properties.EventBusName))).toEqual(new Set([bus?.ref]));
    const puts = app
      .of('AWS::IAM::Role')
      .filter((role) => grantsOf(app, role).some(({ actions }) => actions.includes('events:PutEvents')));
    const roles = functions
      .filter(({ properties }) => puts.some((role) => arn(role) === properties.Role))
      .map(({ properties }) => properties.FunctionName);
    expect(roles).toEqual(['printverse-dev-events-relay']);
  });

  test('run a sweeper by the clock directly, because the next run makes a lost one good', () => {
    for (const { properties } of clocked) {
      const [target] = properties.Targets;
      expect(functions.map(arn)).toContain(target.Arn);
      expect(target.RetryPolicy?.MaximumRetryAttempts).toBe(0);
    }
  });

  test('parked orders: whatever ends an execution badly reaches the one who parks', () => {
    const [deaths, ...others] = reacting.filter(({ properties }) =>
      properties.EventPattern.source?.includes('aws.states'),
    );
    expect(others).toEqual([]);
    const [machine] = app.of('AWS::StepFunctions::StateMachine');
    expect(deaths?.properties.EventPattern.detail).toEqual({
      status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
      stateMachineArn: [machine?.ref],
    });
  });
});

describe('alarms [OBS-05]', () => {
  const alarms = app.of('AWS::CloudWatch::Alarm').map(({ properties }) => properties);
  const on = (metric: string, dimension: string) =>
    alarms.filter(
      ({ MetricName, Dimensions = [] }) =>
        MetricName === metric && (Dimensions as { Value: string }[]).some(({ Value }) => Value === dimension),
    );

  test('every dead-letter queue, of queues and of streams, raises one with its first message', () => {
    for (const { ref, id } of [...deadLetters, ...streamFailures]) {
      const [alarm] = on('ApproximateNumberOfMessagesVisible', `${ref.slice(0, -1)}.QueueName}`);
      expect(alarm, id).toMatchObject({ Threshold: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold' });
    }
  });

  test('every function that reads a stream raises one when it falls behind', () => {
    const readers = new Set(fromStreams.map(({ properties }) => String(properties.FunctionName)));
    for (const reader of readers) expect(on('IteratorAge', reader), reader).toHaveLength(1);
  });

  test('every state machine raises one for executions that failed, timed out or were aborted: their orders are parked', () => {
    const machines = app.of('AWS::StepFunctions::StateMachine');
    expect(machines.length).toBeGreaterThan(0);
    for (const { ref } of machines) {
      for (const metric of ['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted']) {
        expect(on(metric, ref), metric).toHaveLength(1);
      }
    }
  });

  test('every sweeper raises one when it keeps failing', () => {
    const clocked = app.of('AWS::Events::Rule').filter(({ properties }) => properties.ScheduleExpression);
    for (const { properties } of clocked) {
      const fn = functions.find((one) => arn(one) === properties.Targets[0].Arn);
      expect(on('Errors', fn?.ref ?? ''), fn?.properties.FunctionName).toHaveLength(1);
    }
  });

  test('no sweeper runs again by itself: neither the rule nor Lambda repeats it, because the next run does [RES-01]', () => {
    const clocked = app.of('AWS::Events::Rule').filter(({ properties }) => properties.ScheduleExpression);
    expect(clocked.length).toBeGreaterThan(2);
    const repeats = new Map(
      app
        .of('AWS::Lambda::EventInvokeConfig')
        .map(({ properties }) => [String(properties.FunctionName), properties.MaximumRetryAttempts]),
    );
    for (const { properties } of clocked) {
      const fn = functions.find((one) => arn(one) === properties.Targets[0].Arn);
      expect(properties.Targets[0].RetryPolicy.MaximumRetryAttempts).toBe(0);
      expect(repeats.get(fn?.ref ?? ''), fn?.properties.FunctionName).toBe(0);
    }
  });

  test('all of them reach the one topic that people subscribe to, which takes nothing in the clear', () => {
    const [topic, ...others] = app.of('AWS::SNS::Topic');
    expect(others).toEqual([]);
    expect(topic?.properties.TopicName).toBe('printverse-dev-alarms');
    expect(topic?.properties.KmsMasterKeyId).toBeTruthy();
    for (const { AlarmName, AlarmDescription, AlarmActions, ActionsEnabled } of alarms) {
      expect(ActionsEnabled ?? true, AlarmName).toBe(true);
      expect(AlarmActions, AlarmDescription).toHaveLength(1);
      expect(AlarmActions[0]).toMatch(/^arn:\S+:sns:\S+:printverse-dev-alarms$/);
    }
    const [policy] = app.of('AWS::SNS::TopicPolicy');
    const statements = policy?.properties.PolicyDocument.Statement as Properties[];
    expect(statements).toContainEqual(
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    );
    const letting = { Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' } };
    expect(statements).toContainEqual(expect.objectContaining({ ...letting, Action: 'sns:Publish' }));
    // Alarms that may publish but not encrypt reach nobody, without a word.
    const key = app.of('AWS::KMS::Key').find((one) => arn(one) === topic?.properties.KmsMasterKeyId);
    expect(key?.properties.KeyPolicy.Statement).toContainEqual(
      expect.objectContaining({ ...letting, Action: ['kms:Decrypt', 'kms:GenerateDataKey'] }),
    );
  });

  const own = alarms.filter(({ Namespace, Statistic }) => Namespace === 'PrintVerse' && Statistic === 'Sum');
  const dimensionsOf = ({ Dimensions }: Properties) =>
    Object.fromEntries((Dimensions as { Name: string; Value: string }[]).map(({ Name, Value }) => [Name, Value]));

  interface Counter {
    readonly name: string;
    /** Whose code counts it; what `shared` counts is counted by the context that uses it. */
    readonly context: string;
    /** Names of its dimensions. */
    readonly dimensions: string;
  }
  const counters = async (): Promise<Counter[]> =>
    (await codeOf('functions/**/*.ts')).flatMap(({ path, text }) =>
      [...text.matchAll(/\bcount\('(\w+)'([^;]*)\)/g)].map(([, name = '', rest = '']) => ({
        name,
        context: path.split('/')[1] ?? '',
        dimensions: (/\{(.*)\}/.exec(rest)?.[1] ?? '')
          .split(',')
          .flatMap((member) => /\w+/.exec(member)?.[0] ?? [])
          .join(),
      })),
    );

  test('what is counted when something went wrong raises one, under the name and context that it is counted by', async () => {
    const counts = await counters();
    for (const { MetricName, ...alarm } of own) {
      const { service, ...more } = dimensionsOf(alarm);
      const counted = counts.filter(
        ({ name, context, dimensions }) =>
          name === MetricName && [service, 'shared'].includes(context) && dimensions === Object.keys(more).join(),
      );
      expect({ MetricName, counted: counted.length > 0 }).toEqual({ MetricName, counted: true });
    }
  });

  /** Counters without an alarm, each with its reason. */
  const WITHOUT_ALARM: Readonly<Record<string, string>> = {
    MailSent: 'Nothing went wrong.',
    HoldsExpired: 'Nothing went wrong: a hold that nobody paid for in time is meant to expire.',
    OrdersOverdue: 'Staff get a mail about each of them, and their list of warnings has them: work, not a fault.',
    StepFailed:
      'A business refusal is one, too. What fails for good ends its execution as failed, and that has an alarm.',
    StoreContention:
      'Clients, queues and steps come again. What fails for good lies in dead letters or is parked, and both have alarms.',
    ReviewsUnreadable: 'The product is shown without its reviews, and the answer says so.',
    RelatedUnreadable: 'The product is shown without what goes with it, and the answer says so.',
    AttemptNotPutBack: 'The bucket fills up by itself; somebody waits a little longer.',
    RefusalNotRecorded:
      'Anybody reaches the limit of a minute who keeps asking: an alarm would be theirs to ring. A trail that cannot be written leaves an error in the log.',
    LoginLocked: 'Cognito’s lock of one login: it ends by itself, and a reset ends it at once.',
    SignInNotRevoked: 'Its refresh token never left us, and nobody can use it.',
  };

  /** Counters that have neither an alarm nor a reason, and reasons that nobody needs. */
  const unanswered = (counts: readonly Counter[]) => {
    const answers = ({ name, context }: Counter) =>
      own.some((alarm) => alarm.MetricName === name && ['shared', dimensionsOf(alarm)['service']].includes(context));
    const silent = counts.filter((counter) => !answers(counter));
    return [
      ...silent.filter(({ name }) => !(name in WITHOUT_ALARM)).map(({ name, context }) => `${context} counts ${name}`),
      ...Object.keys(WITHOUT_ALARM).filter((answered) => !silent.some(({ name }) => name === answered)),
    ];
  };

  test('every counter has one, or a written reason why it needs none [OBS-05]', async () => {
    const counts = await counters();
    expect(counts.length).toBeGreaterThan(15);
    expect(unanswered(counts)).toEqual([]);
  });

  test('a counter is named that has none, or whose alarm listens to another context; and a reason that is out of date', async () => {
    const counts = await counters();
    const planted = { name: 'CartsLost', context: 'orders', dimensions: '' };
    expect(unanswered([...counts, planted])).toEqual(['orders counts CartsLost']);
    expect(unanswered([...counts, { ...planted, name: 'LateCapture' }])).toEqual(['orders counts LateCapture']);
    expect(unanswered(counts.filter(({ name }) => name !== 'MailSent'))).toEqual(['MailSent']);
  });

  test('there is one for each kind of bucket whose attempts run out [BFF-04]', () => {
    const buckets = alarms
      .filter(({ MetricName }) => MetricName === 'AttemptsExhausted')
      .map(
        ({ Dimensions }) =>
          (Dimensions as { Name: string; Value: string }[]).find(({ Name }) => Name === 'bucket')?.Value,
      );
    expect(new Set(buckets)).toEqual(new Set(Object.keys(stages.dev.attempts)));
  });

  test('each says what is wrong and links to what to do: a heading of the runbook', () => {
    const headings = new Set(
      [...readFileSync(join(root, 'docs/runbook.md'), 'utf8').matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
        heading
          .toLowerCase()
          .replace(/[^\p{L}\p{N}\s-]/gu, '')
          .trim()
          .replace(/\s/g, '-'),
      ),
    );
    expect(alarms.length).toBeGreaterThan(5);
    for (const { AlarmDescription } of alarms) {
      const anchor = /^[A-Z].+\. What to do: docs\/runbook\.md#([a-z0-9-]+)$/.exec(AlarmDescription)?.[1];
      expect(headings, AlarmDescription).toContain(anchor);
    }
  });

  test('silence is no trouble', () => {
    for (const { TreatMissingData } of alarms) expect(TreatMissingData).toBe('notBreaching');
  });
});
