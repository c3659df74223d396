import { createHmac } from 'node:crypto';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  InvalidPasswordException,
  LimitExceededException,
  NotAuthorizedException,
  TooManyRequestsException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { type Logins, PasswordRefused, SignInUnavailable } from './logins.ts';

/**
 * Logins in a Cognito user pool. In: the pool and, for `check`, its confidential client, whose secret is asked for once
 * and never written down.
 */
export function cognitoLogins({
  userPoolId,
  clientId = '',
  client = new CognitoIdentityProviderClient({}),
}: {
  readonly userPoolId: string;
  readonly clientId?: string;
  readonly client?: CognitoIdentityProviderClient;
}): Logins {
  const named = (userId: string) => ({ UserPoolId: userPoolId, Username: userId });

  let secret: Promise<string> | undefined;
  const askForSecret = async (): Promise<string> => {
    const answer = await client.send(new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: clientId }));
    const found = answer.UserPoolClient?.ClientSecret;
    if (!found) throw new Error(`The user pool's client ${clientId} has no secret`);
    return found;
  };
  const clientSecret = (): Promise<string> => {
    secret ??= askForSecret().catch((error: unknown) => {
      secret = undefined;
      throw error;
    });
    return secret;
  };

  const setPassword = async (userId: string, password: string): Promise<void> => {
    await client.send(new AdminSetUserPasswordCommand({ ...named(userId), Password: password, Permanent: true }));
  };

  return {
    open: (userId, password) =>
      available(async () => {
        // Given here too, so that a password against the policy is refused before there is a login.
        const first = { ...named(userId), TemporaryPassword: password, MessageAction: 'SUPPRESS' } as const;
        try {
          await client.send(new AdminCreateUserCommand(first));
        } catch (error) {
          throw error instanceof InvalidPasswordException ? new PasswordRefused(error) : error;
        }
        await setPassword(userId, password);
      }),
    assign: (userId, role) =>
      available(async () => {
        await client.send(new AdminAddUserToGroupCommand({ ...named(userId), GroupName: role }));
      }),
    setPassword: (userId, password) => available(() => setPassword(userId, password)),
    check: (userId, password) =>
      available(async () => {
        const hash = createHmac('sha256', await clientSecret())
          .update(`${userId}${clientId}`)
          .digest('base64');
        try {
          const answer = await client.send(
            new AdminInitiateAuthCommand({
              UserPoolId: userPoolId,
              ClientId: clientId,
              AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
              AuthParameters: { USERNAME: userId, PASSWORD: password, SECRET_HASH: hash },
            }),
          );
          const { AccessToken: token, ExpiresIn: expiresIn } = answer.AuthenticationResult ?? {};
          if (!token || !expiresIn)
            throw new Error(`The user pool asks for ${answer.ChallengeName ?? 'something else'}`);
          return { token, expiresIn };
        } catch (error) {
          if (error instanceof NotAuthorizedException || error instanceof UserNotFoundException) return undefined;
          throw error;
        }
      }),
    close: (userId) =>
      available(async () => {
        try {
          await client.send(new AdminDeleteUserCommand(named(userId)));
        } catch (error) {
          if (!(error instanceof UserNotFoundException)) throw error;
        }
      }),
  };
}

/** The pool's throttling, after the client's own retries, as what it means to whoever waits for the answer. */
async function available<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const throttled =
      error instanceof TooManyRequestsException ||
      error instanceof LimitExceededException ||
      (error instanceof Error && error.name === 'ThrottlingException');
    throw throttled ? new SignInUnavailable(error) : error;
  }
}
