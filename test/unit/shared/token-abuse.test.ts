import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { cognitoTokens } from '../../../functions/shared/tokens.cognito.ts';
import { InvalidToken } from '../../../functions/shared/tokens.ts';
import { forgedTokens, LOOKALIKE_GROUPS, mint, type Pool } from '../../support/forged-tokens.ts';
import { serveKeys } from '../../support/key-set.ts';

const userPoolId = 'eu-central-1_Abuse';
const clientId = 'client-of-ours';
const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const now = Math.floor(Date.now() / 1_000);
const pool: Pool = {
  key: rsa(),
  kid: 'key-of-the-pool',
  claims: {
    iss: `https://cognito-idp.eu-central-1.amazonaws.com/${userPoolId}`,
    client_id: clientId,
    token_use: 'access',
    username: 'usr_01',
    iat: now,
    exp: now + 600,
    jti: 'one',
  },
};
const published = ({ key, kid }: Pool, more: object = {}) => ({
  ...createPublicKey(key).export({ format: 'jwk' }),
  kid,
  alg: 'RS256',
  use: 'sig',
  ...more,
});

let keys: Awaited<ReturnType<typeof serveKeys>>;
beforeAll(async () => {
  keys = await serveKeys();
  vi.stubEnv('AWS_ENDPOINT_URL', keys.url);
});
afterAll(() => keys.close());

/** Verifies by a pool that publishes these keys. */
function verify(token: string, keySet: readonly unknown[] = [published(pool)]) {
  keys.use(keySet);
  return cognitoTokens({ userPoolId, clientId }).verify(token);
}

test('a token of the pool speaks for its user [AUT-15]', async () => {
  const admin = mint(pool, { 'cognito:groups': ['staff', 'admin'] });
  expect(await verify(admin)).toEqual({ userId: 'usr_01', role: 'admin', expiresAt: now + 600 });
  expect(await verify(mint(pool))).toMatchObject({ role: 'customer' });
});

describe('a token is refused that has [AUT-15]', () => {
  test.each(forgedTokens(pool))('%s', async (_, token) => {
    await expect(verify(token)).rejects.toThrow(InvalidToken);
  });
});

test('a token is refused in which any character is another one, is missing or comes twice [AUT-15]', async () => {
  const token = mint(pool);
  const accepted: number[] = [];
  const tried = async (at: number, forged: string) => {
    await verify(forged).then(
      () => accepted.push(at),
      (error: unknown) => expect(error).toBeInstanceOf(InvalidToken),
    );
  };
  // The last character carries bits that no byte of the signature is made of.
  for (let at = 0; at < token.length - 1; at++) {
    const other = token[at] === 'A' ? 'B' : 'A';
    await tried(at, token.slice(0, at) + other + token.slice(at + 1));
    await tried(at, token.slice(0, at) + token.slice(at + 1));
    await tried(at, token.slice(0, at + 1) + token.slice(at));
  }
  expect(token.length).toBeGreaterThan(500);
  expect(accepted).toEqual([]);
});

test.each(LOOKALIKE_GROUPS)('the group %j is no role [AUT-23]', async (group) => {
  expect(await verify(mint(pool, { 'cognito:groups': [group] }))).toMatchObject({ role: 'customer' });
});

describe('a key is not taken, though the pool published it, that', () => {
  const small = { ...pool, key: generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey };
  const odd = { ...pool, key: generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 }).privateKey };
  test.each([
    ['has 1,024 bits', small, {}],
    ['has an exponent of 3', odd, {}],
    ['is for another algorithm', pool, { alg: 'RS512' }],
    ['is for any algorithm', pool, { alg: undefined }],
    ['is for encryption', pool, { use: 'enc' }],
    ['encrypts', pool, { use: undefined, key_ops: ['encrypt'] }],
  ])('%s', async (_, made, more) => {
    await expect(verify(mint(made), [published(made, more)])).rejects.toThrow(InvalidToken);
  });
});
