import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Pool } from './forged-tokens.ts';

const parts = (token: string) => {
  const [header = '', body = ''] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString());
  return { header: JSON.parse(header) as { kid: string }, claims: JSON.parse(body) as Record<string, unknown> };
};

/**
 * What the local cloud's user pool makes tokens with, and the claims of a token of it. Its private keys lie in the
 * folder of the shop that `wrapping` belongs to.
 */
export function poolOf(wrapping: string, userPoolId: string, token: string): Pool {
  const { header, claims } = parts(token);
  const kind = claims['token_use'] === 'id' ? 'id' : 'access';
  const file = join(dirname(wrapping), 'state/state/cognito-pool-keys', `${userPoolId}-${kind}.pem`);
  return { key: createPrivateKey(readFileSync(file)), kid: header.kid, claims };
}
