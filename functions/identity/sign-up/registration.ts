import type { User } from '../people/user.ts';

/** What a registration comes to, given who has the address already. */
export type Registration =
  | { readonly kind: 'new' }
  /** The address was never confirmed, so it is nobody's yet: the earlier registration goes, with password and links. */
  | { readonly kind: 'supersede'; readonly predecessor: User }
  /** The address is somebody's: nothing changes, and they are told. */
  | { readonly kind: 'repeat'; readonly owner: User };

/**
 * In: the user that the address belongs to, if there is one. Out: what to do. Confirmed users stay as they are; so do
 * disabled ones, who would otherwise come back by registering again.
 */
export const registrationOf = (existing: User | undefined): Registration => {
  if (!existing) return { kind: 'new' };
  if (existing.verified || existing.disabled) return { kind: 'repeat', owner: existing };
  return { kind: 'supersede', predecessor: existing };
};
