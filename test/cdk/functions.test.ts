import { describe, expect, test } from 'vitest';
import { stages } from '../../lib/config.ts';
import { findEntries } from '../../tools/build.ts';
import { assemblyOf, grantsOf, type Resource } from '../support/assembly.ts';

const config = stages.dev;
const app = await assemblyOf(config);
const functions = app.of('AWS::Lambda::Function');
const nameOf = ({ properties }: Resource): string => properties.FunctionName ?? properties.LogGroupName;
const roleOf = ({ properties }: Resource): string => String(properties.Role).replace(/\.Arn\}$/, '}');
const roles = new Map(app.of('AWS::IAM::Role').map((role) => [role.ref, role]));
const grants = functions.map((fn) => {
  const role = roles.get(roleOf(fn));
  if (!role) throw new Error(`${nameOf(fn)} has no role of this app`);
  return { name: nameOf(fn), role, statements: grantsOf(app, role) };
});

test('there are functions to look at', () => {
  expect(functions.length).toBeGreaterThan(15);
});

test('every entry file is exactly one function, and every function an entry file', async () => {
  const entries = (await findEntries()).map(
    ({ context, entry }) => `printverse-${config.stage}-${context}-${entry.replaceAll('.', '-')}`,
  );
  expect(functions.map(nameOf).toSorted()).toEqual(entries.toSorted());
});

test('every function works under a role of its own, without a managed policy', () => {
  const used = functions.map(roleOf);
  expect(new Set(used).size).toBe(functions.length);
  expect(grants.filter(({ role }) => role.properties.ManagedPolicyArns !== undefined).map(({ name }) => name)).toEqual(
    [],
  );
  for (const { role } of grants) {
    const [trust, ...others] = role.properties.AssumeRolePolicyDocument.Statement;
    expect(others).toEqual([]);
    expect(trust).toMatchObject({ Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } });
  }
});

describe('grants', () => {
  /** Actions that AWS lets nobody narrow to a resource. */
  const WITHOUT_RESOURCES = ['dynamodb:ListStreams'];

  test('name every action: no wildcard, no service as a whole', () => {
    const wide = grants.flatMap(({ name, statements }) =>
      statements.flatMap(({ actions }) =>
        actions.filter((action) => action.includes('*')).map((action) => `${name}: ${action}`),
      ),
    );
    expect(wide).toEqual([]);
  });

  test('name every resource: none for everything there is', () => {
    const wide = grants.flatMap(({ name, statements }) =>
      statements
        .filter(
          ({ actions, resources }) =>
            resources.includes('*') && !actions.every((one) => WITHOUT_RESOURCES.includes(one)),
        )
        .map(({ actions }) => `${name}: ${actions.join(', ')}`),
    );
    expect(wide).toEqual([]);
  });

  test('only allow: nothing is taken back that should never have been given', () => {
    expect(grants.flatMap(({ statements }) => statements).filter(({ effect }) => effect !== 'Allow')).toEqual([]);
  });

  test('let nobody scan a table, read the books of PartiQL, or change what exists', () => {
    const given = grants.flatMap(({ name, statements }) =>
      statements.flatMap(({ actions }) => actions.map((action) => ({ name, action }))),
    );
    const forbidden =
      /^dynamodb:(Scan|PartiQL|CreateTable|DeleteTable|UpdateTable)|^iam:|^lambda:(Create|Update|Delete)|^kms:(Create|Put|Schedule)|:Create(?!LogStream)|^s3:Delete(?!Object$)/;
    expect(
      given.filter(({ action }) => forbidden.test(action)).map(({ name, action }) => `${name}: ${action}`),
    ).toEqual([]);
  });

  test('tables: a function of one context changes two foreign ones at most, but for the checkout of a cart and what erases a person everywhere', () => {
    const tables = new Map(
      app.of('AWS::DynamoDB::Table').map(({ ref, properties }) => [ref, String(properties.TableName)]),
    );
    const changes = /^dynamodb:(PutItem|UpdateItem|DeleteItem|BatchWriteItem)$/;
    const changing = grants.map(({ name, statements }) => {
      const touched = statements
        .filter(({ actions }) => actions.some((action) => changes.test(action)))
        .flatMap(({ resources }) =>
          resources.map((resource) => tables.get(resource.replace(/\.Arn\}.*$/, '}')) ?? resource),
        );
      const foreign = [...new Set(touched)].filter((table) => !name.startsWith(table));
      return { name, foreign };
    });
    const wide = changing.filter(({ foreign }) => foreign.length > 2).map(({ name }) => name);
    // The checkout opens the payment and empties the cart in its transaction, and may have to record whom it refused. Whoever
    // accepts a quote opens the order and its payment, and keeps the file.
    const allowed = ['orders-http-checkout', 'privacy-cron-erasures', 'privacy-on-user-erased', 'quotes-http-accept'];
    expect(wide.toSorted()).toEqual(allowed.map((entry) => `printverse-dev-${entry}`));
  });

  test('to write its log a function has its own log group, kept as long as the stage says', () => {
    const groups = new Map(app.of('AWS::Logs::LogGroup').map((group) => [group.ref, group]));
    for (const fn of functions) {
      const group = groups.get(fn.properties.LoggingConfig.LogGroup as string);
      expect(group?.properties.LogGroupName).toBe(`/aws/lambda/${nameOf(fn)}`);
      const statements = grants.find(({ name }) => name === nameOf(fn))?.statements ?? [];
      const logs = statements.filter(({ actions }) => actions.some((action) => action.startsWith('logs:')));
      expect(logs.flatMap(({ resources }) => resources)).toEqual([`{${group?.stack}/${group?.id}.Arn}`]);
    }
    for (const group of groups.values())
      expect(group.properties.RetentionInDays, nameOf(group)).toBe(config.logRetentionDays);
  });
});

test('functions are Node 24 on arm64, log JSON, and take nobody’s share of the account’s concurrency', () => {
  for (const { properties } of functions) {
    expect(properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      LoggingConfig: { LogFormat: 'JSON' },
    });
    // A map of the sources would be read at each cold start: `npm run trace` reads it afterwards.
    expect(properties.Environment.Variables.NODE_OPTIONS).toBeUndefined();
    expect(properties.ReservedConcurrentExecutions).toBeUndefined();
    expect(properties.Timeout).toBeLessThanOrEqual(120);
  }
});

test('a function behind the API answers before API Gateway gives up after 30 seconds', () => {
  const behind = new Set(
    app.of('AWS::ApiGatewayV2::Integration').map(({ properties }) => String(properties.IntegrationUri)),
  );
  const slow = functions.filter((fn) => behind.has(`${fn.ref.slice(0, -1)}.Arn}`) && fn.properties.Timeout >= 30);
  expect(behind.size).toBeGreaterThan(0);
  expect(slow.map(nameOf)).toEqual([]);
});

describe('secrets', () => {
  const templates = JSON.stringify(app.templates);

  test('are made by the vault: no template carries one', () => {
    for (const { properties } of app.of('AWS::SecretsManager::Secret')) {
      expect(properties.SecretString).toBeUndefined();
      expect(properties.GenerateSecretString.PasswordLength).toBeGreaterThanOrEqual(32);
      expect(properties.GenerateSecretString.SecretStringTemplate ?? '').not.toMatch(/[A-Za-z0-9+/=_-]{20,}/);
    }
    expect(templates).not.toMatch(/AKIA[0-9A-Z]{16}|-----BEGIN|sk_(live|test)_|whsec_|"(Password|SecretString)":\s*"/);
  });

  test('reach a function by name and are read when needed: never resolved into its environment', () => {
    expect(templates).not.toContain('{{resolve:secretsmanager');
    const secrets = new Set(app.of('AWS::SecretsManager::Secret').map(({ ref }) => ref));
    for (const fn of functions) {
      for (const [name, value] of Object.entries(fn.properties.Environment?.Variables ?? {})) {
        if (!name.endsWith('_SECRET')) continue;
        expect(secrets, `${nameOf(fn)} ${name}`).toContain(String(value).replace(/[.]Id\}$/, '}'));
      }
    }
  });

  test('are granted where they are handed, and handed where they are granted', () => {
    for (const { name, statements } of grants) {
      const fn = functions.find((one) => nameOf(one) === name);
      const handed = Object.entries(fn?.properties.Environment?.Variables ?? {}).filter(([key]) =>
        key.endsWith('_SECRET'),
      );
      const granted = statements
        .filter(({ actions }) => actions.includes('secretsmanager:GetSecretValue'))
        .flatMap(({ resources }) => resources);
      expect(granted.toSorted(), name).toEqual(handed.map(([, value]) => String(value)).toSorted());
    }
  });
});

test('tables are granted where they are handed: a name without a grant, or a grant without a name, is a leftover', () => {
  const tables = app.of('AWS::DynamoDB::Table');
  for (const { name, statements } of grants) {
    const fn = functions.find((one) => nameOf(one) === name);
    const variables = Object.entries(fn?.properties.Environment?.Variables ?? {});
    const handed = new Set(variables.filter(([key]) => key.endsWith('_TABLE')).map(([, value]) => String(value)));
    const granted = new Set(
      tables
        .filter(({ ref }) =>
          statements.some(
            ({ actions, resources }) =>
              actions.some((action) => /^dynamodb:.*(Item|Query)/.test(action)) &&
              resources.some((resource) => resource.startsWith(`${ref.slice(0, -1)}.Arn}`)),
          ),
        )
        .map(({ ref }) => ref),
    );
    expect(granted, name).toEqual(handed);
  }
});
