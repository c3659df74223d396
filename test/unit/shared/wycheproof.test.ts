import { constants, createPublicKey, type KeyObject, sign, verify as verifySignature } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InvalidToken } from '../../../functions/shared/http/tokens.ts';
import { mint, type Pool } from '../../support/forged-tokens.ts';
import { claims, published, standInPool } from '../../support/stand-in-pool.ts';
import {
  BROUGHT,
  BROUGHT_TOKEN,
  CURVE,
  CURVE_TOKEN,
  KEYS,
  OPEN_KEY,
  openToken,
  PSS,
  SECRET,
  SHAPES,
  VECTORS,
  withHmac,
} from '../../support/wycheproof.ts';

let standIn: Awaited<ReturnType<typeof standInPool>>;
beforeAll(async () => {
  standIn = await standInPool();
});
afterAll(() => standIn.close());

describe('the vectors are the published ones:', () => {
  const begun = VECTORS.filter(({ begins }) => begins !== undefined);
  test.each(begun)('the signature of $name begins as theirs', ({ token, begins }) => {
    expect(token.split('.')[2]).toMatch(new RegExp(`^${begins}`));
  });

  test('the modulus that needs no key begins and ends as theirs', () => {
    expect(OPEN_KEY.n).toMatch(/^u-SfdHPjFtGm.*oPSlQMP3Zi2QKw$/);
  });

  /** Whether a token was signed by the key, by Node alone. */
  function isSigned(token: string, key: KeyObject, more: object): boolean {
    const at = token.lastIndexOf('.');
    const signature = Buffer.from(token.slice(at + 1), 'base64url');
    return verifySignature('sha256', Buffer.from(token.slice(0, at)), { key, ...more }, signature);
  }
  const ieee = { dsaEncoding: 'ieee-p1363' };
  test.each([
    ['of the curve', CURVE_TOKEN, createPublicKey(CURVE), ieee],
    ['that brings its key along', BROUGHT_TOKEN, createPublicKey({ key: BROUGHT, format: 'jwk' }), ieee],
    [
      'of PSS',
      `${PSS.input}.${PSS.signature}`,
      createPublicKey(KEYS.sha256),
      { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
    ],
  ] as const)('the token %s was signed by its key', (_, token, key, how) => {
    expect(isSigned(token, key, how)).toBe(true);
    expect(isSigned(token.replace(/\.(?=[^.]*$)/, 'A.'), key, how)).toBe(false);
  });
});

describe('a token is refused, though its own key is published, that is Wycheproof’s [AUT-15]', () => {
  test.each(VECTORS)('$name', async ({ token, keys }) => {
    await expect(standIn.verify(token, keys)).rejects.toThrow(InvalidToken);
  });
});

describe('a token as the pool makes them, signed by a key of Wycheproof’s [AUT-15]', () => {
  const pool = (key: KeyObject): Pool => ({ key, kid: 'kid-rsa-sign', claims });
  const [signing, sha384, sha512] = [pool(KEYS.sign), pool(KEYS.sha384), pool(KEYS.sha512)];

  test.each([
    ['by itself', 'JWS 33'],
    ['without a use', 'JWS 259'],
    ['for verifying', 'JWS 349'],
  ] as const)('is accepted where the key is published %s', async (_, shape) => {
    const key = { ...published(signing, { alg: undefined, use: undefined }), ...SHAPES[shape] };
    await expect(standIn.verify(mint(signing), [key])).resolves.toMatchObject({ userId: 'usr_01' });
  });

  const taken = new Set(['JWS 33', 'JWS 259', 'JWS 349']);
  const others = Object.entries(SHAPES).filter(([name]) => !taken.has(name));
  test.each(others)('is refused where the key is published as in %s', async (_, shape) => {
    for (const made of [signing, sha384, sha512]) {
      const key = { ...published(made, { alg: undefined, use: undefined }), ...shape };
      await expect(standIn.verify(mint(made), [key])).rejects.toThrow(InvalidToken);
    }
  });

  test.each([
    ['primes can be guessed', KEYS.roca],
    ['1,024 bits are too few', KEYS.small],
  ])('is refused by a key whose %s', async (_, key) => {
    await expect(standIn.verify(mint(pool(key)), [published(pool(key))])).rejects.toThrow(InvalidToken);
  });

  const inputOf = (alg: string, kid: string) =>
    mint({ ...signing, kid }, {}, { alg })
      .split('.', 2)
      .join('.');

  test('is refused by a key whose exponent is 1', async () => {
    await expect(standIn.verify(openToken(inputOf('RS256', OPEN_KEY.kid)), [OPEN_KEY])).rejects.toThrow(InvalidToken);
  });

  const secret = SECRET.export({ format: 'jwk' });
  const byCurve = (input: string) =>
    `${input}.${sign('sha256', Buffer.from(input), { key: CURVE, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  test.each([
    ['HMAC', withHmac(inputOf('HS256', 'a')), { ...secret, kid: 'a', alg: 'HS256', use: 'sig' }],
    ['HMAC as RSA', withHmac(inputOf('RS256', 'a')), { ...secret, kid: 'a', alg: 'RS256', use: 'sig' }],
    ['a curve', byCurve(inputOf('ES256', 'a')), published({ key: CURVE, kid: 'a' }, { alg: 'ES256' })],
    ['a curve as RSA', byCurve(inputOf('RS256', 'a')), published({ key: CURVE, kid: 'a' })],
    ['a curve of kty RSA', byCurve(inputOf('ES256', 'a')), published({ key: CURVE, kid: 'a' }, { kty: 'RSA' })],
  ])('is refused by a key of %s', async (_, token, key) => {
    await expect(standIn.verify(token, [key])).rejects.toThrow(InvalidToken);
  });

  test('is refused by the second of two keys of one name', async () => {
    const keys = [published(sha384), published(signing)];
    await expect(standIn.verify(mint(sha384), keys)).resolves.toMatchObject({ userId: 'usr_01' });
    await expect(standIn.verify(mint(signing), keys)).rejects.toThrow(InvalidToken);
  });
});
