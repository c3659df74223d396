import fc from 'fast-check';

type Schema = Readonly<Record<string, unknown>>;

/** Values that a JSON Schema allows, as far as our events use it; throws for a keyword that it does not know. */
export function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  const either = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(either)) return fc.oneof(...(either as Schema[]).map(valuesOf));
  switch (schema['type']) {
    case 'object':
      return objectOf(schema);
    case 'array':
      return fc.array(valuesOf((schema['items'] ?? {}) as Schema), {
        minLength: number(schema['minItems'], 0),
        maxLength: Math.min(number(schema['maxItems'], 3), number(schema['minItems'], 0) + 3),
      });
    case 'string':
      return stringOf(schema);
    case 'integer':
      return fc.integer({
        min: Math.max(number(schema['minimum'], -1e6), number(schema['exclusiveMinimum'], -1e6 - 1) + 1),
        max: Math.min(number(schema['maximum'], 1e6), 1e6),
      });
    case 'number':
      return fc.double({ min: number(schema['minimum'], -1e6), max: number(schema['maximum'], 1e6), noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case undefined:
      return fc.jsonValue();
    default:
      throw new Error(`No values for ${JSON.stringify(schema)}`);
  }
}

function objectOf(schema: Schema): fc.Arbitrary<unknown> {
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
  const required = (schema['required'] ?? []) as string[];
  const members = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, valuesOf(one)]));
  return fc.record(members, { requiredKeys: required, noNullPrototype: true });
}

function stringOf(schema: Schema): fc.Arbitrary<string> {
  if (schema['format'] === 'date-time' || schema['format'] === 'date') {
    const dates = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    const length = schema['format'] === 'date' ? '2020-01-01'.length : undefined;
    return dates.map((date) => date.toISOString().slice(0, length));
  }
  if (typeof schema['pattern'] === 'string') return fc.stringMatching(new RegExp(schema['pattern']));
  return fc.string({ minLength: number(schema['minLength'], 0), maxLength: number(schema['maxLength'], 40) });
}

const number = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);
