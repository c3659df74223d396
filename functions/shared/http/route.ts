import * as z from 'zod';
import type { Permission } from './permissions.ts';
import { queryNumber } from './query.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Who may call a route. There is no default: a route without an access does not compile. */
export type Access =
  /** Anybody; a token is not looked at. */
  | { readonly kind: 'public' }
  /** Anybody; staff who show a token are told more. A token that is wrong is refused, not overlooked. */
  | { readonly kind: 'optional' }
  /**
   * Anybody signed in, on what is their own. Who has been erased or shut out a moment ago is refused at once: the pipeline looks
   * the user up, or the use case does, in one read with what it needs anyway (docs/adr/0011).
   */
  | { readonly kind: 'customer'; readonly userReadBy: 'pipeline' | 'use-case' }
  /** Whoever's role carries the permission, looked up live: a role taken away is gone at once. */
  | { readonly kind: 'permission'; readonly permission: Permission }
  /** A browser that was signed in: its session's cookie, and a header that only a page of ours can write. */
  | { readonly kind: 'cookie' }
  /** A service of ours, by the signature of its role, which API Gateway checks. */
  | { readonly kind: 'service' }
  /** A machine that signs its requests; the use case checks the signature over the raw body. */
  | { readonly kind: 'signed' };

export const everyone = { kind: 'public' } as const satisfies Access;
export const optional = { kind: 'optional' } as const satisfies Access;
export const customer = { kind: 'customer', userReadBy: 'pipeline' } as const satisfies Access;
/** The same, where the use case throws `InvalidToken` for a user who is gone or shut out. */
export const customerSelfRead = { kind: 'customer', userReadBy: 'use-case' } as const satisfies Access;
export const permitted = (permission: Permission) => ({ kind: 'permission', permission }) as const satisfies Access;
export const browserSession = { kind: 'cookie' } as const satisfies Access;
export const service = { kind: 'service' } as const satisfies Access;
export const signed = { kind: 'signed' } as const satisfies Access;

export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly when: string;
}

export const problem = (status: number, code: string, when: string): Problem => ({ status, code, when });

/** What a request carries, as it was sent or as its route wants it. */
export interface Carried {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** A path that a client may use as well; `adapt` turns its request into the canonical one. */
export interface Alias {
  readonly method: Method;
  readonly path: string;
  /** The parameters of the path, where they have other names here; `adapt` makes the route's own of them. */
  readonly params?: z.ZodType;
  /** The body as it is spelled here; without it, as the route spells it. */
  readonly body?: z.ZodType;
  /** What it makes is validated by the route, as if it had come so. Pure; throws what the route's problems list. */
  readonly adapt?: (carried: Carried, caller: { readonly userId: string } | undefined) => Carried;
}

/** The members of an alias whose body is spelled otherwise. In: its schema, and what the canonical body is made of. */
export const spelled = <S extends z.ZodType>(
  body: S,
  adapt: (body: z.output<S>, caller: { readonly userId: string } | undefined) => unknown,
): Required<Pick<Alias, 'body' | 'adapt'>> => ({
  body,
  adapt: (carried, caller) => ({ ...carried, body: adapt(carried.body as z.output<S>, caller) }),
});

export interface Route {
  readonly operationId: string;
  readonly method: Method;
  /** As API Gateway writes it: `/orders/{orderId}`. */
  readonly path: string;
  readonly aliases?: readonly Alias[];
  readonly access: Access;
  readonly tag: string;
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  /** JSON by schema, or the bytes as they came. */
  readonly body?: z.ZodType | 'raw';
  readonly idempotencyKey?: 'required' | 'honoured';
  /**
   * Whether a change names the version that it was decided on. Without the header: 428 where it is required. What it is
   * about is read with `etag: 'version'`.
   */
  readonly ifMatch?: 'required' | 'honoured';
  /**
   * Failures are counted, per source address and per account: the one that a member of the body names, or the caller's.
   * For whatever lets somebody guess a secret.
   */
  readonly attempts?: { readonly account?: 'email' | 'caller' };
  /** Sends mail to an address in the body; rate-limited per source IP. */
  readonly asksForMail?: true;
  /** Costs us work and asks for no sign-in: every request is counted, per source address. */
  readonly counted?: 'estimates';
  /** How the strong ETag is made: from the resource's version or from the bytes of the answer (answers 304). */
  readonly etag?: 'version' | 'content';
  readonly success: {
    readonly status: 200 | 201 | 202 | 204 | 303;
    readonly description: string;
    readonly body?: z.ZodType;
    /** Where it is not JSON. */
    readonly mediaType?: string;
    /** What only this answer carries; other headers follow from the rest of the contract. */
    readonly headers?: readonly ('Location' | 'Refresh' | 'Set-Cookie')[];
  };
  /** A second answer that is no refusal, under another status: a `Reply` names it. */
  readonly otherSuccess?: Route['success'];
  readonly problems: readonly Problem[];
}

export const defineRoute = <const R extends Route>(route: R): R => route;

/**
 * Every route that a contract exports, in the order of their paths. In: the contract's module. They are told by their members
 * and not by a mark that `defineRoute` leaves, so that the bundler can drop the routes that an entry does not use.
 */
export const routesIn = (contract: object): Route[] =>
  Object.values(contract)
    .filter(
      (one: unknown): one is Route =>
        typeof one === 'object' && one !== null && 'operationId' in one && 'access' in one,
    )
    .toSorted((a, b) => (`${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1));

/** Whether the pipeline looks up the user behind a token. */
export const looksUpUser = (access: Access): boolean =>
  access.kind === 'optional' ||
  access.kind === 'permission' ||
  (access.kind === 'customer' && access.userReadBy === 'pipeline');

/** Whether requests are counted, and refused when there were too many. */
export const isLimited = (route: Route): boolean => isThrottled(route) || route.counted !== undefined;

/** Whether it lets somebody guess or has mails sent: API Gateway throttles it by itself, for all callers together. */
export const isThrottled = ({ attempts, asksForMail }: Route): boolean =>
  attempts !== undefined || asksForMail === true;

/** As API Gateway names a route: `GET /orders/{orderId}`. */
export const routeKey = ({ method, path }: { readonly method: Method | 'HEAD'; readonly path: string }): string =>
  `${method} ${path}`;

/** All names of a route, its own first, its aliases after it. */
export const routeKeysOf = (route: Route): string[] => [route, ...(route.aliases ?? [])].map(routeKey);

/** All names that a route is served under: a GET answers HEAD as well. */
export const servedKeysOf = (route: Route): string[] =>
  [route, ...(route.aliases ?? [])].flatMap((named) =>
    named.method === 'GET' ? [routeKey(named), routeKey({ method: 'HEAD', path: named.path })] : [routeKey(named)],
  );

type Output<S> = S extends z.ZodType ? z.output<S> : undefined;
export type ParamsOf<R extends Route> = Output<R['params']>;
export type QueryOf<R extends Route> = Output<R['query']>;
export type BodyOf<R extends Route> = R['body'] extends 'raw' ? string : Output<R['body']>;
export type ReplyOf<R extends Route> = R['success'] extends { body: infer S extends z.ZodType }
  ? z.input<S>
  : undefined;

/** `?limit=&cursor=` of every list. */
export const pageQuery = {
  limit: queryNumber(1, 100).default(20).meta({ description: 'Items a page, 1 to 100' }),
  cursor: z.string().max(2_000).optional().meta({ description: 'The nextCursor of the page before' }),
};

export const pageOf = <S extends z.ZodType>(items: S) =>
  z.object({ items: z.array(items), nextCursor: z.string().nullable() });
