/** Price rules as they are typed: every number is a text until it is sent. */
import type { components } from '@printverse/client/api.d.ts';

type PriceRules = components['schemas']['PriceRulesVersion']['rules'];
/** Anything that JSON says; numbers that were typed are texts. */
export type Typed = null | boolean | number | string | readonly Typed[] | { readonly [key: string]: Typed };

/** Fields of the rules that are numbers, by the part that they are in; texts and lists of ids are named beside them. */
export const GENERAL = [
  'setupCents',
  'minimumPieceCents',
  'minimumOrderCents',
  'marginPercent',
  'maxQuantity',
  'leadDays',
  'quoteDays',
  'rush.percent',
  'rush.leadDays',
  'atOnce.upToCents',
  'atOnce.supportPercent',
  'atOnce.thinPercent',
  'atOnce.hours',
] as const;

const EVERY_MACHINE = ['buildVolumeMm.x', 'buildVolumeMm.y', 'buildVolumeMm.z', 'hoursPerDay'] as const;
export const MACHINE: Readonly<Record<PriceRules['machines'][number]['technology'], readonly string[]>> = {
  fdm: [
    ...EVERY_MACHINE,
    'centsPerHour',
    'layerMm',
    'shellMm',
    'wallMmPerS',
    'solidMm3PerS',
    'infillMm3PerS',
    'layerSeconds',
    'supportSecondsPerCm3',
  ],
  msla: [...EVERY_MACHINE, 'centsPerHour', 'layerMm', 'layerSeconds', 'bottomSeconds', 'wasteCm3', 'gapMm'],
  sls: [...EVERY_MACHINE, 'startCents', 'centsPerBoxCm3', 'marginMm', 'buildSeconds'],
};
export const MATERIAL = [
  'densityGPerCm3',
  'centsPerKg',
  'wastePercent',
  'failurePercent',
  'minimumWallMm',
  'infillPercent',
] as const;
export const FINISH = ['centsPerPiece', 'centsPerCm2'] as const;
export const BREAK = ['from', 'percent'] as const;

/** Fields that may be left empty. */
const OPTIONAL = new Set(['wallMmPerS']);

/** What lies at a path, `machines.0.layerMm`; nothing where there is none. */
export function at(rules: Typed | undefined, path: string): Typed | undefined {
  return path
    .split('.')
    .reduce<Typed | undefined>(
      (here, key) => (typeof here === 'object' && here !== null ? (here as Record<string, Typed>)[key] : undefined),
      rules,
    );
}

/** What lies at a path, as it stands in a field; nothing is empty. */
export function textAt(rules: Typed | undefined, path: string): string {
  const found = at(rules, path);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

/** The rules with something else at a path; nothing takes it out. */
export function withAt(rules: Typed, path: string, value: Typed | undefined): Typed {
  const [key = '', ...rest] = path.split('.');
  const inner = rest.length > 0 ? withAt(at(rules, key) ?? {}, rest.join('.'), value) : value;
  if (Array.isArray(rules)) {
    const list = rules as readonly Typed[];
    const index = Number(key);
    return inner === undefined
      ? list.filter((_, one) => one !== index)
      : [...list.slice(0, index), inner, ...list.slice(index + 1)];
  }
  const { [key]: _gone, ...others } = rules as Record<string, Typed>;
  return inner === undefined ? others : { ...(rules as Record<string, Typed>), [key]: inner };
}

/** A list with its last part once more, under an id that is free. */
export function withCopy(list: readonly Typed[]): readonly Typed[] {
  const last = list.at(-1);
  if (typeof last !== 'object' || last === null || Array.isArray(last)) return list;
  const ids = new Set(list.map((one) => textAt(one, 'id')));
  let [id, count] = [`${textAt(last, 'id')}-2`, 2];
  while (ids.has(id)) {
    count += 1;
    id = `${textAt(last, 'id')}-${count}`;
  }
  return [...list, 'id' in last ? { ...last, id } : { ...last }];
}

const numberOf = (text: string): number | undefined => {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(value) ? undefined : value;
};

/** The paths of all numbers of rules. */
export function numbersOf(rules: Typed): readonly string[] {
  const each = (name: string, fields: (one: Typed) => readonly string[]) =>
    ((at(rules, name) ?? []) as readonly Typed[]).flatMap((one, index) =>
      fields(one).map((field) => `${name}.${index}.${field}`),
    );
  return [
    ...GENERAL,
    ...each('machines', (one) => MACHINE[at(one, 'technology') as keyof typeof MACHINE]),
    ...each('materials', () => MATERIAL),
    ...each('finishes', () => FINISH),
    ...each('quantityBreaks', () => BREAK),
  ];
}

/** What was typed, as the API takes it. Out: the rules, and the paths of numbers that are none. */
export function rulesOf(typed: Typed): { readonly rules: PriceRules; readonly faults: readonly string[] } {
  let rules = typed;
  const faults: string[] = [];
  for (const path of numbersOf(typed)) {
    const value = at(typed, path);
    if (typeof value === 'number') continue;
    const text = typeof value === 'string' ? value : '';
    const found = numberOf(text);
    const optional = text.trim() === '' && OPTIONAL.has(path.split('.').at(-1) ?? '');
    if (found === undefined && !optional) faults.push(path);
    else rules = withAt(rules, path, found);
  }
  return { rules: rules as unknown as PriceRules, faults };
}
