import type { MonthPosition } from '../../shared/store/monthly-list.ts';

/** Users that are not found by their id or address. */
export interface UserList {
  /** Ids, newest first; a page may be short while there is a position to go on from. */
  all(
    limit: number,
    position: MonthPosition | undefined,
    now: Date,
  ): Promise<{ readonly ids: readonly string[]; readonly position: MonthPosition | undefined }>;
}
