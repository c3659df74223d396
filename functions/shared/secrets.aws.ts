import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsClient } from './client.aws.ts';
import type { Secret, SigningKeys } from './signatures.ts';

/** How long a rotated secret may still be unknown to a warm function. */
const CACHE_MS = 5 * 60_000;

/**
 * Reads `{"current":"…","previous":"…"}` of the secret, at most once in five minutes; a stale one serves while the store is
 * down. A new key is used for signing only when the secret is older than it may be unknown anywhere; until then the two change
 * places, so that what one function signs no other refuses. The age is the store's word, not what this function has seen: one
 * that has just started signs with the new key as well, and nothing is signed with the old one for ever.
 */
export function secret(secretId: string, client = awsClient(SecretsManagerClient), now = Date.now): Secret {
  let known: { keys: SigningKeys; since: number; until: number } | undefined;
  const read = async () => {
    const answer = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    const { current, previous } = JSON.parse(answer.SecretString ?? '{}') as { current?: string; previous?: string };
    if (!current) throw new Error(`The secret ${secretId} has no current key`);
    return { keys: { current, previous: previous || undefined }, since: answer.CreatedDate?.getTime() ?? 0 };
  };
  return async () => {
    if (!known || now() >= known.until) {
      try {
        known = { ...(await read()), until: now() + CACHE_MS };
      } catch (error) {
        if (!known) throw error;
      }
    }
    const { keys, since } = known;
    const isNew = now() < since + CACHE_MS;
    return isNew && keys.previous ? { current: keys.previous, previous: keys.current } : keys;
  };
}
