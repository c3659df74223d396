import { expect, test } from 'vitest';
import { newUser } from '../../functions/identity/people/user.ts';
import { newSession } from '../../functions/identity/sessions/session.ts';
import { ROLES } from '../../functions/shared/http/permissions.ts';
import { stages } from '../../lib/config.ts';
import { assemblyOf } from '../support/assembly.ts';

// What a local cloud takes without a word and AWS enforces: nobody gets past /auth/*.
const app = await assemblyOf(stages.dev);
const [pool, ...otherPools] = app.of('AWS::Cognito::UserPool');
const [client, ...otherClients] = app.of('AWS::Cognito::UserPoolClient');

test('there is one pool with one client', () => {
  expect(pool).toBeDefined();
  expect(client).toBeDefined();
  expect([...otherPools, ...otherClients]).toEqual([]);
});

test('nobody signs up or recovers an account at the pool itself', () => {
  expect(pool?.properties).toMatchObject({
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] },
  });
  expect(pool?.properties.AutoVerifiedAttributes ?? []).toEqual([]);
});

test('the pool knows users by their ids: no address, phone or other name leads to one', () => {
  expect(pool?.properties.UsernameAttributes ?? []).toEqual([]);
  expect(pool?.properties.AliasAttributes ?? []).toEqual([]);
  expect(pool?.properties.Policies.PasswordPolicy.MinimumLength).toBeGreaterThanOrEqual(12);
});

test('the client is confidential and signs in by the API only, with passwords and refresh tokens', () => {
  expect(client?.properties).toMatchObject({
    GenerateSecret: true,
    PreventUserExistenceErrors: 'ENABLED',
    EnableTokenRevocation: true,
    AllowedOAuthFlowsUserPoolClient: false,
    SupportedIdentityProviders: ['COGNITO'],
  });
  expect(new Set(client?.properties.ExplicitAuthFlows)).toEqual(
    new Set(['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']),
  );
  expect(client?.properties.AllowedOAuthFlows ?? []).toEqual([]);
});

test('a token changes nothing about its user: no attribute that says who or what somebody is can be written', () => {
  const says = /^(email|email_verified|phone_number|phone_number_verified|name|preferred_username|custom:.*)$/;
  expect(client?.properties.WriteAttributes.length).toBeGreaterThan(0);
  expect(client?.properties.WriteAttributes.filter((name: string) => says.test(name))).toEqual([]);
  expect(client?.properties.ReadAttributes.filter((name: string) => says.test(name))).toEqual([]);
});

test('an access token lives fifteen minutes at most', () => {
  const { AccessTokenValidity, TokenValidityUnits } = client?.properties ?? {};
  const minutes =
    { minutes: 1, hours: 60, days: 1_440, seconds: 1 / 60 }[String(TokenValidityUnits?.AccessToken)] ?? 60;
  expect(AccessTokenValidity * minutes).toBeLessThanOrEqual(15);
});

test('a session that is remembered and what refreshes it at the user pool end together [AUT-09, AUT-15]', () => {
  const now = new Date(0);
  const user = newUser('usr_1', { email: '', name: '', locale: 'en' }, { role: 'customer', verified: true }, now);
  const held = { secretHash: '', refreshToken: '', rememberMe: true };
  const { expiresAt } = newSession({ id: 'ses_1', user }, held, { ip: '' }, now);
  const { RefreshTokenValidity, TokenValidityUnits } = client?.properties ?? {};
  expect(TokenValidityUnits?.RefreshToken).toBe('minutes');
  expect(RefreshTokenValidity * 60_000).toBe(Date.parse(expiresAt));
});

test('before a token is made, the trigger that sees access tokens takes out what would open Cognito’s own API', () => {
  const trigger = pool?.properties.LambdaConfig.PreTokenGenerationConfig;
  expect(trigger.LambdaVersion).toBe('V2_0');
  const fn = app.of('AWS::Lambda::Function').find(({ ref }) => trigger.LambdaArn === `${ref.slice(0, -1)}.Arn}`);
  expect(fn?.properties.FunctionName).toBe('printverse-dev-identity-pre-token');
});

test('roles are groups, and being a customer is having none', () => {
  const groups = app.of('AWS::Cognito::UserPoolGroup').map(({ properties }) => String(properties.GroupName));
  expect(new Set(groups)).toEqual(new Set(ROLES.filter((role) => role !== 'customer')));
});
