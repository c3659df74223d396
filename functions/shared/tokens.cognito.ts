import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { KidNotFoundInJwksError } from 'aws-jwt-verify/error';
import type { Jwks } from 'aws-jwt-verify/jwk';
import { DomainError } from './domain-error.ts';
import { roleOf } from './permissions.ts';
import { InvalidToken, type Tokens } from './tokens.ts';

/**
 * API Gateway's authorizer has looked at the token already; it cannot tell an ID token from an access token and
 * leaves other gaps, so signature, issuer, expiry, `token_use` and client are checked again here.
 */
export function cognitoTokens(options: { userPoolId: string; clientId: string }): Tokens {
  const verifier = CognitoJwtVerifier.create({ ...options, tokenUse: 'access' });
  const region = options.userPoolId.split('_')[0];
  const origin = process.env['AWS_ENDPOINT_URL'] ?? `https://cognito-idp.${region}.amazonaws.com`;
  let keys: Promise<void> | undefined;
  const loadKeys = async () => {
    const answer = await fetch(new URL(`/${options.userPoolId}/.well-known/jwks.json`, origin), {
      signal: AbortSignal.timeout(3_000),
    });
    if (!answer.ok) throw new Error(`The user pool's keys answered ${answer.status}`);
    verifier.cacheJwks((await answer.json()) as Jwks);
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
    await keysLoaded();
    try {
      return verifier.verifySync(token);
    } catch (error) {
      if (!(error instanceof KidNotFoundInJwksError)) throw error;
      keys = undefined;
      await keysLoaded();
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
