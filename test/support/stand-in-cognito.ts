import {
  type CognitoIdentityProviderClient,
  NotAuthorizedException,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';

interface Login {
  password: string;
  readonly groups: Set<string>;
  readonly refreshTokens: Set<string>;
  /** Failures that count, and when the last attempt and the lock were (epoch milliseconds). */
  failures: number;
  lastAttempt: number;
  lockedUntil: number;
}

type Input = Readonly<Record<string, string>> & { readonly AuthParameters?: Readonly<Record<string, string>> };

const QUARTER_HOUR_MS = 15 * 60_000;
const no = (message: string) => ({ message, $metadata: {} });

/**
 * A user pool as far as logins go, with Cognito's own lock: the fifth failure locks a login for a second, and every further
 * one for twice as long as the one before, 2^(n-5) seconds and at most about fifteen minutes. What comes meanwhile is refused,
 * right or wrong, and does not count. A sign-in, or fifteen minutes without an attempt, begin anew.
 * Source: Amazon Cognito Developer Guide, "Lockout behavior for failed sign-in attempts".
 */
export function standInCognito(clock: { now(): Date }) {
  const logins = new Map<string, Login>();
  const calls: string[] = [];
  let count = 0;
  const find = (name = ''): Login => {
    const login = logins.get(name);
    if (!login) throw new UserNotFoundException(no('User does not exist.'));
    return login;
  };
  const signIn = (login: Login, password: string | undefined) => {
    const now = clock.now().getTime();
    if (now >= login.lastAttempt + QUARTER_HOUR_MS) login.failures = 0;
    login.lastAttempt = now;
    if (now < login.lockedUntil) throw new NotAuthorizedException(no('Password attempts exceeded'));
    if (password !== login.password) {
      login.failures += 1;
      const lockMs = login.failures < 5 ? 0 : Math.min(2 ** (login.failures - 5) * 1000, QUARTER_HOUR_MS);
      login.lockedUntil = now + lockMs;
      throw new NotAuthorizedException(no('Incorrect username or password.'));
    }
    login.failures = 0;
    const id = `sign-in ${++count}`;
    login.refreshTokens.add(`refresh of ${id}`);
    const claims = Buffer.from(JSON.stringify({ origin_jti: id })).toString('base64url');
    return {
      AuthenticationResult: { AccessToken: `h.${claims}.s`, ExpiresIn: 900, RefreshToken: `refresh of ${id}` },
    };
  };
  const refresh = (login: Login, token = '') => {
    if (!login.refreshTokens.has(token)) throw new NotAuthorizedException(no('Invalid Refresh Token'));
    return { AuthenticationResult: { AccessToken: `token for ${token}`, ExpiresIn: 900 } };
  };
  const answers: Readonly<Record<string, (input: Input) => unknown>> = {
    DescribeUserPoolClient: () => ({ UserPoolClient: { ClientSecret: 'secret' } }),
    AdminCreateUser: ({ Username = '', TemporaryPassword = '' }) => {
      if (logins.has(Username)) throw new UsernameExistsException(no('User account already exists'));
      logins.set(Username, {
        password: TemporaryPassword,
        groups: new Set(),
        refreshTokens: new Set(),
        failures: 0,
        lastAttempt: 0,
        lockedUntil: 0,
      });
    },
    AdminSetUserPassword: ({ Username, Password = '' }) => {
      find(Username).password = Password;
    },
    AdminDeleteUser: ({ Username = '' }) => {
      find(Username);
      logins.delete(Username);
    },
    AdminAddUserToGroup: ({ Username, GroupName = '' }) => {
      find(Username).groups.add(GroupName);
    },
    AdminListGroupsForUser: ({ Username }) => ({
      Groups: [...find(Username).groups].map((GroupName) => ({ GroupName })),
    }),
    AdminRemoveUserFromGroup: ({ Username, GroupName = '' }) => {
      find(Username).groups.delete(GroupName);
    },
    AdminUserGlobalSignOut: ({ Username }) => find(Username).refreshTokens.clear(),
    AdminInitiateAuth: ({ AuthFlow, AuthParameters: { USERNAME, PASSWORD, REFRESH_TOKEN } = {} }) =>
      AuthFlow === 'REFRESH_TOKEN_AUTH'
        ? refresh(
            [...logins.values()].find((one) => one.refreshTokens.has(REFRESH_TOKEN ?? '')) ?? find(),
            REFRESH_TOKEN,
          )
        : signIn(find(USERNAME), PASSWORD),
    RevokeToken: ({ Token = '' }) => {
      for (const { refreshTokens } of logins.values()) refreshTokens.delete(Token);
    },
  };
  const client = {
    send: async ({
      constructor,
      input,
    }: {
      readonly constructor: { readonly name: string };
      readonly input: Input;
    }) => {
      const name = constructor.name.replace('Command', '');
      calls.push(name);
      const answer = answers[name];
      if (!answer) throw new Error(`The stand-in pool has no ${name}`);
      return answer(input) ?? {};
    },
  } as unknown as CognitoIdentityProviderClient;
  return { client, calls, groupsOf: (name: string) => [...find(name).groups], has: (name: string) => logins.has(name) };
}
