import { createHmac, randomBytes } from 'node:crypto';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { beforeAll, describe, expect, test } from 'vitest';
import { config, get, output } from './probe.ts';

const cognito = new CognitoIdentityProviderClient(config);
const Username = 'usr_probe';
const password = `${randomBytes(12).toString('base64url')}-Aa1`;
const UserPoolId = output('PoolId');
const ClientId = output('ClientId');

async function logIn(typed: string, secretHash?: string) {
  const { AuthenticationResult } = await cognito.send(
    new AdminInitiateAuthCommand({
      UserPoolId,
      ClientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: {
        USERNAME: Username,
        PASSWORD: typed,
        ...(secretHash === undefined ? {} : { SECRET_HASH: secretHash }),
      },
    }),
  );
  return AuthenticationResult ?? {};
}

const readClaims = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown> & {
    scope?: string;
  };

let secretHash: string;

beforeAll(async () => {
  const { UserPoolClient } = await cognito.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
  secretHash = createHmac('sha256', UserPoolClient?.ClientSecret ?? '')
    .update(Username + ClientId)
    .digest('base64');
  await cognito.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: 'SUPPRESS' }));
  await cognito.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: password, Permanent: true }));
  await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: 'staff' }));
});

describe('log-in by password', () => {
  test('an access token carries the groups and what the pre-token trigger does', async () => {
    const { AccessToken = '' } = await logIn(password, secretHash);
    const claims = readClaims(AccessToken);
    expect(claims).toMatchObject({
      'cognito:groups': ['staff'],
      username: Username,
      token_use: 'access',
      probe: 'added',
    });
    expect(claims.scope ?? '').not.toContain('aws.cognito.signin.user.admin');
  });

  test('a wrong password is NotAuthorizedException', async () => {
    await expect(logIn('wrong', secretHash)).rejects.toThrow(
      expect.objectContaining({ name: 'NotAuthorizedException' }),
    );
  });

  test.for([
    ['none', undefined],
    ['a wrong one', 'bm9uZQ=='],
  ])('secret hash: %s is refused', async ([, hash]) => {
    await expect(logIn(password, hash)).rejects.toThrow();
  });
});

describe('JWT authorizer', () => {
  test('lets an access token of the pool through with its claims as strings', async () => {
    const { AccessToken = '' } = await logIn(password, secretHash);
    const response = await get('private/echo', { authorization: `Bearer ${AccessToken}` });
    expect(response.status).toBe(200);
    const { claims } = (await response.json()) as { claims: Record<string, string> };
    expect(claims).toMatchObject({ username: Username, 'cognito:groups': '[staff]' });
  });

  test.for([
    ['no token', () => ({})],
    ['garbage', () => ({ authorization: 'Bearer nothing.of.value' })],
    ['a changed signature', (token: string) => ({ authorization: `Bearer ${token.slice(0, -8)}AAAAAAAA` })],
    ['algorithm none', (token: string) => ({ authorization: `Bearer ${withoutSignature(token)}` })],
  ] as const)('answers 401 to %s', async ([, headers]) => {
    const { AccessToken = '' } = await logIn(password, secretHash);
    expect((await get('private/echo', headers(AccessToken))).status).toBe(401);
  });
});

function withoutSignature(token: string): string {
  const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url');
  return `${header}.${token.split('.')[1]}.`;
}
