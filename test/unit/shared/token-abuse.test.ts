import { generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { InvalidToken } from '../../../functions/shared/http/tokens.ts';
import { forgedTokens, LOOKALIKE_GROUPS, mint, type Pool, signed } from '../../support/forged-tokens.ts';
import { claims, published, standInPool } from '../../support/stand-in-pool.ts';

vi.hoisted(() => vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT'));

const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const pool: Pool = { key: rsa(), kid: 'key-of-the-pool', claims };

let standIn: Awaited<ReturnType<typeof standInPool>>;
beforeAll(async () => {
  standIn = await standInPool();
});
afterAll(() => standIn.close());

/** Verifies by a pool that publishes these keys. */
const verify = (token: string, keys: readonly unknown[] = [published(pool)]) => standIn.verify(token, keys);

test('a token of the pool speaks for its user [AUT-15]', async () => {
  const admin = mint(pool, { 'cognito:groups': ['staff', 'admin'] });
  expect(await verify(admin)).toEqual({ userId: 'usr_01', role: 'admin', expiresAt: claims['exp'] });
  expect(await verify(mint(pool))).toMatchObject({ role: 'customer' });
});

describe('a token is refused that has [AUT-15]', () => {
  const [head] = mint(pool).split('.');
  const list = Buffer.from(JSON.stringify([claims])).toString('base64url');
  test.each([
    ...forgedTokens(pool),
    ['a list for a payload under a good signature', signed(pool.key, `${head}.${list}`)] as const,
    ['nothing at all', ''] as const,
  ])('%s', async (_, token) => {
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
  for (let at = 0; at < token.length; at++) {
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

test('of all that a signature can be named, made and published as, RS256 throughout is taken alone [AUT-15]', async () => {
  const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'];
  const accepted: string[] = [];
  for (const named of algorithms) {
    for (const made of algorithms) {
      const token = mint(pool, {}, { alg: named }, { as: made });
      for (const alg of algorithms) {
        await verify(token, [published(pool, { alg })]).then(
          () => accepted.push(`${named} ${made} ${alg}`),
          (error: unknown) => expect(error).toBeInstanceOf(InvalidToken),
        );
      }
    }
  }
  expect(accepted).toEqual(['RS256 RS256 RS256']);
});

describe('a key is not taken, though the pool published it, that', () => {
  const small = { ...pool, key: generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey };
  const large = { ...pool, key: generateKeyPairSync('rsa', { modulusLength: 2056 }).privateKey };
  const odd = { ...pool, key: generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 }).privateKey };
  test.each([
    ['has 1,024 bits', small, {}],
    ['has 2,056 bits', large, {}],
    ['has an exponent of 3', odd, {}],
    ['is for any algorithm', pool, { alg: undefined }],
    ['is for encryption', pool, { use: 'enc' }],
    ['encrypts', pool, { use: undefined, key_ops: ['encrypt'] }],
    ['shows its private half', pool, pool.key.export({ format: 'jwk' })],
  ])('%s', async (_, made, more) => {
    await expect(verify(mint(made), [published(made, more)])).rejects.toThrow(InvalidToken);
  });
});

describe('the keys of the pool', () => {
  const stranger = (n: number) => mint({ ...pool, kid: `nobody's ${n}` });

  /** One verifier under a clock of its own, how often it asked the pool, and ten who name keys that the pool never had. */
  async function longLived() {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    standIn.publish([published(pool)]);
    const tokens = standIn.tokens();
    const before = standIn.asked();
    return {
      tokens,
      asked: () => standIn.asked() - before,
      tenStrangers: async () => {
        for (let n = 0; n < 10; n++) await expect(tokens.verify(stranger(n))).rejects.toThrow(InvalidToken);
      },
    };
  }
  afterEach(() => vi.useRealTimers());

  test('are asked for once a minute at most, however many name a key that there is not [AUT-15, AUT-21]', async () => {
    const { tokens, asked, tenStrangers } = await longLived();
    await tenStrangers();
    expect(asked()).toBe(1);
    vi.setSystemTime(Date.now() + 60_000);
    await tenStrangers();
    expect(asked()).toBe(2);
    await tokens.verify(mint(pool));
    expect(asked()).toBe(2);
  });

  test('are asked for again, so that one which is new is known within a minute [AUT-15, AUT-21]', async () => {
    const { tokens, asked } = await longLived();
    await tokens.verify(mint(pool));
    const next: Pool = { ...pool, key: rsa(), kid: 'next key of the pool' };
    standIn.publish([published(pool), published(next)]);
    vi.setSystemTime(Date.now() + 60_000);
    expect(await tokens.verify(mint(next))).toMatchObject({ userId: 'usr_01' });
    expect(asked()).toBe(2);
  });

  test('are the ones that are known while the pool does not answer, and nobody asks it for more [AUT-15, AUT-21]', async () => {
    const { tokens, asked, tenStrangers } = await longLived();
    await tokens.verify(mint(pool));
    standIn.publish(undefined);
    vi.setSystemTime(Date.now() + 60_000);
    await tenStrangers();
    expect(asked()).toBe(2);
    expect(await tokens.verify(mint(pool))).toMatchObject({ userId: 'usr_01' });
  });
});
