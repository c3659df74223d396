import type { IdentityChecks } from '../identity/guards.ts';
import type { IdentityReads } from '../identity/reads.ts';
import type { IdentityWrites } from '../identity/writes.ts';
import type { Clock } from '../shared/clock.ts';
import type { Store } from '../shared/store/store.ts';
import type { PrivacyReads } from './reads.ts';
import type { PrivacyWrites } from './writes.ts';

/** What it takes to decide on what a person asks for. */
export interface PrivacyPorts {
  readonly store: Store;
  readonly identity: {
    readonly reads: Pick<IdentityReads, 'user'>;
    readonly writes: Pick<IdentityWrites, 'erase'>;
    readonly checks: Pick<IdentityChecks, 'whilePresent'>;
  };
  readonly privacy: { readonly reads: PrivacyReads; readonly writes: PrivacyWrites };
  readonly clock: Clock;
}
