import jsonata from 'jsonata';
import { type Catcher, expressionIn, type Machine, type Retrier, type State } from './asl.ts';

/** An error as a Lambda's leaves it: by its name. */
export class TaskFailure extends Error {
  constructor(name: string, message = '') {
    super(message);
    this.name = name;
  }
}

export interface TaskCall {
  readonly state: string;
  readonly input: unknown;
  /** 0 on the first try. */
  readonly retries: number;
}

export interface Run {
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly output?: unknown;
  readonly error?: string;
  /** Every state entered, in order, retries not counted. */
  readonly states: readonly string[];
  readonly tasks: readonly string[];
  /** What AWS bills but for retries: entering each state, and leaving the last one. */
  readonly billedTransitions: number;
  /** Every call of a task, retries counted. */
  readonly calls: readonly string[];
}

type Variables = Record<string, unknown>;

/** Time of the machine's own: a Wait moves it on, and nobody waits for it. */
export interface MachineClock {
  now(): Date;
  wait(seconds: number): void;
}

const clockFrom = (start: Date): MachineClock => {
  let time = start.getTime();
  return {
    now: () => new Date(time),
    wait: (seconds) => {
      time += seconds * 1000;
    },
  };
};

/** States entered before a machine counts as running in circles: an hour of pauses of half a minute, and more. */
const MOST_STATES = 1_000;

/** Runs a machine to its end without waiting; what a Task does is said by `task`, which throws errors by name. */
export async function interpret(
  machine: Machine,
  input: unknown,
  task: (call: TaskCall) => unknown,
  execution = { Id: 'arn:execution', Name: 'ord_1' },
  clock: MachineClock = clockFrom(new Date('2026-11-21T10:00:00.000Z')),
): Promise<Run> {
  const states: string[] = [];
  const calls: string[] = [];
  let variables: Variables = {};
  let name = machine.StartAt;
  let data = input;
  const ended = (end: Pick<Run, 'status' | 'output' | 'error'>): Run => ({
    ...end,
    states,
    tasks: states.filter((state) => machine.States[state]?.Type === 'Task'),
    billedTransitions: states.length + 1,
    calls,
  });

  for (;;) {
    const state = machine.States[name];
    if (!state) throw new Error(`No state ${name}`);
    if (states.length > MOST_STATES) throw new Error(`The machine runs in circles: ${states.slice(-6).join(' → ')}`);
    states.push(name);
    const context = {
      Execution: { ...execution, Input: input },
      State: { Name: name },
      Task: { Token: `token-${name}` },
    };
    const evaluate = (value: unknown, found: Variables) =>
      evaluated(value, {
        ...variables,
        states: { input: data, context, ...found },
        millis: () => clock.now().getTime(),
      });
    try {
      if (state.Type === 'Wait') clock.wait(Number(await evaluate(state.Seconds ?? 0, {})));
      const step = await enter(state, name, evaluate, async (parameters) =>
        retried(state, (retries) => {
          calls.push(name);
          return task({ state: name, input: parameters, retries });
        }),
      );
      if (step.failed) return ended({ status: 'FAILED', error: step.failed });
      data = step.output;
      variables = { ...variables, ...step.assigned };
      if (step.next === undefined) return ended({ status: 'SUCCEEDED', output: data });
      name = step.next;
    } catch (error) {
      const failure = error as Error;
      const catcher = state.Catch?.find((one) => matches(one, failure.name));
      if (!catcher) return ended({ status: 'FAILED', error: failure.name });
      const errorOutput = { Error: failure.name, Cause: failure.message };
      const assigned = (await evaluate(catcher.Assign ?? {}, { errorOutput })) as Variables;
      data = catcher.Output === undefined ? errorOutput : await evaluate(catcher.Output, { errorOutput });
      variables = { ...variables, ...assigned };
      name = catcher.Next;
    }
  }
}

interface Step {
  readonly output?: unknown;
  readonly assigned?: Variables;
  readonly next?: string | undefined;
  readonly failed?: string;
}

type Evaluate = (value: unknown, found: Variables) => Promise<unknown>;

async function enter(
  state: State,
  name: string,
  evaluate: Evaluate,
  perform: (parameters: unknown) => Promise<unknown>,
): Promise<Step> {
  const after = async (result: unknown, output: unknown, next = state.Next): Promise<Step> => ({
    output: output === undefined ? result : await evaluate(output, { result }),
    assigned: (await evaluate(state.Assign ?? {}, { result })) as Variables,
    next,
  });
  switch (state.Type) {
    case 'Task':
      return after(await perform(await evaluate(state.Arguments ?? '{% $states.input %}', {})), state.Output);
    case 'Pass':
    case 'Wait':
      return after(await evaluate('{% $states.input %}', {}), state.Output);
    case 'Choice': {
      for (const choice of state.Choices ?? []) {
        if ((await evaluate(choice.Condition, {})) === true) {
          return after(await evaluate('{% $states.input %}', {}), choice.Output, choice.Next);
        }
      }
      if (state.Default === undefined) throw new TaskFailure('States.NoChoiceMatched', name);
      return after(await evaluate('{% $states.input %}', {}), state.Output, state.Default);
    }
    case 'Succeed':
      return { output: await evaluate(state.Output ?? '{% $states.input %}', {}) };
    case 'Fail':
      return { failed: String(await evaluate(state.Error ?? 'States.Failed', {})) };
  }
}

async function retried(state: State, attempt: (retries: number) => unknown): Promise<unknown> {
  const used = new Map<Retrier, number>();
  for (let retries = 0; ; retries++) {
    try {
      return await attempt(retries);
    } catch (error) {
      const retrier = state.Retry?.find((one) => matches(one, (error as Error).name));
      const before = retrier ? (used.get(retrier) ?? 0) : 0;
      if (!retrier || before >= (retrier.MaxAttempts ?? 3)) throw error;
      used.set(retrier, before + 1);
    }
  }
}

/** States.TaskFailed stands for every error but a timeout; States.ALL for every one but what ends the machine. */
const matches = ({ ErrorEquals }: Retrier | Catcher, error: string): boolean =>
  ErrorEquals.includes(error) ||
  (ErrorEquals.includes('States.TaskFailed') && error !== 'States.Timeout') ||
  (ErrorEquals.includes('States.ALL') && error !== 'States.DataLimitExceeded');

async function evaluated(value: unknown, bindings: Variables): Promise<unknown> {
  const expression = expressionIn(value);
  if (expression !== undefined) {
    const found = (await jsonata(expression).evaluate(undefined, bindings)) as unknown;
    // Step Functions is strict here: a path that leads nowhere is an error, not a gap in the data.
    if (found === undefined) throw new TaskFailure('States.QueryEvaluationError', expression);
    return JSON.parse(JSON.stringify(found)) as unknown;
  }
  if (Array.isArray(value)) return Promise.all(value.map((one) => evaluated(one, bindings)));
  if (typeof value !== 'object' || value === null) return value;
  const members = await Promise.all(
    Object.entries(value).map(async ([key, one]) => [key, await evaluated(one, bindings)] as const),
  );
  return Object.fromEntries(members);
}
