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
import { problemOf } from '../../../functions/shared/problem.ts';

/** A pool that answers the calls of `script` by name. */
function pool(script: Readonly<Record<string, () => unknown>>) {
  const calls: string[] = [];
  const client = {
    send: async (command: object) => {
      const name = command.constructor.name.replace('Command', '');
      calls.push(name);
      return name === 'DescribeUserPoolClient' ? { UserPoolClient: { ClientSecret: 'secret' } } : script[name]?.();
    },
  } as unknown as CognitoIdentityProviderClient;
  return { calls, logins: cognitoLogins({ userPoolId: 'pool', clientId: 'client', client }) };
}

const options = { $metadata: {}, message: 'no' };
const granted = () => ({ AuthenticationResult: { AccessToken: 'token', ExpiresIn: 900 } });

describe('the user pool', () => {
  test('is asked for the client’s secret once [AUT-07]', async () => {
    const { calls, logins } = pool({ AdminInitiateAuth: granted });
    expect(await logins.check('usr_1', 'p')).toEqual({ token: 'token', expiresIn: 900 });
    await logins.check('usr_1', 'p');
    expect(calls).toEqual(['DescribeUserPoolClient', 'AdminInitiateAuth', 'AdminInitiateAuth']);
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
    const { logins } = pool({ AdminInitiateAuth: busy, AdminCreateUser: busy, AdminDeleteUser: busy });
    for (const call of [() => logins.check('u', 'p'), () => logins.open('u', 'p'), () => logins.close('u')]) {
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
