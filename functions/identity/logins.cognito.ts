import { createHmac } from 'node:crypto';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminInitiateAuthCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  type AuthenticationResultType,
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  InvalidPasswordException,
  NotAuthorizedException,
  RevokeTokenCommand,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { awsClient } from '../shared/client.aws.ts';
import { count } from '../shared/observability.ts';
import { isOutage } from '../shared/outage.ts';
import { type AccessToken, LoginLocked, type Logins, PasswordRefused, SignInUnavailable } from './logins.ts';

const THROTTLES = new Set(['LimitExceededException', 'ThrottlingException', 'TooManyRequestsException']);

/** What passes at the pool and looks like a fault of ours, as its call of the trigger before tokens are made. */
const OUTAGES = new Set([
  'InternalErrorException',
  'InvalidLambdaResponseException',
  'UnexpectedLambdaException',
  'UserLambdaValidationException',
]);

/**
 * Logins in a Cognito user pool. In: the pool and, for tokens, its confidential client, whose secret is asked for once and
 * never written down.
 */
export function cognitoLogins({
  userPoolId,
  clientId = '',
  client = awsClient(CognitoIdentityProviderClient),
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
    const change = { ...named(userId), Password: password, Permanent: true };
    await acceptable(() => client.send(new AdminSetUserPasswordCommand(change)));
  };

  /** What the pool grants by a flow, or nothing where it refuses. */
  const authenticate = async (
    userId: string,
    AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' | 'REFRESH_TOKEN_AUTH',
    parameters: Readonly<Record<string, string>>,
  ): Promise<AuthenticationResultType | undefined> => {
    const hash = createHmac('sha256', await clientSecret())
      .update(`${userId}${clientId}`)
      .digest('base64');
    try {
      const answer = await client.send(
        new AdminInitiateAuthCommand({
          UserPoolId: userPoolId,
          ClientId: clientId,
          AuthFlow,
          AuthParameters: { ...parameters, SECRET_HASH: hash },
        }),
      );
      if (!answer.AuthenticationResult)
        throw new Error(`The user pool asks for ${answer.ChallengeName ?? 'something else'}`);
      return answer.AuthenticationResult;
    } catch (error) {
      if (error instanceof UserNotFoundException) return undefined;
      if (!(error instanceof NotAuthorizedException)) throw error;
      // The same exception stands for the pool's own lock, during which it looks at no password,
      if (/attempts exceeded/i.test(error.message)) {
        count('LoginLocked');
        throw new LoginLocked();
      }
      // and for a client secret that was changed, which says nothing of the user.
      if (!/secret\s?hash/i.test(error.message)) return undefined;
      secret = undefined;
      throw new SignInUnavailable(error);
    }
  };

  const create = async (userId: string, password: string): Promise<void> => {
    // Given here too, so that a password against the policy is refused before there is a login.
    const first = { ...named(userId), TemporaryPassword: password, MessageAction: 'SUPPRESS' } as const;
    await acceptable(() => client.send(new AdminCreateUserCommand(first)));
  };
  const close = (userId: string): Promise<void> =>
    unlessGone(async () => {
      await client.send(new AdminDeleteUserCommand(named(userId)));
    });
  const enter = async (userId: string, group: string): Promise<void> => {
    await client.send(new AdminAddUserToGroupCommand({ ...named(userId), GroupName: group }));
  };

  return {
    open: (userId, password) =>
      available(async () => {
        await create(userId, password);
        await setPassword(userId, password);
      }),
    renew: (userId, role, password) =>
      available(async () => {
        // First of all, because a password that is refused must not cost the login.
        await unlessGone(() => setPassword(userId, password));
        await close(userId);
        // A lost answer is asked for again: the login is there then.
        await unlessThere(() => create(userId, password));
        await setPassword(userId, password);
        if (role !== 'customer') await enter(userId, role);
      }),
    assign: (userId, role) =>
      available(() =>
        unlessGone(async () => {
          const { Groups = [] } = await client.send(new AdminListGroupsForUserCommand(named(userId)));
          const present = Groups.flatMap(({ GroupName }) => GroupName ?? []);
          for (const group of present.filter((group) => group !== role)) {
            await client.send(new AdminRemoveUserFromGroupCommand({ ...named(userId), GroupName: group }));
          }
          if (role === 'customer' || present.includes(role)) return;
          await enter(userId, role);
        }),
      ),
    endAll: (userId) =>
      available(() =>
        unlessGone(async () => {
          await client.send(new AdminUserGlobalSignOutCommand(named(userId)));
        }),
      ),
    setPassword: (userId, password) => available(() => setPassword(userId, password)),
    check: (userId, password) =>
      available(async () => {
        const granted = await authenticate(userId, 'ADMIN_USER_PASSWORD_AUTH', {
          USERNAME: userId,
          PASSWORD: password,
        });
        if (!granted) return undefined;
        const { RefreshToken: refreshToken } = granted;
        if (!refreshToken) throw new Error('The user pool gave no refresh token');
        const access = accessTokenOf(granted);
        return { ...access, id: signInOf(access.token), refreshToken };
      }),
    refresh: (userId, refreshToken) =>
      available(async () => {
        const granted = await authenticate(userId, 'REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: refreshToken });
        return granted && accessTokenOf(granted);
      }),
    revoke: (refreshToken) =>
      available(async () => {
        const request = { ClientId: clientId, ClientSecret: await clientSecret(), Token: refreshToken };
        await client.send(new RevokeTokenCommand(request));
      }),
    close: (userId) => available(() => close(userId)),
  };
}

function accessTokenOf({ AccessToken: token, ExpiresIn: expiresIn }: AuthenticationResultType): AccessToken {
  if (!token || !expiresIn) throw new Error('The user pool gave no access token');
  return { token, expiresIn };
}

/** The claim by which the pool names a sign-in in all its tokens. The token comes from the pool itself: nothing to verify. */
function signInOf(token: string): string {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { origin_jti?: string };
  if (!claims.origin_jti) throw new Error("The user pool's tokens do not name their sign-in");
  return claims.origin_jti;
}

async function acceptable(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw error instanceof InvalidPasswordException ? new PasswordRefused(error) : error;
  }
}

/** The pool's throttles and outages, after the client's own retries, as what they mean to whoever waits for the answer. */
async function available<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    throw isOutage(error) || THROTTLES.has(name) || OUTAGES.has(name) ? new SignInUnavailable(error) : error;
  }
}

/** A login that is gone carries no role, has no sign-ins and need not be removed. */
async function unlessGone(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof UserNotFoundException)) throw error;
  }
}

async function unlessThere(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error;
  }
}
