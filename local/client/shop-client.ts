import createClient, { type Middleware } from 'openapi-fetch';
import type { GatewayRefusal, Problem, paths } from './api.d.ts';

/** What stands between a client and the network: in a page its own, elsewhere one that keeps cookies as a page does. */
export interface Browser {
  readonly fetch: (request: Request) => Promise<Response>;
  /** The cookies that a script may read, as `document.cookie` has them. */
  readonly cookies: () => string;
}

const page: Browser = {
  fetch: (request) => globalThis.fetch(request),
  cookies: () => (globalThis as { document?: { readonly cookie: string } }).document?.cookie ?? '',
};

/** Called by the session's cookie; everything else by the access token. */
export const CALLED_BY_COOKIE: readonly (keyof paths)[] = ['/auth/refresh', '/auth/logout'];

/** The shop did not do what it was asked. */
export class Refused extends Error {
  override name = 'Refused';
  readonly status: number;
  /** The problem's stable code; `gateway` where the gateway in front of the shop refused, which has none. */
  readonly code: string;
  /** The problem document, with the members that are this problem's own. */
  readonly problem: Problem | GatewayRefusal | undefined;
  /** Seconds after which to try again, where the shop says so. */
  readonly retryAfter: number | undefined;
  constructor(response: Response, problem: Problem | GatewayRefusal | undefined) {
    const said = problem && 'code' in problem ? problem : undefined;
    super(`${response.status} ${said ? `${said.code}: ${said.detail}` : response.statusText}`);
    this.status = response.status;
    this.code = said?.code ?? 'gateway';
    this.problem = problem;
    const seconds = response.headers.get('retry-after');
    this.retryAfter = seconds === null ? undefined : Number(seconds);
  }
}

type Asked = { readonly data?: unknown; readonly error?: unknown; readonly response: Response };
type Answered<A extends Asked> = Extract<A, { readonly error?: never }>['data'];

/** What a request was answered with. Throws `Refused` for a problem. */
export async function answered<A extends Asked>(asked: Promise<A>): Promise<Answered<A>> {
  const { data, error, response } = await asked;
  if (!response.ok) throw new Refused(response, error as Problem | GatewayRefusal | undefined);
  return data;
}

/** The header of something that is meant once: to be made for each intent, and kept for its repeats. */
export const newIntent = (): { readonly 'Idempotency-Key': string } => ({ 'Idempotency-Key': crypto.randomUUID() });

export type ShopClient = ReturnType<typeof shopClient>;

/**
 * The shop as its OpenAPI document describes it: `GET`, `POST` and so on by path, typed, and whoever is signed in. The
 * access token is kept in memory alone; what outlives the page is the session's cookie, which no script can read.
 */
export function shopClient({ apiUrl, browser = page }: { readonly apiUrl: string; readonly browser?: Browser }) {
  let accessToken: string | undefined;
  let refreshing: Promise<void> | undefined;
  const api = createClient<paths>({ baseUrl: apiUrl, credentials: 'include', fetch: browser.fetch });
  const whoAsks: Middleware = {
    onRequest({ request, schemaPath }) {
      const csrf = /(?:^|; )__Host-csrf=([^;]*)/.exec(browser.cookies())?.[1];
      if ((CALLED_BY_COOKIE as readonly string[]).includes(schemaPath)) request.headers.set('x-csrf-token', csrf ?? '');
      else if (accessToken !== undefined) request.headers.set('authorization', `Bearer ${accessToken}`);
    },
  };
  api.use(whoAsks);

  return {
    ...api,
    /** What this client shows of itself; nothing before a sign-in and after a sign-out. */
    accessToken: () => accessToken,
    /** Throws `Refused`: `invalid-credentials`, `email-not-verified`, `too-many-attempts`. */
    async signIn(login: { readonly email: string; readonly password: string; readonly rememberMe?: boolean }) {
      const { token, user } = await answered(api.POST('/auth/login', { body: login }));
      accessToken = token;
      return user;
    },
    /** A new access token by the session's cookie; who asks meanwhile waits for the same. Throws `Refused`. */
    refresh(): Promise<void> {
      refreshing ??= answered(api.POST('/auth/refresh'))
        .then(({ token }) => void (accessToken = token))
        .finally(() => {
          refreshing = undefined;
        });
      return refreshing;
    },
    /** Ends the session. Throws `Refused` when there is none. */
    async signOut(): Promise<void> {
      accessToken = undefined;
      await answered(api.POST('/auth/logout'));
    },
  };
}
