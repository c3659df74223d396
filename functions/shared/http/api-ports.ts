import type { Attempts } from './attempts.ts';
import type { BrowserGuard } from './browser-session.ts';
import type { Permission, Role } from './permissions.ts';
import type { Replies } from './replies.ts';
import type { Tokens } from './tokens.ts';

export interface Caller {
  readonly userId: string;
  readonly role: Role;
  readonly permissions: readonly Permission[];
  /** The sign-in that the token comes from. */
  readonly signInId: string | undefined;
}

/** The user item as it stands now, where a role taken away or an account erased must count at once. */
export interface LiveUsers {
  current(userId: string): Promise<{ readonly role: Role; readonly disabled: boolean } | undefined>;
}

/** Who was refused what: an entry of the security trail. */
export interface Refusal {
  readonly kind: 'unauthorized-access' | 'permission-denied' | 'token-rejected';
  readonly operationId: string;
  readonly userId: string | undefined;
  readonly sourceIp: string;
  readonly userAgent: string | undefined;
}

/** Records refusals. Never throws: a refusal that cannot be recorded changes no answer. */
export interface SecurityTrail {
  refused(refusal: Refusal): Promise<void>;
}

export interface ApiPorts {
  /** Needed where a route asks for a caller. */
  readonly tokens?: Tokens;
  /** Needed where a route asks for a permission, tells staff more, or leaves it to the pipeline whether a customer is still there. */
  readonly users?: LiveUsers;
  /** Needed where a route asks for a caller, or is called by cookie. */
  readonly trail?: SecurityTrail;
  /** Needed where a route is called by cookie. */
  readonly browsers?: BrowserGuard;
  /** Needed where a route is limited. */
  readonly attempts?: Pick<Attempts, 'take'>;
  /** Needed where a route honours an Idempotency-Key. */
  readonly replies?: Replies;
  /** Base of absolute URLs; with it, pages of lists carry `Link: rel="next"`. */
  readonly apiUrl?: string;
}
