import type { Erasure } from './erasure.ts';

/** The erasures that are not finished. */
export interface Erasures {
  /** All of them, the oldest first; one that was begun a moment ago may be missing. */
  unfinished(): Promise<readonly Erasure[]>;
}
