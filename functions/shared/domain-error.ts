/** What a refusal means to the one who asked; only the HTTP edge knows which status that is. */
export type Kind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'missing'
  | 'method'
  | 'conflict'
  | 'stale'
  | 'unconditional'
  | 'too-large'
  | 'media-type'
  | 'key-reused'
  | 'too-many'
  | 'unavailable'
  | 'timed-out';

export interface FieldError {
  /** JSON pointer into the request, e.g. `/items/0/quantity`. */
  readonly pointer: string;
  readonly message: string;
}

export interface DomainErrorOptions {
  readonly cause?: unknown;
  readonly errors?: readonly FieldError[];
  /** Extra members of the problem document, e.g. the new total of `price-changed`. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** Seconds after which trying again makes sense. */
  readonly retryAfter?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Set-Cookie lines. */
  readonly cookies?: readonly string[];
}

/**
 * A refusal with a stable code. Subclasses set `name` themselves: state machines match on it, and
 * neither minification nor inheritance may change it.
 */
export class DomainError extends Error {
  override name = 'DomainError';
  readonly kind: Kind;
  readonly code: string;
  readonly errors: readonly FieldError[];
  readonly members: Readonly<Record<string, unknown>>;
  readonly retryAfter: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];

  constructor(kind: Kind, code: string, detail: string, options: DomainErrorOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.code = code;
    this.errors = options.errors ?? [];
    this.members = options.members ?? {};
    this.retryAfter = options.retryAfter;
    this.headers = options.headers ?? {};
    this.cookies = options.cookies ?? [];
  }
}

/** Absent, or somebody else's: the two are told in the same words. */
export class NotFound extends DomainError {
  override name = 'NotFound';
  constructor() {
    super('missing', 'not-found', 'Not found.');
  }
}

/** Somebody else's. To the caller exactly as absent; the security trail is told the difference. */
export class NotYours extends NotFound {}

/** The caller named somebody else as the one who acts. Whether there is such a person makes no difference. */
export class ActsForAnother extends DomainError {
  override name = 'ActsForAnother';
  constructor() {
    super('forbidden', 'forbidden', 'You can act for yourself only.');
  }
}

/** The role does not allow it. */
export class PermissionDenied extends DomainError {
  override name = 'PermissionDenied';
  readonly userId: string | undefined;
  constructor(userId?: string) {
    super('forbidden', 'forbidden', 'Your role does not allow this.');
    this.userId = userId;
  }
}

/** The end of an exhaustive switch: a new variant that nobody handles does not compile. */
export function unreachable(value: never): never {
  throw new Error(`Unhandled variant: ${String(value)}`);
}
