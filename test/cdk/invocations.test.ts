import { describe, expect, test } from 'vitest';
import { stages } from '../../lib/config.ts';
import { assemblyOf, grantsOf, type Resource } from '../support/assembly.ts';

/*
 * Who calls a function on AWS, and that it may. The local cloud looks at none of it: neither at the permissions of a
 * function, nor at the role of a state machine, nor at what the role of a function needs to be fed from a queue.
 */
const app = await assemblyOf(stages.dev);
const arn = ({ ref }: Resource) => `${ref.slice(0, -1)}.Arn}`;
const functions = app.of('AWS::Lambda::Function');
const functionArns = new Set(functions.map(arn));
const permissions = app.of('AWS::Lambda::Permission').map(({ properties }) => ({
  invoked: String(properties.FunctionName),
  principal: String(properties.Principal),
  from: String(properties.SourceArn),
}));
const roleOf = (reference: unknown): Resource => {
  const role = app.of('AWS::IAM::Role').find((one) => arn(one) === reference);
  if (!role) throw new Error(`${String(reference)} is no role of this app`);
  return role;
};

/** Whether a policy's pattern takes this ARN; `*` stands for anything, slashes too, and for nothing else. */
const matches = (pattern: string, resource: string): boolean =>
  new RegExp(`^${pattern.replaceAll(/[^\w*]/g, String.raw`\$&`).replaceAll('*', '.*')}$`).test(resource);

describe('an API', () => {
  const integrations = new Map(app.of('AWS::ApiGatewayV2::Integration').map((one) => [one.ref, one]));
  /** What API Gateway names as its source when it calls a function for a route: stage, method, path; or the route of the rest. */
  const calls = app.of('AWS::ApiGatewayV2::Route').map(({ properties }) => {
    const key = String(properties.RouteKey);
    const called = key === '$default' ? key : key.replace(' ', '');
    const api = `arn:{AWS::Partition}:execute-api:{AWS::Region}:{AWS::AccountId}:${properties.ApiId}`;
    const integration = integrations.get(String(properties.Target).replace(/^integrations\//, ''));
    return { key, api, source: `${api}/$default/${called}`, invoked: String(integration?.properties.IntegrationUri) };
  });
  const byApi = permissions.filter(({ principal }) => principal === 'apigateway.amazonaws.com');

  test('may call the function behind each of its routes, the route of whatever no other takes included [PLT-04]', () => {
    expect(calls.length).toBeGreaterThan(40);
    expect(calls.filter(({ key }) => key === '$default')).toHaveLength(1);
    const refused = calls.filter(
      ({ source, invoked }) => !byApi.some((one) => one.invoked === invoked && matches(one.from, source)),
    );
    expect(refused.map(({ key, invoked }) => `${key} → ${invoked}`)).toEqual([]);
  });

  test('may call no other function, and no API may call that of another', () => {
    const apisOf = (invoked: string) => new Set(calls.filter((call) => call.invoked === invoked).map(({ api }) => api));
    expect(new Set(byApi.map(({ invoked }) => invoked))).toEqual(new Set(calls.map(({ invoked }) => invoked)));
    for (const { invoked, from } of byApi) {
      expect([...apisOf(invoked)], `${from} → ${invoked}`).toEqual([from.replace(/\/\*.*$/, '')]);
    }
  });

  test('is let in once for all routes of a function, not once for each of them: a function’s policy is small', () => {
    const named = byApi.map(({ invoked, from }) => `${from} → ${invoked}`);
    const [rest] = calls.filter(({ key }) => key === '$default');
    expect(new Set(named).size).toBe(named.length);
    for (const { invoked } of byApi) {
      const times = byApi.filter((one) => one.invoked === invoked).length;
      expect(times, invoked).toBeLessThanOrEqual(invoked === rest?.invoked ? 2 : 1);
    }
  });
});

test('a clock and the user pool may call the functions that they are wired to, and nobody else may call any', () => {
  const clocks = app
    .of('AWS::Events::Rule')
    .flatMap((rule) =>
      (rule.properties.Targets as { readonly Arn: string }[])
        .filter(({ Arn }) => functionArns.has(Arn))
        .map(({ Arn }) => `events.amazonaws.com ${arn(rule)} → ${Arn}`),
    );
  const triggers = app
    .of('AWS::Cognito::UserPool')
    .flatMap((pool) =>
      (JSON.stringify(pool.properties.LambdaConfig ?? {}).match(/\{[^{}"]+\.Arn\}/g) ?? []).map(
        (invoked) => `cognito-idp.amazonaws.com ${arn(pool)} → ${invoked}`,
      ),
    );
  expect(clocks.length).toBeGreaterThan(2);
  expect(triggers.length).toBeGreaterThan(0);
  const others = permissions.filter(({ principal }) => principal !== 'apigateway.amazonaws.com');
  const letIn = others.map(({ invoked, principal, from }) => `${principal} ${from} → ${invoked}`);
  expect(letIn.toSorted()).toEqual([...clocks, ...triggers].toSorted());
});

describe('the role of a function', () => {
  /** What Lambda does with a source in the name of the function, by the service that the source belongs to. */
  const FEEDING = {
    sqs: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    dynamodb: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
  } as const;
  const sources = app.of('AWS::Lambda::EventSourceMapping').map(({ properties }) => ({
    fn: functions.find(({ ref }) => ref === properties.FunctionName),
    source: String(properties.EventSourceArn),
    failures: properties.DestinationConfig?.OnFailure?.Destination as string | undefined,
  }));
  const granted = functions.flatMap((fn) =>
    grantsOf(app, roleOf(fn.properties.Role)).flatMap(({ actions, resources }) =>
      actions.flatMap((action) => resources.map((resource) => `${arn(fn)} may ${action} ${resource}`)),
    ),
  );

  test('takes from the queues and streams that feed it, and from no other [PLT-05]', () => {
    const needed = sources.flatMap(({ fn, source }) =>
      FEEDING[source.endsWith('.StreamArn}') ? 'dynamodb' : 'sqs'].map(
        (action) => `${fn && arn(fn)} may ${action} ${source}`,
      ),
    );
    expect(sources.length).toBeGreaterThan(10);
    expect(needed.filter((one) => !granted.includes(one))).toEqual([]);
    const takes = / may (sqs:(Receive|Delete)Message|dynamodb:Get(Records|ShardIterator)) /;
    expect(granted.filter((one) => takes.test(one) && !needed.includes(one))).toEqual([]);
  });

  test('may leave what a stream gave up where its source says', () => {
    const leaving = sources.flatMap(({ fn, failures }) =>
      failures === undefined ? [] : [`${fn && arn(fn)} may sqs:SendMessage ${failures}`],
    );
    expect(leaving.length).toBeGreaterThan(0);
    expect(leaving.filter((one) => !granted.includes(one))).toEqual([]);
  });
});

test('a state machine may call the functions that its steps name, under any version, and no other [SAG-02]', () => {
  const machines = app.of('AWS::StepFunctions::StateMachine');
  expect(machines.length).toBeGreaterThan(0);
  for (const { properties, id } of machines) {
    const named = [...String(properties.DefinitionString).matchAll(/"FunctionName": *"\$\{(\w+)\}"/g)];
    const called = new Set(named.map(([, name = '']) => String(properties.DefinitionSubstitutions[name])));
    expect(called.size, id).toBeGreaterThan(1);
    const invoking = grantsOf(app, roleOf(properties.RoleArn)).filter(({ actions }) =>
      actions.some((action) => action.startsWith('lambda:')),
    );
    expect(invoking.flatMap(({ actions }) => actions)).toEqual(['lambda:InvokeFunction']);
    const allowed = invoking.flatMap(({ resources }) => resources);
    expect(allowed.toSorted()).toEqual([...called].flatMap((one) => [one, `${one}:*`]).toSorted());
    for (const one of called) expect(functionArns, id).toContain(one);
  }
});
