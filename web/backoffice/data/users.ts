import type { components } from '@printverse/client/api.d.ts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, FRESH, keepAnswer, queries, shop } from '../../shop/client.ts';

export type AdminUser = components['schemas']['AdminUser'];
export type Role = components['schemas']['Role'];

export const ROLES = ['customer', 'operator', 'organizer', 'staff', 'admin'] as const satisfies readonly Role[];

const PAGE = 50;

export const users = (filter: { query?: string; role?: Role }) =>
  infiniteQueryOptions({
    queryKey: ['office', 'users', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answered(
        shop.GET('/admin/users', {
          params: { query: { ...filter, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    staleTime: FRESH.live,
  });

export const user = (userId: string) =>
  queryOptions({
    queryKey: ['office', 'user', userId],
    queryFn: ({ signal }) => answered(shop.GET('/admin/users/{userId}', { params: { path: { userId } }, signal })),
    staleTime: FRESH.live,
    refetchOnWindowFocus: false,
  });

/** Gives a user another role, or shuts the account. In: the version that was read. Throws `Refused`: 412, `own-account`. */
export async function changeUser(
  userId: string,
  version: number,
  body: { role?: Role; disabled?: boolean },
): Promise<AdminUser> {
  const header = { 'If-Match': `"${version}"` };
  const changed = await answered(shop.PATCH('/admin/users/{userId}', { params: { path: { userId }, header }, body }));
  await keepAnswer(user(userId).queryKey, changed);
  await queries.invalidateQueries({ queryKey: ['office', 'users'] });
  return changed;
}
