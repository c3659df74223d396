import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Secret, SigningKeys } from './signatures.ts';

/** How long a rotated secret may still be unknown to a warm function. */
const CACHE_MS = 5 * 60_000;

const client = new SecretsManagerClient({});

/** Reads `{"current":"…","previous":"…"}` of the secret, at most once in five minutes; a stale one serves while the store is down. */
export function secret(secretId: string): Secret {
  let known: { keys: SigningKeys; until: number } | undefined;
  return async () => {
    if (known && Date.now() < known.until) return known.keys;
    try {
      const answer = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
      const { current, previous } = JSON.parse(answer.SecretString ?? '{}') as { current?: string; previous?: string };
      if (!current) throw new Error(`The secret ${secretId} has no current key`);
      known = { keys: { current, previous: previous || undefined }, until: Date.now() + CACHE_MS };
    } catch (error) {
      if (!known) throw error;
    }
    return known.keys;
  };
}
