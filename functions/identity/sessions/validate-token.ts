import type { Request } from '../../shared/http/api.ts';
import type { LiveUsers, SecurityTrail } from '../../shared/http/api-ports.ts';
import { permissionsOf } from '../../shared/http/permissions.ts';
import { type Identity, InvalidToken, type Tokens } from '../../shared/http/tokens.ts';
import type { ValidateToken } from './contract.ts';

/** What is said of whatever is no good token; what is wrong with it stays with us. */
const WORTHLESS = { valid: false, userId: null, permissions: [], expiresAt: null };

/**
 * What an access token is worth now: whom it speaks for, until when (RFC 3339, UTC), and which of the permissions asked for
 * it carries. A role that the user has no more carries none. A token that is none, or whose user is disabled or gone, is an
 * answer and no error; the security trail is told.
 */
export const validateToken =
  ({ tokens, users, trail }: { readonly tokens: Tokens; readonly users: LiveUsers; readonly trail: SecurityTrail }) =>
  async ({ body: { token, permissions: asked }, sourceIp, userAgent }: Request<typeof ValidateToken>) => {
    const identity = await identityOf(tokens, token);
    const user = identity && (await users.current(identity.userId));
    if (!identity || !user || user.disabled) {
      const refused = { kind: 'token-rejected', operationId: 'validateToken', userId: identity?.userId } as const;
      await trail.refused({ ...refused, sourceIp, userAgent });
      return WORTHLESS;
    }
    const carried: readonly string[] = user.role === identity.role ? permissionsOf(user.role) : [];
    const permissions = asked.filter((permission) => carried.includes(permission));
    return {
      valid: permissions.length === asked.length,
      userId: identity.userId,
      permissions,
      expiresAt: new Date(identity.expiresAt * 1000).toISOString(),
    };
  };

async function identityOf(tokens: Tokens, token: string): Promise<Identity | undefined> {
  try {
    return await tokens.verify(token);
  } catch (error) {
    if (error instanceof InvalidToken) return undefined;
    throw error;
  }
}
