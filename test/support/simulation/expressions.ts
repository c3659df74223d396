import type { Item } from '../../../functions/shared/store/store.ts';

/** Names and values of a DynamoDB expression. */
interface Bindings {
  readonly names?: Readonly<Record<string, string>> | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

const path = (text: string, { names }: Bindings): string[] => text.split('.').map((part) => names?.[part] ?? part);

const at = (item: Item | undefined, parts: readonly string[]): unknown =>
  parts.reduce<unknown>((value, part) => (value as Item | undefined)?.[part], item);

const operand = (text: string, item: Item | undefined, bindings: Bindings): unknown =>
  text.startsWith(':') ? bindings.values?.[text] : at(item, path(text, bindings));

/** Whether a condition of the forms that this project writes holds: comparisons, IN, attribute_(not_)exists, AND, OR. */
export function holds(condition: string | undefined, item: Item | undefined, bindings: Bindings): boolean {
  if (condition === undefined) return true;
  return condition
    .split(' OR ')
    .some((alternative) => alternative.split(' AND ').every((term) => holdsTerm(term.trim(), item, bindings)));
}

function holdsTerm(term: string, item: Item | undefined, bindings: Bindings): boolean {
  const exists = /^attribute_(not_)?exists\(([^)]+)\)$/.exec(term);
  if (exists) return (at(item, path(exists[2] ?? '', bindings)) === undefined) === (exists[1] !== undefined);
  const within = /^(\S+) IN \(([^)]*)\)$/.exec(term);
  if (within) {
    const value = operand(within[1] ?? '', item, bindings);
    return (within[2] ?? '').split(', ').some((name) => name !== '' && operand(name, item, bindings) === value);
  }
  const compared = /^(\S+) (=|>=|<=|<|>) (\S+)$/.exec(term);
  if (!compared) throw new Error(`The simulation does not know the condition ${term}`);
  const [left, right] = [operand(compared[1] ?? '', item, bindings), operand(compared[3] ?? '', item, bindings)];
  if (left === undefined || right === undefined) return false;
  const order = left === right ? 0 : (left as number) < (right as number) ? -1 : 1;
  switch (compared[2]) {
    case '=':
      return order === 0;
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    case '<':
      return order < 0;
    default:
      return order > 0;
  }
}

/** The item after an update expression of SET (also `a + :b`, `a - :b` and `if_not_exists`) and REMOVE. */
export function updated(expression: string, item: Item, bindings: Bindings): Item {
  const next = structuredClone(item);
  const [sets = '', removes = ''] = expression.replace(/^SET /, '').split(/(?:^| )REMOVE /);
  for (const clause of sets.split(/, (?![^(]*\))/).filter((text) => text !== '')) {
    const [target = '', source = ''] = clause.split(' = ');
    put(next, path(target, bindings), valueOf(source, item, bindings));
  }
  for (const target of removes.split(', ').filter((name) => name !== '')) delete next[path(target, bindings)[0] ?? ''];
  return next;
}

function valueOf(source: string, item: Item, bindings: Bindings): unknown {
  const [first, ...rest] = source
    .replaceAll(' - ', ' + -')
    .split(' + ')
    .map((signed) => {
      const term = signed.replace(/^-/, '');
      if (term !== signed) return -Number(operand(term, item, bindings));
      const missing = /^if_not_exists\(([^,]+), ([^)]+)\)$/.exec(term);
      if (!missing) return operand(term, item, bindings);
      return operand(missing[1] ?? '', item, bindings) ?? operand(missing[2] ?? '', item, bindings);
    });
  return rest.length === 0 ? first : rest.reduce<number>((sum, term) => sum + Number(term), Number(first));
}

function put(item: Item, parts: readonly string[], value: unknown): void {
  const [first = '', ...rest] = parts;
  if (rest.length === 0) item[first] = value;
  else put(item[first] as Item, rest, value);
}
