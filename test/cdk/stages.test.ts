import { describe, expect, test } from 'vitest';
import { type StageConfig, type StageName, stages } from '../../lib/config.ts';
import { TABLES } from '../../lib/platform.ts';
import { type Assembly, assemblyOf, grantsOf, synthesise } from '../support/assembly.ts';

/** Everything that production is, on a stage whose payment provider can be synthesised. */
const likeProduction: StageConfig = { ...stages.prod, stage: 'dev', paymentProviders: ['sandbox'] };

const assemblies: readonly (readonly [string, StageConfig, Assembly])[] = await Promise.all(
  (
    [
      ['local', stages.local],
      ['dev', stages.dev],
      ['production’s values', likeProduction],
    ] as const
  ).map(async ([name, config]) => [name, config, await assemblyOf(config)] as const),
);

describe.each(assemblies)('%s', (_, config, app) => {
  test('no stack comes near CloudFormation’s 500 resources', () => {
    const sizes = Object.entries(app.templates).map(
      ([stack, { Resources }]) => [stack, Object.keys(Resources).length] as const,
    );
    expect(sizes.length).toBeGreaterThan(3);
    expect(sizes.filter(([, size]) => size > 400)).toEqual([]);
  });

  test('every context has its table: named, on demand, restorable, with a stream and two indexes from birth [PLT-05]', () => {
    const tables = app.of('AWS::DynamoDB::Table');
    const names = tables.map(({ properties }) => String(properties.TableName));
    expect(names.toSorted()).toEqual(
      [...TABLES, 'sandbox-gateway'].map((context) => `printverse-${config.stage}-${context}`).toSorted(),
    );
    for (const { properties } of tables) {
      expect(properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
        SSESpecification: { SSEEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      });
      expect(properties.GlobalSecondaryIndexes).toEqual(
        ['gsi1', 'gsi2'].map((index) => ({
          IndexName: index,
          KeySchema: [
            { AttributeName: `${index}pk`, KeyType: 'HASH' },
            { AttributeName: `${index}sk`, KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        })),
      );
    }
  });

  test('data outlives its stack exactly where the stage says so', () => {
    const kept = app.resources.filter(({ type }) =>
      ['AWS::DynamoDB::Table', 'AWS::Cognito::UserPool', 'AWS::Logs::LogGroup'].includes(type),
    );
    expect([...new Set(kept.map(({ deletionPolicy }) => deletionPolicy))]).toEqual([
      config.retain ? 'Retain' : 'Delete',
    ]);
    for (const { properties } of app.of('AWS::DynamoDB::Table')) {
      expect(properties.DeletionProtectionEnabled ?? false).toBe(config.retain);
    }
  });

  test('a state machine logs what it does, without the data that hold its task tokens, and may call its own functions and nothing else', () => {
    const functions = new Set(app.of('AWS::Lambda::Function').map(({ ref }) => `${ref.slice(0, -1)}.Arn}`));
    for (const { properties } of app.of('AWS::StepFunctions::StateMachine')) {
      expect(properties.StateMachineType).toBe('STANDARD');
      expect(properties.LoggingConfiguration).toMatchObject({ Level: 'ALL', IncludeExecutionData: false });
      const called = new Set(Object.values(properties.DefinitionSubstitutions as Record<string, string>));
      expect([...called].filter((one) => !functions.has(one))).toEqual([]);
      const role = app.of('AWS::IAM::Role').find(({ ref }) => `${ref.slice(0, -1)}.Arn}` === properties.RoleArn);
      if (!role) throw new Error('The machine has no role of this app');
      const grants = grantsOf(app, role);
      const invoking = grants.filter(({ actions }) => actions.some((action) => action.startsWith('lambda:')));
      expect(invoking.flatMap(({ actions }) => actions).every((action) => action === 'lambda:InvokeFunction')).toBe(
        true,
      );
      const invoked = new Set(
        invoking.flatMap(({ resources }) => resources.map((resource) => resource.replace(/:\*$/, ''))),
      );
      expect(invoked).toEqual(called);
      // What AWS asks for log delivery and traces, neither of which can be narrowed to a resource.
      const others = grants.filter((grant) => !invoking.includes(grant)).flatMap(({ actions }) => actions);
      expect(others.filter((action) => !/^(logs|xray):[A-Za-z]+$/.test(action))).toEqual([]);
    }
  });
});

describe('production', () => {
  test('has no sandbox gateway: a stage called prod that names one is refused in a sentence', async () => {
    await expect(synthesise({ ...stages.prod, paymentProviders: ['sandbox'] })).rejects.toThrow(/no real money/);
    expect(stages.prod.paymentProviders).not.toContain('sandbox');
  });

  test('is refused in a sentence, too, while no payment provider is named', async () => {
    const synth = synthesise(stages.prod).then(
      ({ resources }) => resources.map(({ ref }) => ref).filter((ref) => /sandbox/i.test(ref)),
      (error: Error) => error.message,
    );
    expect(await synth).toMatch(/no payment provider.+lib\/config\.ts/);
  });
});

test.each(Object.keys(stages) as StageName[])('stage %s is called by its own name', (name) => {
  expect(stages[name].stage).toBe(name);
});

test.each([{}, { api: 'https://api.shop.example' }])(
  'a stage whose pages have another host than its API %j is refused in a sentence: no browser would stay signed in there [AUT-14, AUT-19]',
  async (urls) => {
    const publicUrls = { ...urls, web: 'https://shop.example' };
    await expect(synthesise({ ...stages.dev, publicUrls })).rejects.toThrow(/publicUrls\.api on shop\.example/);
  },
);

test('the same app synthesises to the same templates, whenever and wherever', async () => {
  const again = await synthesise(stages.dev);
  const [, , first] = assemblies.find(([name]) => name === 'dev') ?? [];
  expect(again.templates).toEqual(first?.templates);
  const everything = JSON.stringify(again.templates);
  expect(everything).not.toMatch(new RegExp(new Date().toISOString().slice(0, 10)));
});
