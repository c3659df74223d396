import {
  type HttpApi,
  type HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { type Route, servedKeysOf } from '../../functions/shared/http/route.ts';
import type { ContextFunction } from './context-function.ts';

export interface HttpRoutesProps {
  readonly api: HttpApi;
  readonly function: ContextFunction;
  readonly routes: readonly Route[];
  /** Stands before every route whose contract asks for a caller. */
  readonly authorizer?: IHttpRouteAuthorizer;
}

/** The routes of one entry, aliases and HEAD included, all on one integration with one invoke permission. */
export class HttpRoutes extends Construct {
  constructor(scope: Construct, id: string, props: HttpRoutesProps) {
    super(scope, id);
    const integration = new HttpLambdaIntegration('Integration', props.function, { scopePermissionToRoute: false });
    for (const route of props.routes) {
      const authorizer = authorizerOf(route, props.authorizer);
      for (const key of servedKeysOf(route)) {
        const [method = '', path = ''] = key.split(' ');
        // Here and not in the API's own stack, which would then depend on the function's.
        new HttpRoute(this, key.replaceAll('/', ':'), {
          httpApi: props.api,
          routeKey: HttpRouteKey.with(path, method as HttpMethod),
          integration,
          authorizer,
        });
      }
    }
  }
}

/** What stands before a route. What the handler verifies itself (an optional token, a cookie, a signature) has none. */
function authorizerOf({ access, operationId }: Route, users: IHttpRouteAuthorizer | undefined): IHttpRouteAuthorizer {
  switch (access.kind) {
    case 'public':
    case 'optional':
    case 'cookie':
    case 'signed':
      return new HttpNoneAuthorizer();
    case 'service':
      return new HttpIamAuthorizer();
    case 'customer':
    case 'permission':
      if (!users) throw new Error(`${operationId} needs an authorizer`);
      return users;
  }
}
