import type { components } from '@printverse/client/api.d.ts';
import { queryOptions } from '@tanstack/react-query';
import { answered, keepAnswer, newIntent, queries, shop } from './client.ts';

export type SavedAddress = components['schemas']['SavedAddress'];
type Sent = components['schemas']['Address'] & { label?: string };

export const addresses = () =>
  queryOptions({
    queryKey: ['addresses'],
    queryFn: async ({ signal }) => (await answered(shop.GET('/me/addresses', { signal }))).items,
  });

const again = (key: string) => queries.invalidateQueries({ queryKey: [key] });

/** Keeps an address, a new one or another version of one. Throws `Refused`: `too-many-addresses`, fields. */
export async function saveAddress(address: Sent, saved: SavedAddress | undefined): Promise<void> {
  if (saved) {
    const header = { 'If-Match': `"${saved.version}"` };
    await answered(
      shop.PUT('/me/addresses/{addressId}', { params: { path: { addressId: saved.id }, header }, body: address }),
    );
  } else {
    await answered(shop.POST('/me/addresses', { params: { header: newIntent() }, body: address }));
  }
  await again('addresses');
}

export async function removeAddress(addressId: string): Promise<void> {
  await answered(shop.DELETE('/me/addresses/{addressId}', { params: { path: { addressId } } }));
  await again('addresses');
}

export const sessions = () =>
  queryOptions({
    queryKey: ['sessions'],
    queryFn: async ({ signal }) => (await answered(shop.GET('/me/sessions', { signal }))).items,
  });

export async function endSession(sessionId: string): Promise<void> {
  await answered(shop.DELETE('/me/sessions/{sessionId}', { params: { path: { sessionId } } }));
  await again('sessions');
}

export async function changeMe(
  change: { name?: string; locale?: 'en' | 'de' | 'fr' },
  version?: number,
): Promise<void> {
  const header = version === undefined ? {} : { 'If-Match': `"${version}"` };
  await keepAnswer(['me'], await answered(shop.PATCH('/me', { params: { header }, body: change })));
}

export const changePassword = (body: { currentPassword: string; newPassword: string }) =>
  answered(shop.POST('/auth/change-password', { body }));

export const changeEmail = (body: { password: string; email: string }) =>
  answered(shop.POST('/auth/change-email', { body }));

export const requestExport = () => answered(shop.POST('/me/export', { params: { header: newIntent() } }));

const LOOK_MS = 2000;

/** The export that was asked for, until its file is there. */
export const exportOf = (exportId: string) =>
  queryOptions({
    queryKey: ['export', exportId],
    queryFn: ({ signal }) => answered(shop.GET('/me/export/{exportId}', { params: { path: { exportId } }, signal })),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.status === 'PENDING' || !state.data ? LOOK_MS : false),
  });

export const eraseMe = () => answered(shop.DELETE('/me'));

export const register = (body: { email: string; password: string; name: string; locale: 'en' | 'de' | 'fr' }) =>
  answered(shop.POST('/auth/register', { body }));
export const verifyEmail = (token: string) => answered(shop.POST('/auth/verify-email', { body: { token } }));
export const resendVerification = (email: string) =>
  answered(shop.POST('/auth/verify-email/resend', { body: { email } }));
export const forgotPassword = (email: string) => answered(shop.POST('/auth/forgot-password', { body: { email } }));
export const resetPassword = (token: string, password: string) =>
  answered(shop.POST('/auth/reset-password', { body: { token, password } }));
