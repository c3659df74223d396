import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { ActsForAnother, NotYours, PermissionDenied } from '../domain-error.ts';
import { invocation, withInvocation } from '../invocation.ts';
import type { ApiPorts, Caller, Refusal } from './api-ports.ts';
import { ForgedRequest } from './browser-session.ts';
import { permissionsOf } from './permissions.ts';
import type { Headers } from './request-input.ts';
import { looksUpUser, type Route } from './route.ts';
import { type Identity, InvalidToken, type Tokens } from './tokens.ts';

/** Who acts: the signed-in, a service, the machine whose signature the use case checks, or somebody of whom nothing is known. */
export function actorOf(
  { access, operationId }: Route,
  event: APIGatewayProxyEventV2,
  caller: Caller | undefined,
): string {
  if (caller) return caller.userId;
  if (access.kind === 'service') return `service:${serviceOf(event)}`;
  return access.kind === 'signed' ? `system:${operationId}` : 'anonymous';
}

/** The ARN of the role whose signature API Gateway has checked. */
const serviceOf = (event: APIGatewayProxyEventV2): string | undefined =>
  (event.requestContext as { authorizer?: { iam?: { userArn?: string } } }).authorizer?.iam?.userArn;

/**
 * Who calls, as far as the route's access asks. Throws `InvalidToken` and `PermissionDenied`; what a cookie or a signature over
 * the body says is looked at elsewhere.
 */
export async function callerOf(
  route: Route,
  event: APIGatewayProxyEventV2,
  headers: Headers,
  ports: ApiPorts,
): Promise<Caller | undefined> {
  const { access } = route;
  if (access.kind === 'public' || access.kind === 'signed' || access.kind === 'cookie') return undefined;
  if (access.kind === 'service') {
    // The authorizer stands before this route; without it nobody may pass.
    if (!serviceOf(event)) throw new PermissionDenied();
    return undefined;
  }
  if (access.kind === 'optional' && headers['authorization'] === undefined) return undefined;
  const identity = await identify(headers['authorization'], ports.tokens as Tokens);
  const { userId, signInId } = identity;
  const claimed = permissionsOf(identity.role);
  if (access.kind === 'customer' && !looksUpUser(access)) return { ...identity, permissions: claimed };
  // Who claims nothing beyond a customer need not be looked up.
  if (access.kind === 'optional' && claimed.length === 0) return { ...identity, permissions: claimed };
  const user = await ports.users?.current(userId);
  if (!user || user.disabled) throw new InvalidToken();
  if (access.kind === 'customer') return { ...identity, permissions: claimed };
  const permissions = permissionsOf(user.role);
  if (access.kind === 'optional') {
    return { userId, signInId, role: user.role, permissions: user.role === identity.role ? permissions : [] };
  }
  if (user.role !== identity.role || !permissions.includes(access.permission)) throw new PermissionDenied(userId);
  return { userId, signInId, role: user.role, permissions };
}

function identify(authorization: string | undefined, tokens: Tokens): Promise<Identity> {
  const token = /^Bearer ([A-Za-z0-9._~+/=-]+)$/i.exec(authorization ?? '')?.[1];
  if (!token) throw new InvalidToken();
  return tokens.verify(token);
}

/** What a refusal was, in the trail's words; most are none. */
function refusalKind(error: unknown): Refusal['kind'] | undefined {
  if (error instanceof NotYours || error instanceof ActsForAnother || error instanceof ForgedRequest) {
    return 'unauthorized-access';
  }
  if (error instanceof InvalidToken) return 'token-rejected';
  return error instanceof PermissionDenied ? 'permission-denied' : undefined;
}

/** Tells the security trail what was refused, if that is what the error means. */
export async function recordRefusal(
  error: unknown,
  { operationId }: Route,
  caller: Caller | undefined,
  headers: Headers,
  sourceIp: string,
  { trail }: ApiPorts,
): Promise<void> {
  const kind = refusalKind(error);
  if (!kind || !trail) return;
  const userId = caller?.userId ?? (error instanceof PermissionDenied ? error.userId : undefined);
  await withInvocation({ ...invocation(), actor: userId ?? 'anonymous' }, () =>
    trail.refused({ kind, operationId, userId, sourceIp, userAgent: headers['user-agent'] }),
  );
}
