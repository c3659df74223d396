type Schema = Readonly<Record<string, unknown>>;

const SAYS_NOTHING_ABOUT_VALUES = new Set(['description', 'title', 'example', 'examples', 'deprecated']);

/**
 * What a reader of the frozen schema, or an old message that is published again, would stumble over: one line each.
 * Only a new optional property is harmless.
 */
export function breakingChanges(frozen: unknown, current: unknown, at = 'data'): string[] {
  if (isObject(frozen) && isObject(current) && isObject(frozen['properties']) && isObject(current['properties'])) {
    return [
      ...ofProperties(frozen['properties'], current['properties'], at),
      ...ofRequired(listed(frozen['required']), listed(current['required']), at),
      ...breakingChanges(without(frozen, 'properties', 'required'), without(current, 'properties', 'required'), at),
    ];
  }
  if (isObject(frozen) && isObject(current)) {
    const keys = new Set([...Object.keys(frozen), ...Object.keys(current)]);
    return [...keys]
      .filter((key) => !SAYS_NOTHING_ABOUT_VALUES.has(key))
      .flatMap((key) => breakingChanges(frozen[key], current[key], `${at}.${key}`));
  }
  return JSON.stringify(frozen) === JSON.stringify(current) ? [] : [`${at} changed`];
}

/** The schema without its remarks: what it allows, and nothing that an editor may polish. */
export function shapeOf(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(shapeOf);
  if (!isObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => !SAYS_NOTHING_ABOUT_VALUES.has(key))
      .map(([key, value]) => [key, key === 'properties' && isObject(value) ? mapped(value, shapeOf) : shapeOf(value)]),
  );
}

const mapped = (schema: Schema, change: (value: unknown) => unknown): Schema =>
  Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, change(value)]));

function ofProperties(frozen: Schema, current: Schema, at: string): string[] {
  return Object.entries(frozen).flatMap(([name, schema]) =>
    name in current ? breakingChanges(schema, current[name], `${at}.${name}`) : [`${at}.${name} was removed`],
  );
}

function ofRequired(frozen: readonly string[], current: readonly string[], at: string): string[] {
  return [
    ...current.filter((name) => !frozen.includes(name)).map((name) => `${at}.${name} is required now`),
    ...frozen.filter((name) => !current.includes(name)).map((name) => `${at}.${name} is optional now`),
  ];
}

const isObject = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listed = (value: unknown): readonly string[] => (Array.isArray(value) ? value : []);

const without = (schema: Schema, ...keys: readonly string[]): Schema =>
  Object.fromEntries(Object.entries(schema).filter(([key]) => !keys.includes(key)));
