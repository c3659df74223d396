/** The part of Amazon States Language that our machines are written in: JSONata, and these states. */
export interface Machine {
  readonly QueryLanguage?: string;
  readonly StartAt: string;
  readonly TimeoutSeconds?: number;
  readonly States: Readonly<Record<string, State>>;
}

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: string;
}

export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly Output?: unknown;
  readonly Assign?: Readonly<Record<string, unknown>>;
}

export interface State {
  readonly Type: 'Task' | 'Pass' | 'Choice' | 'Succeed' | 'Fail' | 'Wait';
  readonly Comment?: string;
  readonly Resource?: string;
  readonly Arguments?: unknown;
  readonly Output?: unknown;
  readonly Assign?: Readonly<Record<string, unknown>>;
  readonly TimeoutSeconds?: number | string;
  /** Of a Wait. */
  readonly Seconds?: number | string;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
  readonly Choices?: readonly { readonly Condition: string; readonly Next: string; readonly Output?: unknown }[];
  readonly Default?: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Error?: string;
  readonly Cause?: string;
}

const EXPRESSION = /^\{%([\s\S]*)%\}$/;

/** The JSONata inside `{% … %}`; nothing for a plain value. */
export const expressionIn = (value: unknown): string | undefined =>
  typeof value === 'string' ? EXPRESSION.exec(value)?.[1]?.trim() : undefined;

/** Every expression of a machine, with the path to it. */
export function expressionsOf(value: unknown, path = ''): { readonly path: string; readonly expression: string }[] {
  const expression = expressionIn(value);
  if (expression !== undefined) return [{ path, expression }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => expressionsOf(one, path === '' ? key : `${path}.${key}`));
}

/** Names of `${…}` in the text of a machine. */
export const placeholdersIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/\$\{([^}]+)\}/g)].map(([, name]) => name ?? '')),
];

export const tasksOf = (machine: Machine): (readonly [string, State])[] =>
  Object.entries(machine.States).filter(([, { Type }]) => Type === 'Task');

/** What takes a state's failure of this name: the first catcher that lists it, or States.ALL. */
export const catcherOf = (state: State, error: string): Catcher | undefined =>
  state.Catch?.find(({ ErrorEquals }) => ErrorEquals.includes(error) || ErrorEquals.includes('States.ALL'));
