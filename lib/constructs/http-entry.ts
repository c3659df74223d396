import type { HttpApi, IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { contractOf } from '../../functions/contracts.ts';
import { looksUpUser, type Route } from '../../functions/shared/http/route.ts';
import type { Holdings } from './access.ts';
import { ContextFunction, type ContextFunctionProps, type Foundation } from './context-function.ts';
import { HttpRoutes } from './http-routes.ts';

type AccessKind = Route['access']['kind'];

/** Where the function itself verifies a token. */
const VERIFIES_TOKENS: readonly AccessKind[] = ['customer', 'optional', 'permission'];
/** Where a refusal says something about somebody. */
const RECORDS_REFUSALS: readonly AccessKind[] = ['customer', 'optional', 'permission', 'cookie', 'service'];

export interface HttpEntryProps extends Omit<ContextFunctionProps, 'refusals'> {
  readonly foundation: Foundation &
    Holdings & { readonly api: HttpApi; readonly authorizer?: IHttpRouteAuthorizer; readonly edgeKey?: ISecret };
  /** The routes of the entry's table, and no others. Without it: every route of the context's contract. */
  readonly routes?: readonly Route[];
}

/**
 * An HTTP entry: the function with its routes. What every entry with such routes needs follows from who may call them: the
 * authorizer, the user pool to verify tokens, the user behind a token, the trail of refusals.
 */
export class HttpEntry extends ContextFunction {
  constructor(scope: Construct, id: string, props: HttpEntryProps) {
    const { foundation, tables = {}, userPool } = props;
    const routes = props.routes ?? contractOf(props.context).routes;
    const asks = (kinds: readonly AccessKind[]) => routes.some(({ access }) => kinds.includes(access.kind));
    const identity = new Set([
      ...(tables.identity ?? []),
      ...(routes.some(({ access }) => looksUpUser(access)) ? (['BatchGetItem'] as const) : []),
    ]);
    super(scope, id, {
      ...props,
      environment: { ...props.environment, ...(foundation.edgeKey ? edgeKeys(foundation.edgeKey) : {}) },
      tables: { ...tables, ...(identity.size > 0 ? { identity: [...identity] } : {}) },
      ...(asks(VERIFIES_TOKENS) ? { userPool: userPool ?? [] } : {}),
      // Whoever may put anything there needs no leave to put refusals.
      refusals: asks(RECORDS_REFUSALS) && !identity.has('PutItem'),
    });
    const { api, authorizer } = foundation;
    new HttpRoutes(scope, `${id}Routes`, { api, function: this, routes, ...(authorizer ? { authorizer } : {}) });
  }
}

/** The keys themselves, as the edge has them: a look-up on each start would cost more than they protect, which is a count. */
const edgeKeys = (secret: ISecret) => ({
  EDGE_KEY: secret.secretValueFromJson('current').unsafeUnwrap(),
  EDGE_KEY_BEFORE: secret.secretValueFromJson('previous').unsafeUnwrap(),
});
