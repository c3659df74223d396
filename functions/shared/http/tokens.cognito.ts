import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { KidNotFoundInJwksError } from 'aws-jwt-verify/error';
import type { Jwk } from 'aws-jwt-verify/jwk';
import type { JwtPayload } from 'aws-jwt-verify/jwt-model';
import { DomainError } from '../domain-error.ts';
import { log } from '../observability.ts';
import { roleOf } from './permissions.ts';
import { poolKeys } from './pool-keys.https.ts';
import { InvalidToken, type Tokens } from './tokens.ts';

/** Bits of the RSA keys that user pools sign with. */
const KEY_BITS = 2_048;

/**
 * As a user pool makes its keys: RS256, 65537 as exponent, for signatures alone, the private half kept. The verifier
 * itself takes weaker ones.
 */
function isKeyOfAPool({
  kty,
  alg,
  use = 'sig',
  key_ops: uses = ['verify'],
  e,
  n,
  d,
}: Jwk & { key_ops?: unknown; d?: unknown }): boolean {
  const bits =
    Buffer.from(n ?? '', 'base64url')
      .toString('hex')
      .replace(/^0+/, '').length * 4;
  const verifies = Array.isArray(uses) && uses.includes('verify');
  const isStrong = e === 'AQAB' && bits === KEY_BITS && d === undefined;
  return kty === 'RSA' && alg === 'RS256' && use === 'sig' && verifies && isStrong;
}

/** Base64url spells bytes in one way (RFC 7515): nothing fills them up, and no bit is set that no byte is made of. */
function assertSpelledAsMade(token: string): void {
  const isAsMade = (part: string) => Buffer.from(part, 'base64url').toString('base64url') === part;
  if (!token.split('.').every(isAsMade)) throw new Error('is another spelling of a token');
}

/** Refuses what the verifier overlooks: a token without an end, without a user, or with a header that it had to heed. */
function assertMadeByAPool({ header, payload, jwk }: { header: object; payload: JwtPayload; jwk: Jwk }): void {
  const { exp, username, 'cognito:groups': groups = [] } = payload;
  if (!isKeyOfAPool(jwk)) throw new Error('signed by a key that no pool makes');
  if ('crit' in header) throw new Error('asks for extensions that nobody here knows');
  if (typeof exp !== 'number') throw new Error('never expires');
  if (typeof username !== 'string' || username === '') throw new Error('names no user');
  // In a string, `includes` would find an admin in every superadmin.
  if (!Array.isArray(groups)) throw new Error('names no list of groups');
}

/** The pool's keys are asked for again at most this often, answered or not; it changes them about never. */
const RELOAD_MS = 60_000;

/**
 * API Gateway's authorizer has looked at the token already; it cannot tell an ID token from an access token and
 * leaves other gaps, so signature, issuer, expiry, `token_use` and client are checked again here.
 */
export function cognitoTokens(options: { userPoolId: string; clientId: string }): Tokens {
  const verifier = CognitoJwtVerifier.create({
    ...options,
    tokenUse: 'access',
    customJwtCheck: assertMadeByAPool,
  });
  const region = options.userPoolId.split('_')[0];
  const origin = process.env['AWS_ENDPOINT_URL'] ?? `https://cognito-idp.${region}.amazonaws.com`;
  let keys: Promise<void> | undefined;
  let askedAt = 0;
  const loadKeys = async () => {
    askedAt = Date.now();
    verifier.cacheJwks(await poolKeys(new URL(`/${options.userPoolId}/.well-known/jwks.json`, origin)));
  };
  const keysLoaded = () => {
    keys ??= loadKeys().catch((error: unknown) => {
      keys = undefined;
      throw new DomainError('unavailable', 'sign-in-unavailable', 'Signing in is not possible right now.', {
        cause: error,
        retryAfter: 5,
      });
    });
    return keys;
  };
  const claims = async (token: string) => {
    assertSpelledAsMade(token);
    await keysLoaded();
    try {
      return verifier.verifySync(token);
    } catch (error) {
      // Anybody can name a key that there is not: the pool is asked again, but not by each of them.
      if (!(error instanceof KidNotFoundInJwksError) || Date.now() - askedAt < RELOAD_MS) throw error;
      await loadKeys().catch((failure: unknown) => log.error('the keys that are known have to do', failure));
      return verifier.verifySync(token);
    }
  };
  return {
    async verify(token) {
      try {
        const verified = await claims(token);
        return {
          userId: verified.username,
          role: roleOf(verified['cognito:groups'] ?? []),
          signInId: typeof verified['origin_jti'] === 'string' ? verified['origin_jti'] : undefined,
          expiresAt: verified.exp,
        };
      } catch (error) {
        if (error instanceof DomainError) throw error;
        throw new InvalidToken(error);
      }
    },
  };
}
