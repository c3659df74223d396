import { type Route, routeKey } from '../../functions/shared/http/route.ts';
import { exampleOf } from '../../tools/examples.ts';
import { documentOfEverySpelling } from '../../tools/openapi.ts';

type Json = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

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
  /** Those that the route asks for. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A route under one of its names, with a request that it takes and all that it could be asked. */
export interface SampledRoute {
  readonly name: string;
  readonly route: Route;
  readonly sample: SampleRequest;
  /** Whether its body is bytes, of which the document says nothing. */
  readonly raw: boolean;
  /** What it answers by its contract's example. */
  readonly answer: unknown;
  /** Where a body has a value, optional ones too. Empty without a JSON body. */
  readonly fields: readonly Path[];
  /** Where a body has an object, and the names that it may have there; undefined where any will do. */
  readonly objects: readonly { readonly at: Path; readonly names: readonly string[] | undefined }[];
  /** A body, the sample's unless given, with another value at a place; what is missing on the way is made up by the schema. */
  with(at: Path, value: unknown, body?: unknown): unknown;
  /** Names of the query’s parameters. */
  readonly queries: readonly string[];
}

/** Every name of every route. In: routes as contracts declare them. */
export function sampledRoutes(routes: readonly Route[]): SampledRoute[] {
  const { paths, components } = JSON.parse(JSON.stringify(documentOfEverySpelling(routes))) as {
    paths: Record<string, Record<string, Operation>>;
    components: { schemas?: Record<string, Json> };
  };
  const schemas = components.schemas ?? {};
  return routes.flatMap((route) =>
    [route, ...(route.aliases ?? [])].map((named) => {
      const operation = paths[named.path]?.[named.method.toLowerCase()];
      if (!operation) throw new Error(`${routeKey(named)} is not in the document`);
      return sampled(route, named, operation, schemas);
    }),
  );
}

function sampled(
  route: Route,
  named: Pick<Route, 'method' | 'path'>,
  { parameters = [], requestBody, responses }: Operation,
  schemas: Readonly<Record<string, Json>>,
): SampledRoute {
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
    headers: { 'content-type': 'application/json', ...samples('header') },
  };
  const shape = media ? shapeOf(media.schema, schemas) : { fields: [], objects: [] };
  const success = responses[route.success.status]?.content?.['application/json']?.example;
  const answer =
    route.success.mediaType === undefined && route.success.body === undefined
      ? undefined
      : typeof success === 'object' && success !== null
        ? { version: 1, ...success }
        : 'text';
  return {
    name: routeKey(named),
    route,
    sample,
    raw,
    answer,
    ...shape,
    queries: asked('query').map((parameter) => parameter.name),
    with: (at, value, body = sample.body) => replaced(body, at, value, media?.schema ?? {}, schemas),
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
): Pick<SampledRoute, 'fields' | 'objects'> {
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
        : [{ at, names: closed ? objects.flatMap((form) => Object.keys(propertiesOf(form))) : undefined }]),
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
  const property = propertiesOf(form)[next] ?? {};
  return {
    ...here,
    [next]: replaced((here as Json)[next] ?? exampleOf(property, schemas, next), rest, value, property, schemas),
  };
}
