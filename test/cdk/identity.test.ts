import { describe, expect, test } from 'vitest';
import { stages } from '../../lib/config.ts';
import { assemblyOf, grantsOf } from '../support/assembly.ts';

// What a local cloud does not evaluate for Cognito: who may call it, and how it was set up for good.
const app = await assemblyOf(stages.dev);
const [pool] = app.of('AWS::Cognito::UserPool');
const arn = `${pool?.ref.slice(0, -1)}.Arn}`;
const functions = app.of('AWS::Lambda::Function');
const named = (name: string) => {
  const fn = functions.find(({ properties }) => properties.FunctionName === `printverse-dev-${name}`);
  if (!fn) throw new Error(`No function ${name}`);
  return fn;
};
const poolGrants = (fn: ReturnType<typeof named>) => {
  const role = app.of('AWS::IAM::Role').find(({ ref }) => `${ref.slice(0, -1)}.Arn}` === fn.properties.Role);
  if (!role) throw new Error('No role');
  return grantsOf(app, role)
    .filter(({ actions }) => actions.some((action) => action.startsWith('cognito-')))
    .map(({ actions, resources }) => ({ actions: actions.toSorted(), resources }));
};

describe('the user pool', () => {
  test('is asked by the doors of identity alone, for what they call and nothing more [AUT-02]', () => {
    const asks = {
      'identity-http': [
        'cognito-idp:AdminAddUserToGroup',
        'cognito-idp:AdminCreateUser',
        'cognito-idp:AdminDeleteUser',
        'cognito-idp:AdminInitiateAuth',
        'cognito-idp:AdminSetUserPassword',
        'cognito-idp:AdminUserGlobalSignOut',
        'cognito-idp:DescribeUserPoolClient',
      ],
      'identity-http-admin': [
        'cognito-idp:AdminAddUserToGroup',
        'cognito-idp:AdminListGroupsForUser',
        'cognito-idp:AdminRemoveUserFromGroup',
        'cognito-idp:AdminUserGlobalSignOut',
      ],
      'privacy-on-user-erased': ['cognito-idp:AdminDeleteUser'],
      'privacy-cron-erasures': ['cognito-idp:AdminDeleteUser'],
      'identity-http-me': [
        'cognito-idp:AdminInitiateAuth',
        'cognito-idp:AdminSetUserPassword',
        'cognito-idp:DescribeUserPoolClient',
      ],
    };
    for (const [name, actions] of Object.entries(asks)) {
      expect(poolGrants(named(name))).toEqual([{ actions, resources: [arn] }]);
    }
    const doors = Object.keys(asks).map((name) => `printverse-dev-${name}`);
    const others = functions.filter(({ properties }) => !doors.includes(properties.FunctionName));
    expect(others.length).toBeGreaterThan(10);
    expect(others.flatMap(poolGrants)).toEqual([]);
  });

  test('tells names apart by case, because ids are compared byte by byte [AUT-22]', () => {
    expect(pool?.properties.UsernameConfiguration).toEqual({ CaseSensitive: true });
  });

  test('has the plan whose triggers see access tokens, and may call its trigger [AUT-15]', () => {
    expect(pool?.properties.UserPoolTier).toBe('ESSENTIALS');
    const trigger = `${named('identity-pre-token').ref.slice(0, -1)}.Arn}`;
    expect(pool?.properties.LambdaConfig.PreTokenGenerationConfig.LambdaArn).toBe(trigger);
    const allowed = app
      .of('AWS::Lambda::Permission')
      .filter(({ properties }) => properties.FunctionName === trigger)
      .map(({ properties: { Action, Principal, SourceArn } }) => ({ Action, Principal, SourceArn }));
    expect(allowed).toEqual([
      { Action: 'lambda:InvokeFunction', Principal: 'cognito-idp.amazonaws.com', SourceArn: arn },
    ]);
  });

  test.each([
    ['ACTIVE', 'Retain', true],
    ['INACTIVE', 'Delete', false],
  ])('is protected (%s, %s) where data outlives its stack [AUT-02]', async (protection, policy, retain) => {
    const [one] = (await assemblyOf({ ...stages.dev, retain })).of('AWS::Cognito::UserPool');
    expect(one?.properties.DeletionProtection).toBe(protection);
    expect(one?.deletionPolicy).toBe(policy);
  });
});

test('services of ours are told what a token is worth by a policy on their role, which opens that route and no other [AUT-12, AUT-24]', () => {
  const policies = app.of('AWS::IAM::ManagedPolicy');
  expect(policies).toHaveLength(1);
  const { PolicyDocument, Roles, Users, Groups } = policies[0]?.properties ?? {};
  expect([Roles, Users, Groups]).toEqual([undefined, undefined, undefined]);
  expect(PolicyDocument.Statement).toHaveLength(1);
  const [{ Effect, Action, Resource }] = PolicyDocument.Statement;
  expect([Effect, Action]).toEqual(['Allow', 'execute-api:Invoke']);
  const opened = ([Resource].flat() as string[]).map((resource) => resource.replace(/^.*\/\$default\//, ''));
  expect(opened.toSorted()).toEqual(['POST/api/auth/validate', 'POST/auth/validate', 'POST/bff/auth/validate']);
});
