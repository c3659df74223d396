import { setTimeout as sleep } from 'node:timers/promises';
import { signedIn } from '@printverse/client/program-client.ts';

export interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
  /** The bytes as they came. */
  readonly text: string;
}

export interface CallOptions {
  readonly token?: string | undefined;
  readonly body?: unknown;
  /** Sent as it is instead of `body`. */
  readonly raw?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * One request to a shop as it is written here, right or wrong, answered whatever its status is: for what no client of the
 * shop would send (a request that is wrong on purpose, a gateway's message, a link that a browser follows). Everything
 * else goes through the typed client, `client/`.
 */
// Without a type of their own, callers read what the API documents.
// oxlint-disable-next-line no-explicit-any
export async function sendAsWritten<T = any>(
  base: string,
  method: string,
  path: string,
  options: CallOptions = {},
): Promise<Answer<T>> {
  const body = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
  const answer = await fetch(path.startsWith('http') ? path : `${base}${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
      ...options.headers,
    },
    ...(body === undefined ? {} : { body }),
    redirect: 'manual',
  });
  const text = await answer.text();
  const json = answer.headers.get('content-type')?.includes('json') ?? false;
  return { status: answer.status, headers: answer.headers, text, body: (json && text ? JSON.parse(text) : text) as T };
}

/** Signs in and answers the access token, for requests that show it some other way. Throws `Refused`. */
export const signIn = async (apiUrl: string, login: { email: string; password: string }): Promise<string> =>
  (await signedIn(apiUrl, login)).accessToken() ?? '';

/** Looks until `look` answers something, and throws what was being waited for after `seconds`. */
export async function until<T>(what: string, look: () => Promise<T | undefined>, seconds = 60): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > deadline) throw new Error(`Waited ${seconds} s in vain for ${what}`);
    await sleep(100);
  }
}
