import { documentOfEverySpelling } from '../../tools/openapi.ts';

type Json = Readonly<Record<string, unknown>>;

/** Ids that are there, by the name of the path parameter that takes them. */
export type Known = Readonly<Record<string, string>>;

/**
 * Our OpenAPI document, fit for a fuzzer: paths may also name what exists, which chance would never find, parameters that may be
 * left out may be empty, which counts as the same, and classes of characters that Python does not know are spelled out.
 * Everything else is as it is served.
 */
export function fuzzDocument(knownIds: Known): string {
  const document = JSON.parse(JSON.stringify(documentOfEverySpelling())) as Json;
  return JSON.stringify(fitted(document, knownIds));
}

function fitted(value: unknown, knownIds: Known): unknown {
  if (Array.isArray(value)) return value.map((one) => fitted(one, knownIds));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, one]) => [
    key,
    key === 'pattern' && typeof one === 'string' ? spelledOut(one) : fitted(one, knownIds),
  ]);
  return orEmpty(withKnownId(Object.fromEntries(members) as Json, knownIds));
}

function withKnownId(member: Json, knownIds: Known): Json {
  const id = member['in'] === 'path' ? knownIds[String(member['name'])] : undefined;
  return id === undefined ? member : { ...member, schema: { anyOf: [{ enum: [id] }, member['schema']] }, example: id };
}

const orEmpty = (member: Json): Json =>
  member['in'] === 'query' && member['required'] !== true
    ? { ...member, schema: { anyOf: [{ enum: [''] }, member['schema']] } }
    : member;

/** The same set of characters, without the names of Unicode’s categories. */
const spelledOut = (pattern: string): string =>
  pattern
    .replaceAll('\\p{Cc}', '\\u0000-\\u001f\\u007f-\\u009f')
    .replaceAll('\\p{Cs}', '')
    .replaceAll('\\p{Zl}', '\\u2028')
    .replaceAll('\\p{Zp}', '\\u2029');
