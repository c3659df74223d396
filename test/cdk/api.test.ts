import { Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { describe, expect, test } from 'vitest';
import { isThrottled, type Route, routeKeysOf, servedKeysOf } from '../../functions/shared/http/route.ts';
import { stages } from '../../lib/config.ts';
import type { ContextFunction } from '../../lib/constructs/context-function.ts';
import { HttpRoutes } from '../../lib/constructs/http-routes.ts';
import { documentOfEverySpelling } from '../../tools/openapi.ts';
import { assemblyOf, type Resource } from '../support/assembly.ts';
import { contracts } from '../support/contracts.ts';

const config = stages.dev;
const app = await assemblyOf(config);
const apis = app.of('AWS::ApiGatewayV2::Api');
const authorizers = new Map(app.of('AWS::ApiGatewayV2::Authorizer').map((authorizer) => [authorizer.ref, authorizer]));
const functions = new Map(app.of('AWS::Lambda::Function').map((fn) => [`${fn.ref.slice(0, -1)}.Arn}`, fn]));
const integrations = new Map(app.of('AWS::ApiGatewayV2::Integration').map((one) => [one.ref, one]));

const routesOf = (api: Resource | undefined) =>
  app.of('AWS::ApiGatewayV2::Route').filter(({ properties }) => properties.ApiId === api?.ref);
const shop = apis.find(({ properties }) => properties.Name === `printverse-${config.stage}`);

/** Who serves a route key: `printverse-dev-orders-http`. */
const servedBy = (route: Resource): string => {
  const integration = integrations.get(String(route.properties.Target).replace(/^integrations\//, ''));
  return String(functions.get(String(integration?.properties.IntegrationUri))?.properties.FunctionName);
};

interface Operation {
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly responses: Readonly<Record<string, { readonly headers?: Readonly<Record<string, unknown>> }>>;
}

const all = (await contracts()).filter(({ context }) => context !== 'sandbox-gateway');

test('every route of every contract is deployed, aliases and HEAD of every GET included, and nothing else but the answer to the rest', () => {
  const promised = all.flatMap(({ routes }) => routes.flatMap(servedKeysOf));
  const deployed = routesOf(shop).map(({ properties }) => String(properties.RouteKey));
  expect(promised.length).toBeGreaterThan(20);
  expect(deployed.toSorted()).toEqual([...promised, '$default'].toSorted());
});

/** What stands before a route, by what its operation asks for; a cookie and a signature are looked at behind it. */
const guardOf = (security: readonly Readonly<Record<string, unknown>>[]): string => {
  const [schemes, ...others] = security.map(Object.keys);
  if (others.length > 0) return 'NONE';
  if (schemes?.includes('accessToken')) return 'JWT';
  return schemes?.includes('role') ? 'AWS_IAM' : 'NONE';
};

test('the deployed routes and the documented operations are the same, behind the same guards [AUT-23, BFF-10]', () => {
  const paths = Object.entries(documentOfEverySpelling().paths ?? {}) as [string, Record<string, Operation>][];
  const documented = paths.flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security }]) => `${method.toUpperCase()} ${path}: ${guardOf(security)}`),
  );
  const deployed = routesOf(shop)
    // HEAD goes without saying: every GET answers it.
    .filter(({ properties }) => !/^(HEAD |[$]default$)/.test(String(properties.RouteKey)))
    .map(({ properties }) => `${properties.RouteKey}: ${properties.AuthorizationType}`);
  expect(deployed.toSorted()).toEqual(documented.toSorted());
});

test('every route is served by a function of the context whose contract promises it', () => {
  const wrong = all.flatMap(({ context, routes }) =>
    routes
      .flatMap(servedKeysOf)
      .map((key) => ({
        key,
        server: servedBy(routesOf(shop).find(({ properties }) => properties.RouteKey === key) as Resource),
      }))
      .filter(({ server }) => !server.startsWith(`printverse-${config.stage}-${context}-`)),
  );
  expect(wrong).toEqual([]);
});

describe('access [AUT-23]', () => {
  const access = all.flatMap(({ routes }) =>
    routes.flatMap((route) => servedKeysOf(route).map((key) => [key, route.access.kind] as const)),
  );

  test.each(access)('%s (%s) stands behind the token check exactly when it asks for a caller', (key, kind) => {
    const { properties } = routesOf(shop).find((route) => route.properties.RouteKey === key) ?? { properties: {} };
    if (kind === 'customer' || kind === 'permission') {
      expect(properties.AuthorizationType).toBe('JWT');
      expect(authorizers.get(properties.AuthorizerId)?.properties.AuthorizerType).toBe('JWT');
    } else {
      expect(properties.AuthorizationType).toBe(kind === 'service' ? 'AWS_IAM' : 'NONE');
      expect(properties.AuthorizerId).toBeUndefined();
    }
  });

  test('routes of staff and routes of machines that sign are never served by a customer’s function', () => {
    const audience = new Map<string, Set<string>>();
    for (const [key, kind] of access) {
      const route = routesOf(shop).find(({ properties }) => properties.RouteKey === key);
      const name = servedBy(route as Resource);
      const seen = audience.get(name) ?? new Set();
      audience.set(name, seen.add(['public', 'optional', 'cookie'].includes(kind) ? 'customer' : kind));
    }
    expect([...audience].filter(([, kinds]) => kinds.size > 1).map(([name]) => name)).toEqual([]);
  });

  test('a route that does not say who may call it does not compile, and is not synthesised either [AUT-21, AUT-23]', () => {
    // @ts-expect-error There is no default: this is the slip that must not pass.
    const open: Route = {
      operationId: 'listSecrets',
      method: 'GET',
      path: '/secrets',
      tag: 'Planted',
      summary: 'Nobody has said who may see them',
      success: { status: 200, description: 'All of them' },
      problems: [],
    };
    const { api, contextFunction } = { api: {} as HttpApi, contextFunction: {} as ContextFunction };
    const wired = () => new HttpRoutes(new Stack(), 'Routes', { api, function: contextFunction, routes: [open] });
    expect(wired).toThrow(TypeError);
  });

  test('tokens are those of our own pool and client, read from the Authorization header', () => {
    const clients = app.of('AWS::Cognito::UserPoolClient').map(({ ref }) => ref);
    expect(authorizers.size).toBe(1);
    for (const { properties } of authorizers.values()) {
      expect(properties.IdentitySource).toEqual(['$request.header.Authorization']);
      expect(properties.JwtConfiguration.Audience).toEqual(clients);
      expect(properties.JwtConfiguration.Issuer).toMatch(/^https:\/\/cognito-idp\..*\/\{PrintVerse-dev-Platform\//);
    }
  });
});

test('every API deploys by itself, and is throttled [BFF-04]', () => {
  const named = app.of('AWS::ApiGatewayV2::Stage').map(({ properties }) => properties);
  expect(named).toHaveLength(apis.length);
  for (const { StageName, AutoDeploy, DefaultRouteSettings } of named) {
    expect({ StageName, AutoDeploy }).toEqual({ StageName: '$default', AutoDeploy: true });
    expect(DefaultRouteSettings).toMatchObject({
      ThrottlingRateLimit: config.throttle.rate,
      ThrottlingBurstLimit: config.throttle.burst,
    });
  }
});

test('every API notes of each request what came of it, and why a token was refused, but nothing about who asked [BFF-04]', () => {
  for (const { properties } of app.of('AWS::ApiGatewayV2::Stage')) {
    const noted = JSON.parse(properties.AccessLogSettings.Format) as Readonly<Record<string, string>>;
    expect(Object.values(noted)).toContain('$context.authorizer.error');
    expect(Object.values(noted).join(' ')).not.toMatch(/identity|claims|sourceIp|userAgent|\.path|header/);
  }
});

describe('a page of another origin', () => {
  const cors = shop?.properties.CorsConfiguration;
  const { paths } = JSON.parse(JSON.stringify(documentOfEverySpelling())) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  };
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  const inSmall = (names: Iterable<string>) => [...new Set(names)].map((name) => name.toLowerCase());

  test('may ask the shop where the stage lists it, and nobody else’s page may [BFF-05]', () => {
    expect(cors.AllowOrigins).toEqual(config.origins);
    expect(cors.AllowOrigins).not.toContain('*');
    // With credentials a browser takes `*` for the name of a method.
    expect(cors.AllowCredentials).toBe(true);
    expect(new Set(cors.AllowMethods)).toEqual(new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']));
  });

  test('may send every header that an operation takes, and read every one that an answer has for it [BFF-05]', () => {
    const asked = operations.flatMap(({ parameters = [] }) =>
      parameters.filter((parameter) => parameter.in === 'header').map(({ name }) => name),
    );
    expect(cors.AllowHeaders).toEqual(
      expect.arrayContaining([...inSmall(asked), 'authorization', 'content-type', 'x-csrf-token', 'x-correlation-id']),
    );
    const answered = operations.flatMap(({ responses }) =>
      Object.values(responses).flatMap(({ headers = {} }) => Object.keys(headers)),
    );
    // No page may see cookies, and a browser keeps to itself how to sign in.
    const kept = ['set-cookie', 'www-authenticate'];
    expect(cors.ExposeHeaders).toEqual(
      expect.arrayContaining(inSmall(answered).filter((name) => !kept.includes(name))),
    );
    expect([asked.length, answered.length].every((count) => count > 10)).toBe(true);
  });

  test('finds none where a stage lists none [BFF-05]', async () => {
    const closed = await assemblyOf({ ...config, origins: [] });
    const configured = closed.of('AWS::ApiGatewayV2::Api').map(({ properties }) => properties.CorsConfiguration);
    expect(configured.filter(Boolean)).toEqual([]);
  });
});

test('every route where somebody may guess or has mails sent has a throttle of its own, under every name, from the first deployment on [BFF-04]', () => {
  const limited = all.flatMap(({ routes }) => routes.filter(isThrottled)).flatMap(routeKeysOf);
  const stage = app.of('AWS::ApiGatewayV2::Stage').find(({ properties }) => properties.ApiId === shop?.ref);
  const { rate, burst } = config.throttle.credentials;
  const mailing = ['/auth/register', '/users', '/auth/verify-email/resend', '/bff/auth/forgot-password'];
  expect(limited).toEqual(expect.arrayContaining([...mailing.map((path) => `POST ${path}`), 'POST /auth/login']));
  expect(stage?.properties.RouteSettings).toEqual(
    Object.fromEntries(limited.map((key) => [key, { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst }])),
  );
  // A stage that names a route before there is one is refused.
  const made = new Map(routesOf(shop).map(({ properties, id }) => [String(properties.RouteKey), id]));
  expect(limited.filter((key) => !stage?.dependsOn.includes(made.get(key) ?? key))).toEqual([]);
});

test('the sandbox gateway is a service of its own: its API shares no function with the shop', () => {
  const gateway = apis.find(({ properties }) => properties.Name === `printverse-${config.stage}-sandbox-gateway`);
  expect(routesOf(gateway).length).toBeGreaterThan(0);
  const names = new Set(routesOf(gateway).map(servedBy));
  for (const name of names) expect(name).toMatch(/^printverse-dev-sandbox-gateway-/);
});
