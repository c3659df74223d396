import {
  type CognitoIdentityProviderClient,
  InvalidPasswordException,
  NotAuthorizedException,
  TooManyRequestsException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, test } from 'vitest';
import { cognitoLogins } from '../../../functions/identity/logins.cognito.ts';
import { PasswordRefused, SignInUnavailable } from '../../../functions/identity/logins.ts';
import { problemOf } from '../../../functions/shared/http/problem.ts';

/** A pool that answers the calls of `script` by name. */
function pool(script: Readonly<Record<string, () => unknown>>) {
  const calls: string[] = [];
  const inputs: unknown[] = [];
  const client = {
    send: async (command: { readonly input: unknown }) => {
      inputs.push(command.input);
      const name = command.constructor.name.replace('Command', '');
      calls.push(name);
      return name === 'DescribeUserPoolClient' ? { UserPoolClient: { ClientSecret: 'secret' } } : script[name]?.();
    },
  } as unknown as CognitoIdentityProviderClient;
  return { calls, inputs, logins: cognitoLogins({ userPoolId: 'pool', clientId: 'client', client }) };
}

const options = { $metadata: {}, message: 'no' };
const jwt = (claims: object) => `head.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;
const token = jwt({ origin_jti: 'the sign-in' });
const granted = () => ({ AuthenticationResult: { AccessToken: token, ExpiresIn: 900, RefreshToken: 'refresh' } });
const refused = () => {
  throw new NotAuthorizedException(options);
};

describe('the user pool', () => {
  test('is asked for the client’s secret once [AUT-07]', async () => {
    const { calls, logins } = pool({ AdminInitiateAuth: granted });
    expect(await logins.check('usr_1', 'p')).toEqual({
      id: 'the sign-in',
      token,
      expiresIn: 900,
      refreshToken: 'refresh',
    });
    await logins.check('usr_1', 'p');
    expect(calls).toEqual(['DescribeUserPoolClient', 'AdminInitiateAuth', 'AdminInitiateAuth']);
  });

  test('that gives tokens which no session can be found by is a fault [AUT-14]', async () => {
    const { logins } = pool({
      AdminInitiateAuth: () => ({ AuthenticationResult: { ...granted().AuthenticationResult, AccessToken: jwt({}) } }),
    });
    await expect(logins.check('usr_1', 'p')).rejects.toThrow('do not name their sign-in');
  });

  test('gives a further token for a sign-in, and says no to one that is over without an exception [AUT-14]', async () => {
    expect(await pool({ AdminInitiateAuth: granted }).logins.refresh('usr_1', 'refresh')).toEqual({
      token,
      expiresIn: 900,
    });
    expect(await pool({ AdminInitiateAuth: refused }).logins.refresh('usr_1', 'refresh')).toBeUndefined();
  });

  test('forgets a sign-in by its token, for the client that it belongs to [AUT-16]', async () => {
    const { calls, inputs, logins } = pool({ RevokeToken: () => ({}) });
    await logins.revoke('refresh');
    expect(calls).toEqual(['DescribeUserPoolClient', 'RevokeToken']);
    expect(inputs.at(-1)).toEqual({ ClientId: 'client', ClientSecret: 'secret', Token: 'refresh' });
  });

  test.each([
    [
      'a changed client secret',
      new NotAuthorizedException({ ...options, message: 'Unable to verify secret hash for client c' }),
    ],
    [
      'a changed client secret, in the words of a refresh',
      new NotAuthorizedException({ ...options, message: 'SecretHash does not match for the client: c' }),
    ],
    ['a trigger that cannot run', Object.assign(new Error('Rate exceeded'), { name: 'UnexpectedLambdaException' })],
    ['a broken connection', Object.assign(new Error('reset'), { code: 'ECONNRESET' })],
    ['a fault of its own', Object.assign(new Error('no'), { name: 'InternalErrorException', $fault: 'server' })],
  ])('that fails by %s says nothing of the password, and is asked again later [AUT-07, BFF-07]', async (_, error) => {
    const { calls, logins } = pool({
      AdminInitiateAuth: () => {
        throw error;
      },
    });
    await expect(logins.check('usr_1', 'p')).rejects.toThrow(SignInUnavailable);
    await expect(logins.refresh('usr_1', 'refresh')).rejects.toThrow(SignInUnavailable);
    const secrets = calls.filter((call) => call === 'DescribeUserPoolClient').length;
    expect(secrets).toBe(/secret ?hash/i.test(error.message) ? 2 : 1);
  });

  test.each([
    ['a wrong password', () => new NotAuthorizedException(options)],
    ['an unknown login', () => new UserNotFoundException(options)],
  ])('says no to %s without an exception [AUT-07]', async (_, error) => {
    const { logins } = pool({
      AdminInitiateAuth: () => {
        throw error();
      },
    });
    expect(await logins.check('usr_1', 'p')).toBeUndefined();
  });

  test('that asks for something else than a password is a fault, not a wrong password [AUT-07]', async () => {
    const { logins } = pool({ AdminInitiateAuth: () => ({ ChallengeName: 'NEW_PASSWORD_REQUIRED' }) });
    await expect(logins.check('usr_1', 'p')).rejects.toThrow('NEW_PASSWORD_REQUIRED');
  });

  test('throttling is 503 with Retry-After, whatever was asked [AUT-07, BFF-07]', async () => {
    const busy = () => {
      throw new TooManyRequestsException(options);
    };
    const { logins } = pool({
      AdminInitiateAuth: busy,
      AdminCreateUser: busy,
      AdminDeleteUser: busy,
      AdminSetUserPassword: busy,
      RevokeToken: busy,
    });
    for (const call of [
      () => logins.check('u', 'p'),
      () => logins.refresh('u', 'r'),
      () => logins.revoke('r'),
      () => logins.open('u', 'p'),
      () => logins.setPassword('u', 'p'),
      () => logins.close('u'),
    ]) {
      const error: unknown = await call().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(SignInUnavailable);
      const { body, headers } = problemOf(error, 'cor_1');
      expect({ status: body.status, code: body.code, headers }).toEqual({
        status: 503,
        code: 'sign-in-unavailable',
        headers: { 'retry-after': '2' },
      });
    }
  });

  test('refuses a password before there is a login [AUT-02]', async () => {
    const { calls, logins } = pool({
      AdminCreateUser: () => {
        throw new InvalidPasswordException(options);
      },
    });
    await expect(logins.open('usr_1', 'p')).rejects.toThrow(PasswordRefused);
    expect(calls).toEqual(['AdminCreateUser']);
  });

  test('refuses a new password of a login [AUT-02]', async () => {
    const { logins } = pool({
      AdminSetUserPassword: () => {
        throw new InvalidPasswordException(options);
      },
    });
    await expect(logins.setPassword('usr_1', 'p')).rejects.toThrow(PasswordRefused);
  });

  test('gives a new login its password for good, and takes a missing one for removed [AUT-02]', async () => {
    const { calls, logins } = pool({
      AdminDeleteUser: () => {
        throw new UserNotFoundException(options);
      },
    });
    await logins.open('usr_1', 'p');
    await logins.close('usr_1');
    expect(calls).toEqual(['AdminCreateUser', 'AdminSetUserPassword', 'AdminDeleteUser']);
  });
});
