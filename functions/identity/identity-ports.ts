import type { Clock } from '../shared/clock.ts';
import type { Attempts } from '../shared/http/attempts.ts';
import type { Secret } from '../shared/signatures.ts';
import type { Store } from '../shared/store/store.ts';
import type { Logins } from './logins.ts';
import type { IdentityReads } from './reads.ts';
import type { IdentityWrites } from './writes.ts';

/** What it takes to decide on users. */
export interface UserPorts {
  readonly store: Store;
  readonly identity: { readonly reads: IdentityReads; readonly writes: IdentityWrites };
  readonly clock: Clock;
}

/** The same where their logins are concerned. */
export interface LoginPorts extends UserPorts {
  readonly logins: Logins;
}

/** What it takes to open a session, to go on with it, or to end it. */
export interface SessionPorts extends LoginPorts {
  /** Signs the cookies, and seals what lies in the session. */
  readonly sessionKey: Secret;
}

/** What it takes to have a link mailed. */
export interface LinkPorts extends UserPorts {
  readonly attempts: Attempts;
  /** One-time tokens are derived with it. */
  readonly key: Secret;
}
