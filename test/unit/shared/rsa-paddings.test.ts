import { createVerify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InvalidToken } from '../../../functions/shared/http/tokens.ts';
import { mint, type Pool } from '../../support/forged-tokens.ts';
import { paddingsFor, signatureVectors } from '../../support/rsa-paddings.ts';
import { claims, published, standInPool } from '../../support/stand-in-pool.ts';
import { KEYS, PADDED_BEGIN, SIGN_INPUT, signedAs } from '../../support/wycheproof.ts';

const pool: Pool = { key: KEYS.sign, kid: 'kid-rsa-sign', claims };
const keys = [published(pool)];

let groups: Awaited<ReturnType<typeof signatureVectors>>;
let standIn: Awaited<ReturnType<typeof standInPool>>;
beforeAll(async () => {
  groups = await signatureVectors();
  standIn = await standInPool();
}, 300_000);
afterAll(() => standIn.close());

/** Of tokens, those that are taken; the others are refused for being wrong. */
async function takenOf(tokens: readonly (readonly [what: string, token: string])[]): Promise<string[]> {
  const taken: string[] = [];
  for (const [what, token] of tokens) {
    await standIn.verify(token, keys).then(
      () => taken.push(what),
      (error: unknown) => expect(error).toBeInstanceOf(InvalidToken),
    );
  }
  return taken;
}

/** Tokens by the pool's own key that sign this with each of the paddings. */
const tokensOver = (input: string) =>
  paddingsFor(Buffer.from(input), groups).map(
    ({ what, result, bytes }) => ({ what, result, token: signedAs(pool.key, input, bytes) }) as const,
  );

test('RS256 verifies of 259 vectors the 9 valid ones, and not the one that is acceptable to some [AUT-15]', () => {
  const vectors = groups.flatMap(({ publicKeyPem, tests }) => tests.map((vector) => ({ ...vector, publicKeyPem })));
  // As the verifier's library calls it.
  const verified = vectors.filter(({ publicKeyPem, msg, sig }) =>
    createVerify('RSA-SHA256')
      .update(Buffer.from(msg, 'hex'))
      .verify({ key: publicKeyPem, dsaEncoding: 'ieee-p1363' }, Buffer.from(sig, 'hex').toString('base64'), 'base64'),
  );
  expect(vectors).toHaveLength(259);
  expect(vectors.filter(({ result }) => result === 'acceptable').map(({ comment }) => comment)).toEqual([
    'Missing NULL in the ASN encoding',
  ]);
  expect(verified).toEqual(vectors.filter(({ result }) => result === 'valid'));
  expect(verified).toHaveLength(9);
});

describe('of tokens with another padding under their signature [AUT-15]', () => {
  test('those of Wycheproof are made again, all 213, and none is taken', async () => {
    const made = tokensOver(SIGN_INPUT).map(({ what, token }) => [what, token] as const);
    const wanted = new Set(PADDED_BEGIN);
    const theirs = made.filter(([, token]) => wanted.has(token.slice(SIGN_INPUT.length + 1).slice(0, 8)));
    expect(wanted.size).toBe(213);
    expect(theirs).toHaveLength(213);
    expect(await takenOf(theirs)).toEqual([]);
  });

  test('and all that a token of ours says, only the right padding is taken', async () => {
    const tokens = tokensOver(mint(pool).split('.', 2).join('.'));
    const right = tokens.filter(({ result }) => result === 'valid').map(({ what }) => what);
    expect(await takenOf(tokens.map(({ what, token }) => [what, token]))).toEqual(right);
    expect(right).toHaveLength(7);
    expect(tokens).toHaveLength(7 + 239);
  });
});
