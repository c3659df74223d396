import createClient, { type Middleware } from 'openapi-fetch';
import type { GatewayRefusal, Problem, paths } from './api.d.ts';

/** What stands between a client and the network: in a page its own, elsewhere one that keeps cookies as a page does. */
export interface Browser {
  readonly fetch: (request: Request) => Promise<Response>;
  /** The cookies that a script may read, as `document.cookie` has them. */
  readonly cookies: () => string;
  /** Does something while nobody else does who has the same cookies. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
}

/** What a page's globals offer of it; the types of a page are not those of every program that is built with this. */
interface Page {
  readonly document?: { readonly cookie: string };
  readonly navigator?: {
    readonly locks?: { request<T>(name: string, work: () => Promise<T>): Promise<T> };
  };
}
const { document, navigator } = globalThis as Page;

const page: Browser = {
  fetch: (request) => globalThis.fetch(request),
  cookies: () => document?.cookie ?? '',
  // Tabs that ask side by side, one of them twice, would look like a thief's: each sends what the one before it was given.
  alone: (work) => (navigator?.locks ? navigator.locks.request('printverse-session', work) : work()),
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
    const refusal = problem && 'code' in problem ? problem : undefined;
    super(`${response.status} ${refusal ? `${refusal.code}: ${refusal.detail}` : response.statusText}`);
    this.status = response.status;
    this.code = refusal?.code ?? 'gateway';
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

/** In another tab somebody else has signed in: the session's cookie speaks for them now, and this client for nobody. */
export class SomebodyElse extends Error {
  override name = 'SomebodyElse';
}

/** Whoever a client speaks for: one sign-in, with the tokens that come out of it one after the other. */
interface Person {
  /** Unknown before the first answer that tells. */
  userId?: string;
  /** Nobody is signed in without it. */
  token?: string;
  /** When to ask for the next one, in epoch milliseconds; never once the session has ended. */
  renewAt: number;
  /** The next one, on its way. */
  renewing?: Promise<void> | undefined;
}

const nobody = (): Person => ({ renewAt: Number.POSITIVE_INFINITY });

/** Tokens are renewed when a tenth of their life is left: a minute and a half of fifteen, more than any request takes. */
const LIFE_USED = 0.9;

/**
 * How long a request of the session may take, in milliseconds: the others of all tabs wait for it. API Gateway answers
 * after 30 s at the latest. Whoever gave up sooner might miss the cookies that the next request is to send.
 */
const SESSION_LIMIT_MS = 35_000;

/** May be sent again: it reads, or it is known again by its key. */
const isRepeatable = ({ method, headers }: Request): boolean => method === 'GET' || headers.has('idempotency-key');

/** Whether the token was refused, and not a password: the gateway in front of the shop does so without a code. */
async function isOfToken(refusal: Response): Promise<boolean> {
  const { code } = (await refusal
    .clone()
    .json()
    .catch(() => ({}))) as { readonly code?: string };
  return code === undefined || code === 'invalid-token';
}

const isCalledByCookie = (path: string): boolean => (CALLED_BY_COOKIE as readonly string[]).includes(path);

/**
 * The shop as its OpenAPI document describes it: `GET`, `POST` and so on by path, typed, and whoever is signed in. The
 * access token is kept in memory alone; what outlives the page is the session's cookie, which no script can read. A
 * token that is about to expire is renewed before the next request. Where one is refused, it is renewed and the request
 * sent once more, if that may be. A request shows the token of whoever was signed in when it was made, and of nobody else.
 * A sign-in, renewal or sign-out that is not answered in time throws a `TimeoutError`, and the next one has its turn.
 */
export function shopClient({
  apiUrl,
  browser = page,
  now = Date.now,
}: {
  readonly apiUrl: string;
  readonly browser?: Browser;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}) {
  let person = nobody();
  let signOuts = 0;
  let last: Promise<unknown> = Promise.resolve();

  const options = { baseUrl: apiUrl, credentials: 'include', fetch: browser.fetch } as const;
  /** For the routes of the session, which no token is renewed for: they renew it themselves. */
  const door = createClient<paths>(options);
  const api = createClient<paths>(options);

  /** One after the other, in all tabs, since each of them replaces the cookies that the next one is to send. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const alone = () => browser.alone(work);
    const turn = last.then(alone, alone);
    last = turn;
    return turn;
  };

  /** Gives the person the token of an answer. In: when it was asked for, since when it may have been alive. */
  const hold = (whose: Person, { token, expiresIn }: { token: string; expiresIn: number }, askedAt: number) => {
    whose.token = token;
    whose.renewAt = askedAt + expiresIn * 1000 * LIFE_USED;
  };

  /** The person's next token, asked for once however many wait for it; nothing for who is gone when its turn comes. */
  const renewed = (whose: Person): Promise<void> => {
    whose.renewing ??= inTurn(async () => {
      if (whose !== person) return;
      const askedAt = now();
      const { userId, ...token } = await answered(door.POST('/auth/refresh'));
      whose.userId ??= userId;
      if (whose.userId === userId) return hold(whose, token, askedAt);
      if (whose === person) person = nobody();
      throw new SomebodyElse();
    })
      .catch((error: unknown) => {
        const over = error instanceof Refused && (error.status === 401 || error.status === 403);
        if (over) whose.renewAt = Number.POSITIVE_INFINITY;
        throw error;
      })
      .finally(() => {
        whose.renewing = undefined;
      });
    return whose.renewing;
  };

  const byCookie: Middleware = {
    onRequest({ request, schemaPath }) {
      if (!isCalledByCookie(schemaPath)) return;
      const csrf = /(?:^|; )__Host-csrf=([^;]*)/.exec(browser.cookies())?.[1];
      request.headers.set('x-csrf-token', csrf ?? '');
    },
  };

  const inTime: Middleware = {
    onRequest: ({ request }) => new Request(request, { signal: AbortSignal.timeout(SESSION_LIMIT_MS) }),
  };

  /** Requests that may be sent again, and who made them. */
  const repeats = new WeakMap<Request, { readonly again: Request; readonly whose: Person; readonly shown: string }>();
  const byToken: Middleware = {
    async onRequest({ request, schemaPath }) {
      const whose = person;
      if (isCalledByCookie(schemaPath) || whose.token === undefined) return;
      // What the shop makes of the token that there is, the answer will say.
      if (now() >= whose.renewAt) await renewed(whose).catch(() => {});
      const shown = whose.token;
      request.headers.set('authorization', `Bearer ${shown}`);
      if (isRepeatable(request)) repeats.set(request, { again: request.clone(), whose, shown });
    },
    async onResponse({ request, response }) {
      const repeat = repeats.get(request);
      if (!repeat || response.status !== 401 || !(await isOfToken(response))) return undefined;
      const { again, whose, shown } = repeat;
      if (whose.token === shown && whose.renewAt !== Number.POSITIVE_INFINITY) await renewed(whose).catch(() => {});
      if (whose.token === shown) return undefined;
      again.headers.set('authorization', `Bearer ${whose.token}`);
      return browser.fetch(again);
    },
  };
  door.use(byCookie, inTime);
  api.use(byCookie, byToken);

  return {
    ...api,
    /** What this client shows of itself; nothing before a sign-in and after a sign-out. */
    accessToken: () => person.token,
    /** Throws `Refused`: `invalid-credentials`, `email-not-verified`, `too-many-attempts`. */
    signIn(login: { readonly email: string; readonly password: string; readonly rememberMe?: boolean }) {
      const before = signOuts;
      return inTurn(async () => {
        const askedAt = now();
        const { user, ...token } = await answered(door.POST('/auth/login', { body: login }));
        if (signOuts === before) {
          person = { ...nobody(), userId: user.id };
          hold(person, token, askedAt);
        }
        return user;
      });
    },
    /** A new access token by the session's cookie; who asks meanwhile waits for the same. Throws `Refused`, `SomebodyElse`. */
    refresh: (): Promise<void> => renewed(person),
    /** Ends the session. Throws `Refused` when there is none. */
    async signOut(): Promise<void> {
      signOuts += 1;
      person = nobody();
      await inTurn(() => answered(door.POST('/auth/logout')));
    },
  };
}
