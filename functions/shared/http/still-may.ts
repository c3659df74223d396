import type { Caller, LiveUsers } from './api-ports.ts';
import { type Permission, permissionsOf } from './permissions.ts';

/** Whether somebody may do something: the token says so, and the role still does. A role that was taken away is gone at once. */
export async function stillMay(users: LiveUsers, caller: Caller, permission: Permission): Promise<boolean> {
  if (!caller.permissions.includes(permission)) return false;
  const user = await users.current(caller.userId);
  return user !== undefined && !user.disabled && permissionsOf(user.role).includes(permission);
}
