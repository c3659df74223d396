import { createHmac } from 'node:crypto';
import {
  AdminInitiateAuthCommand,
  ChangePasswordCommand,
  CognitoIdentityProviderClient,
  DeleteUserCommand,
  DescribeUserPoolClientCommand,
  GetUserCommand,
  UpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { clientConfig } from '../../../local/cloud.ts';
import { sendAsWritten, signIn } from '../../../tools/demo/client.ts';
import { forgedTokens, LOOKALIKE_GROUPS, mint, type Pool } from '../../support/forged-tokens.ts';
import { poolOf } from '../../support/pool-keys.ts';

const { endpoint, outputs, wrapping } = inject('shop');
const { apiUrl, users, userPoolId } = outputs;
const cognito = new CognitoIdentityProviderClient(clientConfig(endpoint));
const lambda = new LambdaClient(clientConfig(endpoint));

/** A route of each kind that looks at a token: of the signed-in, of staff, and public with more for staff. */
const ROUTES = ['/me', '/admin/orders', '/inventory?skus=NO-SUCH'] as const;

let pool: Pool;
let real: { access: string; id: string; refresh: string };

/** The three tokens that the pool itself makes at a sign-in, of which the API gives out one. */
async function signInAtThePool(token: string, password: string) {
  const { claims } = poolOf(wrapping, userPoolId, token);
  const [ClientId, USERNAME] = [String(claims['client_id']), String(claims['username'])];
  const { UserPoolClient } = await cognito.send(
    new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId }),
  );
  const secret = createHmac('sha256', UserPoolClient?.ClientSecret ?? '');
  const { AuthenticationResult: made } = await cognito.send(
    new AdminInitiateAuthCommand({
      UserPoolId: userPoolId,
      ClientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: {
        USERNAME,
        PASSWORD: password,
        SECRET_HASH: secret.update(USERNAME + ClientId).digest('base64'),
      },
    }),
  );
  return { access: made?.AccessToken ?? '', id: made?.IdToken ?? '', refresh: made?.RefreshToken ?? '' };
}

beforeAll(async () => {
  const token = await signIn(apiUrl, users.admin);
  pool = poolOf(wrapping, userPoolId, token);
  real = await signInAtThePool(token, users.admin.password);
});

const statusesOf = (token: string) =>
  Promise.all(ROUTES.map(async (route) => (await sendAsWritten(apiUrl, 'GET', route, { token })).status));

/** The same past the gateway and its authorizer: what the function itself says to a token. */
async function handlersAnswer(token: string): Promise<number> {
  const { Payload } = await lambda.send(
    new InvokeCommand({
      FunctionName: 'printverse-local-identity-http-me',
      Payload: Buffer.from(
        JSON.stringify({
          version: '2.0',
          routeKey: 'GET /me',
          rawPath: '/me',
          headers: { authorization: `Bearer ${token}` },
          requestContext: { requestId: 'req_abuse', http: { method: 'GET', path: '/me', sourceIp: '192.0.2.1' } },
        }),
      ),
    }),
  );
  return (JSON.parse(Buffer.from(Payload ?? []).toString()) as { statusCode: number }).statusCode;
}

describe('a token', () => {
  test('that is minted as the pool does it gets in, so that what is refused below is refused for what is wrong [AUT-15]', async () => {
    const token = mint(pool);
    expect(await statusesOf(token)).toEqual([200, 200, 200]);
    expect(await handlersAnswer(token)).toBe(200);
  });

  test('that is forged, foreign, stale or of another kind gets in nowhere [AUT-15]', async () => {
    const accepted: string[] = [];
    const forged = [
      ...forgedTokens(pool),
      ['an ID token of the pool', real.id] as const,
      ['an ID token that says it is an access token', mint(poolOf(wrapping, userPoolId, real.id))] as const,
      ['a refresh token of the pool', real.refresh] as const,
    ];
    for (const [what, token] of forged) {
      const [gateway, handler] = await Promise.all([statusesOf(token), handlersAnswer(token)]);
      for (const status of [...gateway, handler]) if (status !== 401) accepted.push(`${what}: ${status}`);
    }
    expect(forged.length).toBeGreaterThan(95);
    expect(accepted).toEqual([]);
  }, 120_000);

  test('of groups that only look like a role’s is a customer’s [AUT-23]', async () => {
    for (const group of LOOKALIKE_GROUPS) {
      const token = mint(pool, { 'cognito:groups': [group] });
      expect([group, ...(await statusesOf(token))]).toEqual([group, 200, 403, 200]);
    }
  });
});

describe('the user pool’s own API', () => {
  test('lets nobody change a login with a token of ours: it lacks the scope [AUT-15]', async () => {
    const scopes = (token: string) => JSON.stringify(poolOf(wrapping, userPoolId, token).claims['scope'] ?? '');
    const AccessToken = await signIn(apiUrl, users.customer);
    expect(scopes(AccessToken)).not.toContain('aws.cognito.signin.user.admin');
    expect(scopes(real.access)).not.toContain('aws.cognito.signin.user.admin');
    const attempts = {
      look: new GetUserCommand({ AccessToken }),
      email: new UpdateUserAttributesCommand({
        AccessToken,
        UserAttributes: [{ Name: 'email', Value: 'eve@example.com' }],
      }),
      password: new ChangePasswordCommand({
        AccessToken,
        PreviousPassword: users.customer.password,
        ProposedPassword: 'correct horse battery',
      }),
      leave: new DeleteUserCommand({ AccessToken }),
    };
    const answers: Record<string, string> = {};
    for (const [what, command] of Object.entries(attempts)) {
      answers[what] = await cognito.send(command as GetUserCommand).then(
        () => 'done',
        (error: Error) => error.name,
      );
    }
    expect(answers).toEqual({
      look: 'NotAuthorizedException',
      email: 'NotAuthorizedException',
      password: 'NotAuthorizedException',
      leave: 'NotAuthorizedException',
    });
  });
});
