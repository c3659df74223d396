type Json = Readonly<Record<string, unknown>>;

const NOW = '2026-11-21T09:30:00.000Z';

/** What stands for a text of a format, where its schema has no example of its own. */
const BY_FORMAT: Readonly<Record<string, string>> = {
  'date-time': NOW,
  uri: 'https://shop.example.com/',
  password: 'a-long-pass-phrase',
};

/** What stands for a text of a name, where nothing else is known of it. */
const BY_NAME: Readonly<Record<string, string>> = {
  actor: 'system:reserve-stock',
  email: 'ada@example.com',
  ip: '192.0.2.1',
  lineId: 'line-1',
  name: 'Grace',
  permissions: 'orders:read',
  redirectUrl: 'https://api.example.com/payments/pay_01KAK0V5T2M3N4P5Q6R7S8T9VW/continue?sig=…',
  token: 'eyJraWQiOiJ…',
  url: 'https://shop.example.com/image.webp',
};

/**
 * An example of what a JSON Schema describes: of each part its own `examples` where it has one, else the plainest value
 * that it allows. What is optional is left out unless it has an example, or there is nothing else to show. In: the schema, and the schemas that it refers
 * to by `#/components/schemas/…`; `name` stands for a text of which nothing else is known.
 */
export function exampleOf(schema: Json, components: Readonly<Record<string, Json>>, name = 'text'): unknown {
  const own = ownExample(schema, components);
  if (own !== undefined) return own;
  const { anyOf, oneOf, type, ...rest } = resolved(schema, components);
  const either = (anyOf ?? oneOf) as readonly Json[] | undefined;
  if (either) return either.some(isNull) ? null : exampleOf(either[0] ?? {}, components, name);
  if ('const' in rest) return rest['const'];
  if (Array.isArray(rest['enum'])) return rest['enum'][0];
  switch (Array.isArray(type) && type.includes('null') ? 'null' : type) {
    case 'object':
      return ofObject(rest, components);
    case 'array':
      return isSaid(rest['items']) ? [exampleOf(rest['items'], components, name)] : [];
    case 'integer':
    case 'number':
      return rest['minimum'] ?? ((rest['exclusiveMinimum'] as number | undefined) ?? 0) + 1;
    case 'boolean':
      return true;
    case 'string':
      return BY_FORMAT[String(rest['format'])] ?? BY_NAME[name] ?? words(name);
    default:
      return null;
  }
}

function ofObject(schema: Json, components: Readonly<Record<string, Json>>): unknown {
  const required = (schema['required'] ?? []) as readonly string[];
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Json>);
  const telling = properties.filter(
    ([name, property]) => required.includes(name) || ownExample(property, components) !== undefined,
  );
  const shown = telling.length > 0 ? telling : properties;
  return Object.fromEntries(shown.map(([name, property]) => [name, exampleOf(property, components, name)]));
}

const ownExample = (schema: Json, components: Readonly<Record<string, Json>>): unknown =>
  (resolved(schema, components)['examples'] as readonly unknown[] | undefined)?.[0];

/** The schema with what it refers to; what it says itself counts more. */
function resolved(schema: Json, components: Readonly<Record<string, Json>>): Json {
  const { $ref, allOf = [], ...own } = schema as Json & { allOf?: readonly Json[] };
  const named = typeof $ref === 'string' ? components[$ref.replace('#/components/schemas/', '')] : undefined;
  const parts = [...(named ? [named] : []), ...allOf].map((part) => resolved(part, components));
  return Object.assign({}, ...parts, own) as Json;
}

const isNull = (schema: Json): boolean => schema['type'] === 'null';
/** A list of anything says nothing of its items. */
const isSaid = (items: unknown): items is Json => typeof items === 'object' && Object.keys(items ?? {}).length > 0;

/** `trackingNumber` → `tracking number` */
const words = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

interface MediaType {
  readonly schema?: Json;
  readonly example?: unknown;
  readonly examples?: unknown;
}
interface Document {
  readonly paths?: object | undefined;
  readonly components?: { readonly schemas?: object | undefined } | undefined;
}

/** An OpenAPI document with an example in every JSON body that has none yet. */
export function withExamples<D extends Document>(document: D): D {
  const components = (document.components?.schemas ?? {}) as Record<string, Json>;
  const visit = (value: unknown, key?: string): unknown => {
    if (Array.isArray(value)) return value.map((one) => visit(one));
    if (typeof value !== 'object' || value === null) return value;
    if (key === 'content') return mapped(value, (media, type) => withExample(media as MediaType, type, components));
    return mapped(value, visit);
  };
  return { ...document, paths: visit(document.paths) };
}

const withExample = (media: MediaType, type: string, components: Readonly<Record<string, Json>>): MediaType =>
  !type.endsWith('json') || !media.schema || media.examples !== undefined || media.example !== undefined
    ? media
    : { ...media, example: exampleOf(media.schema, components) };

const mapped = (object: object, change: (value: unknown, key: string) => unknown): object =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]));
