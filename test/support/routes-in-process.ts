import type { ApiPorts } from '../../functions/shared/api-ports.ts';
import { type Route, routeKey } from '../../functions/shared/contract.ts';
import { api, on, type Request } from '../../functions/shared/http.ts';
import { exampleOf } from '../../local/examples.ts';
import { openApiDocument } from '../../local/openapi.ts';
import { send } from './pipeline.ts';

export type Json = Readonly<Record<string, unknown>>;
export type Path = readonly (string | number)[];

interface Operation {
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly required?: boolean;
    readonly schema: Json;
  }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Json; readonly example?: unknown }>>;
  };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly example?: unknown }>> }>
  >;
}

/** A request as its contract shows it by examples. */
export interface SampleRequest {
  readonly body: unknown;
  readonly query: Readonly<Record<string, string>>;
  readonly params: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** A route under one of its names, with a request that it takes and all that it could be asked. */
export interface NamedRoute {
  readonly name: string;
  readonly route: Route;
  readonly sample: SampleRequest;
  /** Where a body has a value, optional ones too. Empty without a JSON body. */
  readonly fields: readonly Path[];
  /** Where a body has an object, and the names that it may have there; undefined where any will do. */
  readonly objects: readonly { readonly at: Path; readonly known: readonly string[] | undefined }[];
  /** A body, the sample's unless given, with another value at a place; what is missing on the way is made up by the schema. */
  with(at: Path, value: unknown, body?: unknown): unknown;
  /** Names of the query’s parameters. */
  readonly queries: readonly string[];
  /** Sends it through the pipeline; the use case behind it answers its contract’s example. */
  ask(request?: Partial<SampleRequest> & { readonly raw?: string }): Promise<Answered>;
}

export type Answered = Awaited<ReturnType<typeof send>>;

const ADMIN = { userId: 'usr_01KAK0V5T2M3N4P5Q6R7S8T9VW', role: 'admin', expiresAt: 0, signInId: undefined } as const;

/** Lets everybody in, as an admin, and remembers nothing. */
const openDoors: ApiPorts = {
  tokens: { verify: async () => ADMIN },
  users: { current: async () => ({ role: 'admin', disabled: false }) },
  trail: { refused: async () => {} },
  browsers: { origins: ['https://shop.example.com'], csrfBelongs: async () => true },
  attempts: { take: async () => async () => {} },
  replies: { find: async () => undefined, keep: () => ({ kind: 'delete', table: 'none', key: { pk: '', sk: '' } }) },
  apiUrl: 'https://api.example.com',
};

const SIGNED_IN = { authorization: 'Bearer token', cookie: '__Host-refresh=session', 'x-csrf-token': 'csrf' };

/** What stands around a route instead of open doors, and what its use case does before it answers. */
export interface Circumstances extends ApiPorts {
  readonly before?: (request: Request, route: Route) => unknown;
}

/** Every name of every route, each with its own pipeline. In: routes as contracts declare them. */
export function routesInProcess(routes: readonly Route[], circumstances: Circumstances = {}): NamedRoute[] {
  const { paths, components } = JSON.parse(JSON.stringify(openApiDocument(routes))) as {
    paths: Record<string, Record<string, Operation>>;
    components: { schemas?: Record<string, Json> };
  };
  const schemas = components.schemas ?? {};
  return routes.flatMap((route) =>
    [route, ...(route.aliases ?? [])].map((named) => {
      const operation = paths[named.path]?.[named.method.toLowerCase()];
      if (!operation) throw new Error(`${routeKey(named)} is not in the document`);
      return namedRoute(route, named, operation, schemas, circumstances);
    }),
  );
}

function namedRoute(
  route: Route,
  named: Pick<Route, 'method' | 'path'>,
  { parameters = [], requestBody, responses }: Operation,
  schemas: Readonly<Record<string, Json>>,
  { before, ...ports }: Circumstances,
): NamedRoute {
  const name = routeKey(named);
  const asked = (place: string) => parameters.filter((parameter) => parameter.in === place);
  const samples = (place: string) =>
    Object.fromEntries(
      asked(place)
        .filter(({ required }) => required)
        .map(({ name: key, schema }) => [key, String(exampleOf(schema, schemas, key)).replaceAll(' ', '-')]),
    );
  const media = requestBody?.content['application/json'];
  const raw = route.body === 'raw' && !media;
  const sample: SampleRequest = {
    body: raw ? '{}' : media?.example,
    query: samples('query'),
    params: samples('path'),
    headers: { 'content-type': 'application/json', ...SIGNED_IN, ...samples('header') },
  };
  const shape = media ? shapeOf(media.schema, schemas) : { fields: [], objects: [] };
  const success = responses[route.success.status]?.content?.['application/json']?.example;
  const answer =
    route.success.mediaType === undefined && route.success.body === undefined
      ? undefined
      : typeof success === 'object' && success !== null
        ? { version: 1, ...success }
        : 'text';
  const handler = api(
    [
      on(route, (async (request: Request) => {
        await before?.(request, route);
        request.once(answer as never);
        return answer;
      }) as never),
    ],
    { ...openDoors, ...ports },
  );
  return {
    name,
    route,
    sample,
    ...shape,
    queries: asked('query').map((parameter) => parameter.name),
    with: (at, value, body = sample.body) => replaced(body, at, value, media?.schema ?? {}, schemas),
    ask: ({ raw: text, ...given } = {}) => {
      const { body, ...request } = { ...sample, ...given };
      return send(handler, name, { ...request, ...(raw ? { raw: text ?? String(body) } : { body, raw: text }) });
    },
  };
}

const resolved = (schema: Json, schemas: Readonly<Record<string, Json>>): Json =>
  typeof schema['$ref'] === 'string'
    ? resolved(schemas[schema['$ref'].replace('#/components/schemas/', '')] ?? {}, schemas)
    : schema;

/** The forms that a value may have: itself, or each of its alternatives. */
function formsOf(schema: Json, schemas: Readonly<Record<string, Json>>): Json[] {
  const plain = resolved(schema, schemas);
  const either = (plain['anyOf'] ?? plain['oneOf']) as readonly Json[] | undefined;
  const all = plain['allOf'] as readonly Json[] | undefined;
  if (either) return either.flatMap((one) => formsOf(one, schemas));
  return all ? [Object.assign({}, ...all.map((one) => resolved(one, schemas)), plain) as Json] : [plain];
}

const propertiesOf = (schema: Json) => (schema['properties'] ?? {}) as Readonly<Record<string, Json>>;

/** Every place of a schema that may hold a value, and every object with the names that it knows. */
function shapeOf(
  schema: Json,
  schemas: Readonly<Record<string, Json>>,
  at: Path = [],
): Pick<NamedRoute, 'fields' | 'objects'> {
  const forms = formsOf(schema, schemas);
  const objects = forms.filter((form) => form['type'] === 'object');
  const children = [
    ...objects.flatMap((form) =>
      Object.entries(propertiesOf(form)).map(([key, property]) => shapeOf(property, schemas, [...at, key])),
    ),
    ...forms
      .filter((form) => form['type'] === 'array')
      .map((form) => shapeOf((form['items'] ?? {}) as Json, schemas, [...at, 0])),
  ];
  const closed = objects.every((form) => form['additionalProperties'] === false);
  return {
    fields: [at, ...children.flatMap(({ fields }) => fields)],
    objects: [
      ...(objects.length === 0
        ? []
        : [{ at, known: closed ? objects.flatMap((form) => Object.keys(propertiesOf(form))) : undefined }]),
      ...children.flatMap((child) => child.objects),
    ],
  };
}

function replaced(
  whole: unknown,
  [next, ...rest]: Path,
  value: unknown,
  schema: Json,
  schemas: Readonly<Record<string, Json>>,
): unknown {
  if (next === undefined) return value;
  const forms = formsOf(schema, schemas);
  if (typeof next === 'number') {
    const items = (forms.find((form) => form['type'] === 'array')?.['items'] ?? {}) as Json;
    const [first, ...others] = Array.isArray(whole) ? (whole as unknown[]) : [];
    return [replaced(first ?? exampleOf(items, schemas), rest, value, items, schemas), ...others];
  }
  const form = forms.find((one) => next in propertiesOf(one)) ?? forms.find((one) => one['type'] === 'object') ?? {};
  const here = typeof whole === 'object' && whole !== null ? whole : (exampleOf(form, schemas) as object);
  const known = propertiesOf(form)[next] ?? {};
  return {
    ...here,
    [next]: replaced((here as Json)[next] ?? exampleOf(known, schemas, next), rest, value, known, schemas),
  };
}
