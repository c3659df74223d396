import { DomainError } from '../domain-error.ts';
import type { ApiPorts, Caller } from './api-ports.ts';
import type { Bucket } from './attempts.ts';
import type { Route } from './route.ts';

/**
 * Does the work of a request within the limits of its route. Whatever has mails sent, or costs us work, is counted every time. Failures where
 * somebody may guess are taken from their buckets, and given back to whoever was right. Throws `TooManyAttempts`.
 */
export async function withinLimits<T>(
  { attempts, asksForMail, counted }: Route,
  body: unknown,
  caller: Caller | undefined,
  sourceIp: string,
  ports: ApiPorts,
  work: () => Promise<T>,
): Promise<T> {
  if (asksForMail) await ports.attempts?.take([{ kind: 'mailRequests', name: sourceIp }]);
  if (counted) await ports.attempts?.take([{ kind: counted, name: sourceIp }]);
  if (!attempts || !ports.attempts) return work();
  const account = attempts.account === 'caller' ? caller?.userId : (body as { email?: string } | undefined)?.email;
  // The source first: one that is blocked takes nothing from somebody else's account.
  const buckets: Bucket[] = [{ kind: 'source', name: sourceIp }];
  if (attempts.account && account !== undefined) buckets.push({ kind: 'account', name: account });
  const putBack = await ports.attempts.take(buckets);
  let failed = false;
  try {
    return await work();
  } catch (error) {
    failed = isFailedAttempt(error);
    throw error;
  } finally {
    if (!failed) await putBack();
  }
}

/** A wrong password, or a mailed token that is none; anything else says nothing about a secret. */
const isFailedAttempt = (error: unknown): boolean =>
  error instanceof DomainError && (error.kind === 'unauthenticated' || error.code === 'invalid-token');
