import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsClient } from './client.aws.ts';
import type { Secret, SigningKeys } from './signatures.ts';

/** Milliseconds for which a function keeps the keys that it has read. For so long after a rotation it may not know the new key. */
const CACHE_MS = 5 * 60_000;

/**
 * Reads the keys `{"current":"…","previous":"…"}` of a secret, at most once in five minutes. While the secret cannot be read, the
 * keys that were read last are used.
 *
 * A new key signs only five minutes after the rotation, when every function knows it; until then `current` and `previous` are
 * swapped, so no function refuses what another one has just signed. The time of the rotation is the secret's `CreatedDate`,
 * so a function that has just started decides like all others.
 */
export function secret(secretId: string, client = awsClient(SecretsManagerClient), now = Date.now): Secret {
  let cached: { keys: SigningKeys; since: number; until: number } | undefined;
  const read = async () => {
    const answer = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    const { current, previous } = JSON.parse(answer.SecretString ?? '{}') as { current?: string; previous?: string };
    if (!current) throw new Error(`The secret ${secretId} has no current key`);
    return { keys: { current, previous: previous || undefined }, since: answer.CreatedDate?.getTime() ?? 0 };
  };
  return async () => {
    if (!cached || now() >= cached.until) {
      try {
        cached = { ...(await read()), until: now() + CACHE_MS };
      } catch (error) {
        if (!cached) throw error;
      }
    }
    const { keys, since } = cached;
    const isNew = now() < since + CACHE_MS;
    return isNew && keys.previous ? { current: keys.previous, previous: keys.current } : keys;
  };
}
