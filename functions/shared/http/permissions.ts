/** Every permission there is, and the role that carries it. A user has exactly one role. */
const STAFF = [
  'orders:read',
  'orders:write',
  'orders:refund',
  'sagas:read',
  'sagas:retry',
  'catalog:write',
  'inventory:write',
  'quotes:review',
  'files:read',
  'reviews:moderate',
  'notifications:read',
  'analytics:read',
] as const;
const ADMIN_ONLY = ['users:manage', 'settings:write', 'audit:read', 'notifications:send'] as const;
const OPERATOR = ['scans:write', 'events:read'] as const;
const ORGANIZER = ['events:write', 'tickets:issue', 'scans:read'] as const;

export type Permission =
  | (typeof STAFF)[number]
  | (typeof ADMIN_ONLY)[number]
  | (typeof OPERATOR)[number]
  | (typeof ORGANIZER)[number];

export const ROLES = ['customer', 'operator', 'organizer', 'staff', 'admin'] as const;
export type Role = (typeof ROLES)[number];

const PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  customer: [],
  operator: OPERATOR,
  organizer: ORGANIZER,
  staff: STAFF,
  admin: [...new Set([...OPERATOR, ...ORGANIZER, ...STAFF, ...ADMIN_ONLY])],
};

export const permissionsOf = (role: Role): readonly Permission[] => PERMISSIONS[role];

/** The role that a token's groups name, by exact match; `customer` is the absence of a group. */
export const roleOf = (groups: readonly string[]): Role =>
  [...ROLES].reverse().find((role) => role !== 'customer' && groups.includes(role)) ?? 'customer';
