/**
 * The API in a form that a person can review: a line for each operation and each schema, and what a client would stumble
 * over when it changes. `test/contract/edge/agreed-api.jsonl` holds the last agreed one; `npm run api:agree` writes it.
 */
import { openApiDocument } from './openapi.ts';

type Json = Readonly<Record<string, unknown>>;

/** Fields by their place (`items[].sku`), each with its type; `!` marks a required one. */
type Fields = Readonly<Record<string, string>>;

interface OperationLine {
  /** `POST /auth/register` */
  readonly operation: string;
  readonly id: string;
  readonly spellings: readonly string[];
  readonly access: string;
  /** What a request may carry: `query.limit`, `path.orderId`, `header.If-Match`, `body.items[].sku`. */
  readonly request: Fields;
  /** What an answer carries, by status: `200.items[].id`. */
  readonly answer: Fields;
  /** `409 price-changed` */
  readonly problems: readonly string[];
}

interface SchemaLine {
  readonly schema: string;
  readonly fields: Fields;
}

export type Line = OperationLine | SchemaLine;

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly components: { readonly schemas?: Readonly<Record<string, Json>> };
}

/** The digest of the served document. In: the document as JSON; ours unless given. */
export function apiDigest(document: unknown = JSON.parse(JSON.stringify(openApiDocument()))): Line[] {
  const { paths, components } = document as Document;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => operationLine(`${method.toUpperCase()} ${path}`, operation)),
  );
  const schemas = Object.entries(components.schemas ?? {}).map(
    ([schema, body]): SchemaLine => ({
      schema,
      fields: fieldsOf(body, ''),
    }),
  );
  return [...operations, ...schemas.toSorted((a, b) => (a.schema < b.schema ? -1 : 1))];
}

/** The lines of a digest as a file, and back. */
export const toText = (lines: readonly Line[]): string => `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
export const fromText = (text: string): Line[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);

/**
 * What would break a client that was written against `agreed`: one sentence each. More operations, spellings, optional
 * request fields, answer fields and problems break nobody.
 */
export function breakingApiChanges(agreed: readonly Line[], current: readonly Line[]): string[] {
  const now = new Map(current.map((line) => [nameOf(line), line]));
  return agreed.flatMap((before) => {
    const name = nameOf(before);
    const after = now.get(name);
    if (!after) return [`${name} is gone`];
    if ('schema' in before || 'schema' in after) {
      return 'schema' in before && 'schema' in after ? answerBreaks(name, before.fields, after.fields) : [];
    }
    return [
      ...(before.id === after.id ? [] : [`${name} is called ${after.id}, was ${before.id}`]),
      ...(before.access === after.access ? [] : [`${name} asks for ${after.access}, was ${before.access}`]),
      ...before.spellings
        .filter((spelling) => !after.spellings.includes(spelling))
        .map((spelling) => `${name} no longer answers at ${spelling}`),
      ...requestBreaks(name, before.request, after.request),
      ...answerBreaks(name, before.answer, after.answer),
    ];
  });
}

const nameOf = (line: Line): string => ('schema' in line ? `schema ${line.schema}` : line.operation);
const isRequired = (type: string): boolean => type.endsWith('!');
const bare = (type: string): string => type.replace(/!$/, '');

function requestBreaks(name: string, before: Fields, after: Fields): string[] {
  const changed = Object.entries(before).flatMap(([field, type]) => {
    const next = after[field];
    if (next === undefined) return [`${name} no longer takes ${field}`];
    if (bare(next) !== bare(type)) return [`${name}: ${field} was ${bare(type)} and is ${bare(next)}`];
    return isRequired(next) && !isRequired(type) ? [`${name}: ${field} is required now`] : [];
  });
  const demanded = Object.entries(after)
    .filter(([field, type]) => !(field in before) && isRequired(type) && parentWas(before, field))
    .map(([field]) => `${name}: ${field} is required and new`);
  return [...changed, ...demanded];
}

/** Whether the object that holds a field was there before; a required field of a new optional object demands nothing. */
function parentWas(before: Fields, field: string): boolean {
  const parent = field.slice(0, Math.max(field.lastIndexOf('.'), 0));
  return !parent.includes('.') || Object.keys(before).some((name) => name === parent || name.startsWith(`${parent}.`));
}

function answerBreaks(name: string, before: Fields, after: Fields): string[] {
  return Object.entries(before).flatMap(([field, type]) => {
    const next = after[field];
    if (next === undefined) return [`${name} no longer answers ${field}`];
    if (bare(next) !== bare(type)) return [`${name}: ${field} was ${bare(type)} and is ${bare(next)}`];
    return isRequired(type) && !isRequired(next) ? [`${name}: ${field} may be missing now`] : [];
  });
}

function operationLine(operation: string, body: Json): OperationLine {
  const {
    operationId,
    parameters = [],
    requestBody,
    responses,
    security = [],
  } = body as {
    operationId: string;
    parameters?: readonly { in: string; name: string; required?: boolean; schema: Json }[];
    requestBody?: { content: Readonly<Record<string, { schema: Json }>> };
    responses: Readonly<Record<string, { description: string; content?: Readonly<Record<string, { schema?: Json }>> }>>;
    security?: readonly Json[];
  };
  const spellings = (body['x-spellings'] ?? []) as readonly { method: string; path: string }[];
  const permission = body['x-permission'];
  const schemes = security.map((one) => Object.keys(one).join('+') || 'nobody').join(' or ');
  const request = {
    ...Object.fromEntries(
      parameters.map(({ in: place, name, required, schema }) => [
        `${place}.${name}`,
        `${typeOf(schema)}${required === true ? '!' : ''}`,
      ]),
    ),
    ...ofContent(requestBody?.content, 'body'),
  };
  const succeeded = Object.entries(responses).filter(([status]) => Number(status) < 400);
  const answer = Object.assign(
    {},
    ...succeeded.map(([status, { content }]) => ({ [status]: 'status', ...ofContent(content, status) })),
  ) as Fields;
  const problems = Object.entries(responses)
    .filter(([status]) => Number(status) >= 400)
    .flatMap(([status, { description }]) =>
      [...description.matchAll(/`([a-z0-9-]+)`: /g)].map(([, code]) => `${status} ${code}`),
    );
  return {
    operation,
    id: operationId,
    spellings: spellings.map(({ method, path }) => `${method} ${path}`),
    access: `${schemes || 'nobody'}${typeof permission === 'string' ? ` with ${permission}` : ''}`,
    request,
    answer,
    problems,
  };
}

const ofContent = (content: Readonly<Record<string, { schema?: Json }>> | undefined, at: string): Fields =>
  Object.assign(
    {},
    ...Object.entries(content ?? {}).map(([media, { schema }]) =>
      schema && media === 'application/json' ? fieldsOf(schema, at) : { [at]: media },
    ),
  ) as Fields;

/** The fields of a schema, inline objects and lists opened, references by their name. */
function fieldsOf(schema: Json, at: string, mark = ''): Fields {
  const {
    properties,
    required = [],
    items,
  } = schema as {
    properties?: Readonly<Record<string, Json>>;
    required?: readonly string[];
    items?: Json;
  };
  if (properties && schema['$ref'] === undefined) {
    const members = Object.entries(properties).map(([name, member]) =>
      fieldsOf(member, at === '' ? name : `${at}.${name}`, required.includes(name) ? '!' : ''),
    );
    return { ...(at === '' ? {} : { [at]: `object${mark}` }), ...(Object.assign({}, ...members) as Fields) };
  }
  if (items && isOpen(items)) return { [at]: `list${mark}`, ...fieldsOf(items, `${at}[]`) };
  return { [at === '' ? 'value' : at]: `${typeOf(schema)}${mark}` };
}

const isOpen = (schema: Json): boolean =>
  schema['$ref'] === undefined && (schema['properties'] !== undefined || schema['items'] !== undefined);

/** A type in short: a reference by its name, a closed list by its members, limits and patterns as they are. */
function typeOf(schema: Json): string {
  const { $ref, type, items, anyOf, oneOf, allOf, format, minimum, maximum, minLength, maxLength, pattern } =
    schema as {
      $ref?: string;
      type?: string | readonly string[];
      items?: Json;
      anyOf?: readonly Json[];
      oneOf?: readonly Json[];
      allOf?: readonly Json[];
      format?: string;
      minimum?: number;
      maximum?: number;
      minLength?: number;
      maxLength?: number;
      pattern?: string;
    };
  if ($ref !== undefined) return $ref.split('/').at(-1) ?? $ref;
  if (schema['const'] !== undefined) return JSON.stringify(schema['const']);
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => JSON.stringify(value)).join('|');
  const parts = anyOf ?? oneOf ?? allOf;
  if (parts) return parts.map(typeOf).join(allOf ? '&' : '|');
  if (items) return `[${typeOf(items)}]`;
  const span = [minLength ?? minimum, maxLength ?? maximum];
  const limits = span.some((limit) => limit !== undefined) ? `(${span.map((limit) => limit ?? '').join('..')})` : '';
  const name = Array.isArray(type) ? type.join('|') : ((type as string | undefined) ?? 'any');
  return `${name}${format ? `:${format}` : ''}${limits}${pattern ? ` /${pattern}/` : ''}`;
}
