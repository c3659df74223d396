import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Secret, SigningKeys } from './signatures.ts';

/** How long a rotated secret may still be unknown to a warm function. */
const CACHE_MS = 5 * 60_000;

/**
 * Reads `{"current":"…","previous":"…"}` of the secret, at most once in five minutes; a stale one serves while the store is
 * down. A new key is used for signing only when it has been known here for as long as it may be unknown elsewhere; until
 * then the two change places, so that what one function signs no other refuses.
 */
export function secret(secretId: string, client = new SecretsManagerClient({}), now = Date.now): Secret {
  let known: { keys: SigningKeys; since: number; until: number } | undefined;
  const read = async (): Promise<SigningKeys> => {
    const answer = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    const { current, previous } = JSON.parse(answer.SecretString ?? '{}') as { current?: string; previous?: string };
    if (!current) throw new Error(`The secret ${secretId} has no current key`);
    return { current, previous: previous || undefined };
  };
  return async () => {
    if (!known || now() >= known.until) {
      try {
        const keys = await read();
        const since = known?.keys.current === keys.current ? known.since : now();
        known = { keys, since, until: now() + CACHE_MS };
      } catch (error) {
        if (!known) throw error;
      }
    }
    const { keys, since } = known;
    const isNew = now() < since + CACHE_MS;
    return isNew && keys.previous ? { current: keys.previous, previous: keys.current } : keys;
  };
}
