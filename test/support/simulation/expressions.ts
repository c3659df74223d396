import { isDeepStrictEqual } from 'node:util';
import type { Item } from '../../../functions/shared/store/store.ts';

/** An update and a condition on one item, with the names and values that both use. */
export interface Expressions {
  readonly update?: string | undefined;
  readonly condition?: string | undefined;
  readonly names?: Readonly<Record<string, string>> | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

/** An expression that DynamoDB would refuse, or that this simulation does not know. */
export class ExpressionRefused extends Error {
  override name = 'ExpressionRefused';
}

const TOKEN = /\s*(?:([#:]?[A-Za-z_][A-Za-z0-9_]*)|(<=|>=|<>|[=<>(),.+-]))/y;
const FUNCTIONS = new Set(['attribute_exists', 'attribute_not_exists']);
const COMPARE: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

type Truth = (item: Item | undefined) => boolean;
type Value = (item: Item | undefined) => unknown;
type Path = readonly string[];

const at = (item: Item | undefined, path: Path): unknown =>
  path.reduce<unknown>((value, part) => (value as Item | undefined)?.[part], item);

/** Reads one expression from its start; every method takes what it knows and refuses the rest. */
class Reader {
  readonly #text: string;
  readonly #bindings: Expressions;
  readonly #used: Set<string>;
  #tokens: string[] = [];

  constructor(text: string, bindings: Expressions, used: Set<string>) {
    this.#text = text;
    this.#bindings = bindings;
    this.#used = used;
    TOKEN.lastIndex = 0;
    const end = text.trimEnd().length;
    while (TOKEN.lastIndex < end) {
      const from = TOKEN.lastIndex;
      const [, word, sign] = TOKEN.exec(text) ?? this.refuse(`it cannot be read at "${text.slice(from, from + 20)}"`);
      this.#tokens.push(word ?? sign ?? '');
    }
  }

  refuse(why: string): never {
    throw new ExpressionRefused(`${this.#text}: ${why}`);
  }

  /** The whole condition. */
  condition(): Truth {
    const truth = this.#or();
    if (this.#tokens.length > 0) this.refuse(`"${this.#tokens.join(' ')}" is not known`);
    return truth;
  }

  /** The whole update: what each path is set to, and the paths that go. */
  update(): { readonly sets: (readonly [Path, Value])[]; readonly removes: Path[] } {
    const sets: (readonly [Path, Value])[] = [];
    const removes: Path[] = [];
    const seen = new Set<string>();
    while (this.#tokens.length > 0) {
      const clause = this.#next();
      if (clause !== 'SET' && clause !== 'REMOVE') this.refuse(`the clause "${clause}" is not known`);
      if (seen.has(clause)) this.refuse(`${clause} comes twice`);
      seen.add(clause);
      do {
        const path = this.#path();
        if (clause === 'REMOVE') removes.push(path);
        else {
          this.#expect('=');
          sets.push([path, this.#sum()]);
        }
      } while (this.#take(','));
    }
    if (seen.size === 0) this.refuse('it is empty');
    this.#refuseOverlaps([...sets.map(([path]) => path), ...removes]);
    return { sets, removes };
  }

  #refuseOverlaps(paths: readonly Path[]): void {
    const all = paths.map((path) => `${path.join('.')}.`).sort();
    for (const [index, path] of all.entries()) {
      if (path === 'pk.' || path === 'sk.') this.refuse('a key never changes');
      if (index > 0 && path.startsWith(all[index - 1] ?? '')) this.refuse(`two clauses change ${path.slice(0, -1)}`);
    }
  }

  #peek(): string | undefined {
    return this.#tokens[0];
  }

  #next(): string {
    return this.#tokens.shift() ?? this.refuse('it ends too early');
  }

  #take(token: string): boolean {
    if (this.#peek() !== token) return false;
    this.#tokens.shift();
    return true;
  }

  #expect(token: string): void {
    const found = this.#next();
    if (found !== token) this.refuse(`"${token}" is expected in the place of "${found}"`);
  }

  #or(): Truth {
    const terms = [this.#and()];
    while (this.#take('OR')) terms.push(this.#and());
    return (item) => terms.some((term) => term(item));
  }

  #and(): Truth {
    const terms = [this.#term()];
    while (this.#take('AND')) terms.push(this.#term());
    return (item) => terms.every((term) => term(item));
  }

  #term(): Truth {
    if (this.#take('NOT')) {
      const term = this.#term();
      return (item) => !term(item);
    }
    if (this.#take('(')) {
      const inner = this.#or();
      this.#expect(')');
      return inner;
    }
    if (this.#tokens[1] === '(') {
      const name = this.#next();
      if (!FUNCTIONS.has(name)) this.refuse(`the function ${name} is not known`);
      this.#expect('(');
      const path = this.#path();
      this.#expect(')');
      return (item) => (at(item, path) !== undefined) === (name === 'attribute_exists');
    }
    const left = this.#operand();
    const operator = this.#next();
    if (operator === 'IN') {
      this.#expect('(');
      const options = [this.#operand()];
      while (this.#take(',')) options.push(this.#operand());
      this.#expect(')');
      return (item) => options.some((option) => isDeepStrictEqual(option(item), left(item)));
    }
    const compare = COMPARE[operator] ?? this.refuse(`the comparison "${operator}" is not known`);
    const right = this.#operand();
    return (item) => {
      const [a, b] = [left(item), right(item)];
      if (a === undefined || b === undefined) return false;
      if (operator === '=') return isDeepStrictEqual(a, b);
      if (typeof a !== typeof b || (typeof a !== 'string' && typeof a !== 'number')) return false;
      return compare(a === b ? 0 : (a as number) < (b as number) ? -1 : 1);
    };
  }

  /** `a`, `a + b` or `a - b`, of two numbers. */
  #sum(): Value {
    const left = this.#source();
    const sign = this.#peek();
    if (sign !== '+' && sign !== '-') return left;
    this.#next();
    const right = this.#source();
    return (item) => {
      const [a, b] = [left(item), right(item)];
      if (typeof a !== 'number' || typeof b !== 'number') this.refuse('it adds what is no number');
      return sign === '+' ? a + b : a - b;
    };
  }

  #source(): Value {
    if (this.#tokens[1] !== '(') {
      const value = this.#operand();
      return (item) => value(item) ?? this.refuse('it refers to an attribute that the item does not have');
    }
    const name = this.#next();
    if (name !== 'if_not_exists') this.refuse(`the function ${name} is not known`);
    this.#expect('(');
    const path = this.#path();
    this.#expect(',');
    const otherwise = this.#operand();
    this.#expect(')');
    return (item) => at(item, path) ?? otherwise(item);
  }

  #operand(): Value {
    if (!this.#peek()?.startsWith(':')) {
      const path = this.#path();
      return (item) => at(item, path);
    }
    const name = this.#next();
    this.#used.add(name);
    const value = this.#bindings.values?.[name];
    if (value === undefined) this.refuse(`${name} has no value`);
    return () => value;
  }

  #path(): Path {
    const parts: string[] = [];
    do {
      const part = this.#next();
      if (!/^#?[A-Za-z_]/.test(part)) this.refuse(`"${part}" is no name`);
      if (part.startsWith('#')) this.#used.add(part);
      parts.push(part.startsWith('#') ? (this.#bindings.names?.[part] ?? this.refuse(`${part} has no name`)) : part);
    } while (this.#take('.'));
    return parts;
  }
}

/**
 * In: the expressions of one write. Out: whether its condition holds for an item, and the item after its update. Knows what this
 * project writes: SET (with `+`, `-`, `if_not_exists`), REMOVE, comparisons, IN, AND, OR, NOT, parentheses,
 * `attribute_exists` and `attribute_not_exists`. Throws `ExpressionRefused` for anything else, and for names and values
 * that are missing or that no expression uses, as DynamoDB does.
 */
export function expressionsOf(given: Expressions): {
  readonly holds: (item: Item | undefined) => boolean;
  readonly updated: (item: Item) => Item;
} {
  const used = new Set<string>();
  const condition = given.condition === undefined ? undefined : new Reader(given.condition, given, used).condition();
  const update = given.update === undefined ? undefined : new Reader(given.update, given, used).update();
  const unused = [...Object.keys(given.names ?? {}), ...Object.keys(given.values ?? {})].filter(
    (key) => !used.has(key),
  );
  if (unused.length > 0) throw new ExpressionRefused(`No expression uses ${unused.join(', ')}`);
  return {
    holds: (item) => condition?.(item) ?? true,
    updated: (item) => {
      const next = structuredClone(item);
      for (const [path, value] of update?.sets ?? []) put(next, path, structuredClone(value(item)));
      for (const path of update?.removes ?? []) remove(next, path);
      return next;
    },
  };
}

function parentOf(item: Item, path: Path): Item | undefined {
  return at(item, path.slice(0, -1)) as Item | undefined;
}

function put(item: Item, path: Path, value: unknown): void {
  const parent = parentOf(item, path);
  if (typeof parent !== 'object') throw new ExpressionRefused(`There is nothing to put ${path.join('.')} into`);
  parent[path.at(-1) ?? ''] = value;
}

function remove(item: Item, path: Path): void {
  const parent = parentOf(item, path);
  if (parent) delete parent[path.at(-1) ?? ''];
}
