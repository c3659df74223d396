import { queryOptions, useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { answered, FRESH, queries, Refused, SomebodyElse, shop } from './client.ts';

/** `unknown` while the page asks whether the session's cookie still opens one. */
export type SessionState = 'unknown' | 'guest' | 'user';

let state: SessionState = 'unknown';
const listeners = new Set<() => void>();
const set = (next: SessionState) => {
  if (state === next) return;
  state = next;
  for (const listener of listeners) listener();
};

/** Tells the other tabs of this browser that somebody has signed out. */
const channel = new BroadcastChannel('printverse-session');
channel.addEventListener('message', () => leave());

const HAS_SESSION = /(?:^|; )__Host-csrf=./;

function leave(): void {
  set('guest');
  queries.removeQueries({ predicate: ({ queryKey }) => PERSONAL.has(String(queryKey[0])) });
}

/** Kinds of what is read that belong to one person. */
const PERSONAL = new Set([
  'me',
  'orders',
  'order',
  'timeline',
  'addresses',
  'sessions',
  'export',
  'cart',
  'preview',
  'review',
  'uploads',
  'upload',
  'quotes',
  'quote',
]);

/** Asks, once a page has loaded, who is signed in; public pages are shown meanwhile. */
export async function openSession(): Promise<void> {
  if (!HAS_SESSION.test(document.cookie)) return set('guest');
  try {
    await shop.refresh();
    set('user');
  } catch (error) {
    if (error instanceof SomebodyElse) return location.reload();
    set('guest');
  }
}

/** The shop took no token for a read: the session has ended, and pages of one person ask for a sign-in that leads back. */
const hasEnded = (error: unknown): boolean =>
  error instanceof Refused && error.status === 401 && error.code !== 'invalid-credentials';
queries.getQueryCache().subscribe((event) => {
  if (event.type === 'updated' && event.action.type === 'error' && hasEnded(event.action.error)) leave();
});

/** What is done right after somebody has signed in, before the pages know. */
const arrivals: (() => Promise<void>)[] = [];
export const onSignIn = (work: () => Promise<void>): void => void arrivals.push(work);

/** What is forgotten right after somebody has signed out. */
const departures: (() => void)[] = [];
export const onSignOut = (work: () => void): void => void departures.push(work);

/** Whether somebody is signed in; waits while the page still asks for it. */
export async function isSignedIn(): Promise<boolean> {
  if (state === 'unknown') {
    const { promise: settled, resolve } = Promise.withResolvers<void>();
    const stop = subscribe(resolve);
    await settled;
    stop();
  }
  return state === 'user';
}

/** Signs in. Throws `Refused`: `invalid-credentials`, `email-not-verified`, `too-many-attempts`. */
export async function signIn(login: { email: string; password: string; rememberMe: boolean }): Promise<void> {
  leave();
  await shop.signIn(login);
  set('user');
  // Whoever has signed in is signed in, whatever becomes of the rest.
  for (const work of arrivals) await work().catch(() => undefined);
}

/** Signs out here and in the other tabs; a session that has ended already is no failure. */
export async function signOut(): Promise<void> {
  try {
    await shop.signOut();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target
  channel.postMessage('out');
  leave();
  for (const work of departures) work();
}

/** What happens when the shop no longer takes the session for one: everybody is a guest until they sign in again. */
export function sessionEnded(): void {
  leave();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useSession = (): SessionState => useSyncExternalStore(subscribe, () => state);

export const meOptions = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => answered(shop.GET('/me', { signal })),
  staleTime: FRESH.me,
});

/** The profile of whoever is signed in; nothing while nobody is, or while it is being read. */
export function useMe() {
  const session = useSession();
  return useQuery({ ...meOptions, enabled: session === 'user' }).data;
}
