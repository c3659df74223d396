import { basename, join } from 'node:path';
import validate from 'asl-validator';
import jsonata from 'jsonata';
import { describe, expect, test } from 'vitest';
import type { Step } from '../../functions/shared/steps.ts';
import { stages } from '../../lib/config.ts';
import { STEP_PLACEHOLDERS, sagaDefinition, TIMING_PLACEHOLDERS } from '../../lib/constructs/saga.ts';
import { catcherOf, expressionsOf, type Machine, placeholdersIn, type State, tasksOf } from '../support/asl.ts';
import { interpret, TaskFailure } from '../support/asl-interpreter.ts';
import { root } from '../support/rooms.ts';
import { kindOf, sources } from '../support/sources.ts';

/** The machine as it is deployed: numbers by the saga construct, functions by CloudFormation. */
function deployed(file: string, stage: keyof typeof stages): Machine {
  const text = sagaDefinition(file, stages[stage].saga);
  return JSON.parse(
    STEP_PLACEHOLDERS.reduce(
      (filled, name) => filled.replaceAll(`\${${name}}`, `arn:aws:lambda:eu-central-1:123456789012:function:${name}`),
      text,
    ),
  ) as Machine;
}

const files = (await sources('statemachines/*.asl.json')).map(({ path, text }) => ({
  file: basename(path, '.asl.json'),
  text,
}));
const functions = await sources('functions/**/*.ts');
const errorClasses = functions.flatMap(({ text }) =>
  [...text.matchAll(/override (?:readonly )?name = '([^']+)'/g)].map(([, name]) => name ?? ''),
);
/** Stands for any port: a step only has to be made here, not to work. */
const anything: unknown = new Proxy(() => anything, { get: () => anything });

/** `reserve-stock#do`, for every direction of every step that a step file exports. */
const steps = new Set<string>();
for (const { path } of functions.filter((one) => kindOf(one.path) === 'step')) {
  const exported = (await import(join(root, path))) as Record<string, unknown>;
  for (const make of Object.values(exported)) {
    if (typeof make !== 'function' || /^class\b/.test(String(make))) continue;
    const step = (make as (ports: unknown) => Partial<Step>)(anything);
    for (const direction of ['do', 'undo'] as const) if (step[direction]) steps.add(`${step.name}#${direction}`);
  }
}

/** Errors that Step Functions and Lambda raise by themselves. */
const PLATFORM_ERRORS = [
  'States.ALL',
  'States.Timeout',
  'States.TaskFailed',
  'States.QueryEvaluationError',
  'States.Permissions',
  'Sandbox.Timedout',
  'Runtime.ExitError',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.Unknown',
];

const errorsOf = ({ States }: Machine) =>
  Object.values(States).flatMap(({ Retry = [], Catch = [] }) => [...Retry, ...Catch].flatMap((one) => one.ErrorEquals));

const NEVER_RETRIED = { ErrorEquals: ['GatewayUnavailable'], MaxAttempts: 0 };

/** A full cloud has run nothing, so asking again costs no time of a task and can do no harm. */
const FULL_CLOUD = 'Lambda.TooManyRequestsException';
const isOfFullCloud = ({ ErrorEquals }: { readonly ErrorEquals: readonly string[] }) =>
  ErrorEquals.includes(FULL_CLOUD);

interface StepPayload {
  readonly step: string;
  readonly direction: string;
}
const payloadOf = (state: State) => (state.Arguments as { readonly Payload: StepPayload }).Payload;

test('there is a machine to look at', () => {
  expect(files.map(({ file }) => file)).toContain('order-saga');
});

describe.each(files)('$file', ({ file, text }) => {
  const machine = deployed(file, 'dev');

  test('is JSON before and after its placeholders are filled, so that every editor can show it', () => {
    expect(() => JSON.parse(text) as unknown).not.toThrow();
    expect(placeholdersIn(JSON.stringify(machine))).toEqual([]);
  });

  test('uses no placeholder that the saga construct does not fill', () => {
    const filled: readonly string[] = [...STEP_PLACEHOLDERS, ...TIMING_PLACEHOLDERS];
    expect(placeholdersIn(text).filter((name) => !filled.includes(name))).toEqual([]);
  });

  test('is Amazon States Language, in JSONata', () => {
    // The validator writes into what it is given.
    const { isValid, errorsText } = validate(structuredClone(machine));
    expect(isValid ? '' : errorsText()).toBe('');
    expect(machine.QueryLanguage).toBe('JSONata');
    expect(validate({ ...structuredClone(machine), StartAt: 'Nowhere' }).isValid).toBe(false);
  });

  test('every expression compiles, and hands on nothing but its input, results and context', () => {
    const expressions = expressionsOf(machine);
    expect(expressions.length).toBeGreaterThan(0);
    for (const { path, expression } of expressions) {
      expect(() => jsonata(expression), path).not.toThrow();
      expect(expression, path).toMatch(/\$(states\.(input|result|context|errorOutput)|gateway(Waits|Until)\b)/);
    }
  });

  test('every error it waits for exists: raised by the platform or by a class of ours', () => {
    const raised = new Set([...PLATFORM_ERRORS, ...errorClasses]);
    expect([...new Set(errorsOf(machine))].filter((name) => !raised.has(name))).toEqual([]);
  });

  test('every task is a step that exists, called with ids and numbers', () => {
    const called = tasksOf(machine).map(([, state]) => payloadOf(state));
    expect(called.map(({ step, direction }) => `${step}#${direction}`).filter((step) => !steps.has(step))).toEqual([]);
    const names = new Set(called.flatMap((payload) => Object.keys(payload)));
    const allowed = [
      'step',
      'direction',
      'orderId',
      'correlationId',
      'traceparent',
      'execution',
      'version',
      'taskToken',
    ];
    expect([...names].filter((name) => !allowed.includes(name))).toEqual([]);
  });

  test('no task works on a table by itself: the optimised integrations lose updates', () => {
    for (const [, { Resource }] of tasksOf(machine)) {
      expect(Resource).toMatch(/^arn:aws:states:::lambda:invoke(\.waitForTaskToken)?$/);
    }
  });

  test.each(tasksOf(machine))(
    '%s gives up in time, tries again with jitter, and catches whatever is left',
    (name, state) => {
      expect(state.TimeoutSeconds, name).toBeTypeOf('number');
      const [crowd, ...rest] = state.Retry ?? [];
      const [retrier, ...others] = rest.toReversed();
      // What the machine itself waits for is left out of the retries.
      expect(others).toEqual(name === 'VoidOrRefundPayment' ? [NEVER_RETRIED] : []);
      expect(crowd).toMatchObject({ ErrorEquals: [FULL_CLOUD], MaxAttempts: 24, MaxDelaySeconds: 30 });
      expect(retrier).toMatchObject({ MaxAttempts: 3 });
      for (const one of [crowd, retrier]) {
        expect(one).toMatchObject({ JitterStrategy: 'FULL' });
        expect(one?.IntervalSeconds).toBeTypeOf('number');
        expect(one?.BackoffRate).toBeGreaterThan(1);
      }
      expect(state.Catch?.at(-1)?.ErrorEquals).toEqual(['States.ALL']);
    },
  );

  test('every task is tried again after what AWS names as passing faults of Lambda [SAG-08]', () => {
    const named = ['ServiceException', 'AWSLambdaException', 'SdkClientException', 'ClientExecutionTimeoutException'];
    const lists = tasksOf(machine).map(([, { Retry = [] }]) => Retry.flatMap(({ ErrorEquals }) => ErrorEquals));
    const missing = (list: readonly string[]) =>
      list.includes('States.ALL') ? [] : named.filter((name) => !list.includes(`Lambda.${name}`));
    expect(lists.flatMap(missing)).toEqual([]);
    expect(missing(['Lambda.Unknown', 'Lambda.ServiceException'])).toHaveLength(3);
  });

  test('a forward step retries what passes and nothing else: an error that may have had its effect goes back', () => {
    for (const [name, state] of tasksOf(machine)) {
      if (payloadOf(state).direction === 'undo' || name === 'FailOrder') continue;
      const retried = (state.Retry ?? []).flatMap(({ ErrorEquals }) => ErrorEquals);
      expect(retried.filter((error) => ['States.ALL', 'States.TaskFailed', 'States.Timeout'].includes(error))).toEqual(
        [],
      );
      const business = (state.Catch ?? []).flatMap(({ ErrorEquals }) => ErrorEquals);
      expect(retried.filter((error) => business.includes(error))).toEqual([]);
    }
  });
});

describe('order-saga [SAG-01..08]', () => {
  const FORWARD = ['ReserveStock', 'TakePayment', 'ScheduleFulfilment', 'CompleteOrder'];
  const BACK = ['CancelFulfilment', 'VoidOrRefundPayment', 'ReleaseStock', 'FailOrder'];
  const OWN_UNDO = {
    OutOfStock: 'ReleaseStock',
    PaymentRefused: 'VoidOrRefundPayment',
    ShippingImpossible: 'CancelFulfilment',
  };
  const machine = deployed('order-saga', 'dev');
  const input = { orderId: 'ord_1', correlationId: 'cor_1' };
  const receipt = (version: number) => ({ Payload: { version } });

  /** Every task succeeds but those that fail by the name given; a token task's result comes without a payload around it. */
  const run = (failures: Readonly<Record<string, string>>, overrides: { readonly from?: string } = {}) =>
    interpret({ ...machine, StartAt: overrides.from ?? machine.StartAt }, input, ({ state }) => {
      const failure = failures[state];
      if (failure !== undefined) throw new TaskFailure(failure);
      return state === 'TakePayment' ? { version: 3 } : receipt(2);
    });

  /** States from here on when each of them ends well. */
  const wayFrom = (start: string): string[] => {
    const way: string[] = [];
    for (let at: string | undefined = start; at !== undefined; at = machine.States[at]?.Next) way.push(at);
    return way;
  };

  test('a good order takes four tasks and five billed transitions, and no mail is one of them [SAG-12, K3]', async () => {
    const happy = await run({});
    expect(happy).toMatchObject({ status: 'SUCCEEDED', tasks: FORWARD, billedTransitions: 5 });
    expect(wayFrom(machine.StartAt)).toEqual(FORWARD);
  });

  test('the way back is four tasks, in reverse order of what they take back', () => {
    expect(wayFrom('CancelFulfilment')).toEqual(BACK);
  });

  test('an order that cannot be shipped takes seven tasks and eight billed transitions, and ends normally', async () => {
    const impossible = await run({ ScheduleFulfilment: 'ShippingImpossible' });
    expect(impossible).toMatchObject({ status: 'SUCCEEDED', billedTransitions: 8 });
    expect(impossible.tasks).toEqual([...FORWARD.slice(0, 3), ...BACK]);
  });

  test.each(Object.entries(OWN_UNDO))('%s, a business no, enters the step’s own undo: %s', async (error, undo) => {
    const step = FORWARD[Object.keys(OWN_UNDO).indexOf(error)] ?? '';
    const refused = await run({ [step]: error });
    const entered = refused.tasks.slice(refused.tasks.indexOf(step) + 1);
    expect(entered).toEqual(BACK.slice(BACK.indexOf(undo)));
    expect(refused.status).toBe('SUCCEEDED');
    expect(refused.calls.filter((call) => call === step)).toHaveLength(1);
  });

  test.each(
    FORWARD.flatMap((step) =>
      ['Error', 'States.Timeout', 'SagaTurnedBack', 'States.QueryEvaluationError'].map(
        (error) => [error, step] as const,
      ),
    ),
  )('an ambiguous %s of %s goes to the top of the way back and passes all of it', async (error, step) => {
    const lost = await run({ [step]: error });
    expect(lost.tasks.slice(lost.tasks.indexOf(step) + 1)).toEqual(BACK);
    expect(lost.status).toBe('SUCCEEDED');
    expect(catcherOf(machine.States[step] as State, error)?.Next).toBe(BACK[0]);
  });

  test.each(
    FORWARD.flatMap((step) =>
      [
        'StoreContention',
        'StoreUnavailable',
        'TaskUnavailable',
        'GatewayUnavailable',
        'Sandbox.Timedout',
        'Runtime.ExitError',
        'Lambda.ClientExecutionTimeoutException',
      ]
        .filter((error) => step !== 'TakePayment' || error !== 'GatewayUnavailable')
        .map((error) => [error, step] as const),
    ),
  )('%s of %s passes: it is retried three times before the order turns back [SAG-08]', async (error, step) => {
    const lost = await run({ [step]: error });
    expect(lost.calls.filter((call) => call === step)).toHaveLength(4);
    expect(lost.tasks.slice(-4)).toEqual(BACK);
  });

  test.each([...FORWARD, ...BACK])(
    'a cloud that is too full for %s is waited for 24 times, as nothing has run yet [RES-01, SAG-08]',
    async (step) => {
      let refusals = 24;
      const late = await interpret(machine, input, ({ state }) => {
        if (state === step && refusals-- > 0) throw new TaskFailure(FULL_CLOUD);
        // Sends the order back, so that every step is come by.
        if (state === 'CompleteOrder' && BACK.includes(step)) throw new TaskFailure('Error');
        return state === 'TakePayment' ? { version: 3 } : receipt(2);
      });
      expect(late.status).toBe('SUCCEEDED');
      expect(late.calls.filter((call) => call === step)).toHaveLength(25);
      expect(late.tasks).toEqual(BACK.includes(step) ? [...FORWARD, ...BACK] : FORWARD);
    },
  );

  test.each(FORWARD)(
    '%s that meets one trouble after the other is tried three times more in all [SAG-08]',
    async (step) => {
      let calls = 0;
      const troubles = ['StoreContention', 'TaskUnavailable', 'StoreContention', 'Sandbox.Timedout'];
      const lost = await interpret(machine, input, ({ state }) => {
        const trouble = state === step ? troubles[calls++] : undefined;
        if (trouble !== undefined) throw new TaskFailure(trouble);
        return state === 'TakePayment' ? { version: 3 } : receipt(2);
      });
      expect(lost.calls.filter((call) => call === step)).toHaveLength(4);
      expect(lost.tasks.slice(-4)).toEqual(BACK);
    },
  );

  test.each(BACK)(
    '%s that keeps failing parks the order: the execution fails, and nothing after it is done',
    async (undo) => {
      const stuck = await run({ ScheduleFulfilment: 'ShippingImpossible', [undo]: 'RefundRefused' });
      expect(stuck).toMatchObject({ status: 'FAILED', error: 'SagaParked' });
      expect(stuck.states.at(-1)).toBe('ParkOrder');
      expect(stuck.tasks.at(-1)).toBe(undo);
      expect(stuck.calls.filter((call) => call === undo)).toHaveLength(4);
    },
  );

  /** The seconds of every pause while the gateway cannot be reached by a step, until it can, after so many calls. */
  const pausesOf = async (step: string, reachableAfter: number, failures: Readonly<Record<string, string>> = {}) => {
    const pauses: number[] = [];
    let time = Date.parse('2026-11-21T10:00:00.000Z');
    let calls = 0;
    const clock = {
      now: () => new Date(time),
      wait: (seconds: number) => {
        pauses.push(seconds);
        time += seconds * 1000;
      },
    };
    const ended = await interpret(
      machine,
      input,
      ({ state }) => {
        if (state === step && calls++ < reachableAfter) throw new TaskFailure('GatewayUnavailable');
        const failure = failures[state];
        if (failure !== undefined) throw new TaskFailure(failure);
        return state === 'TakePayment' ? { version: 3 } : receipt(2);
      },
      undefined,
      clock,
    );
    return { ended, pauses };
  };

  test('a gateway that cannot be reached is asked again after growing pauses, half a minute at most [RES-01, SAG-08]', async () => {
    const { ended, pauses } = await pausesOf('TakePayment', 8);
    expect(pauses).toEqual([2, 4, 8, 16, 30, 30, 30, 30]);
    expect(ended).toMatchObject({ status: 'SUCCEEDED' });
    expect(ended.tasks.filter((name) => name !== 'TakePayment')).toEqual(
      FORWARD.filter((name) => name !== 'TakePayment'),
    );
  });

  test('a hold that ends while the gateway cannot be reached turns the order back', async () => {
    const { ended } = await pausesOf('TakePayment', 3, { TakePayment: 'HoldEnded' });
    expect(ended.status).toBe('SUCCEEDED');
    expect(ended.tasks.slice(-4)).toEqual(BACK);
  });

  test('a refund waits for a gateway that cannot be reached, 45 minutes at most; then the order is parked [SAG-07, RES-01]', async () => {
    const impossible = { ScheduleFulfilment: 'ShippingImpossible' };
    const back = await pausesOf('VoidOrRefundPayment', 20, impossible);
    expect(back.ended.status).toBe('SUCCEEDED');
    expect(back.ended.tasks.at(-1)).toBe('FailOrder');
    const never = await pausesOf('VoidOrRefundPayment', Infinity, impossible);
    expect(never.ended).toMatchObject({ status: 'FAILED', error: 'SagaParked' });
    const waited = never.pauses.reduce((a, b) => a + b, 0);
    expect(waited).toBeGreaterThanOrEqual(45 * 60);
    expect(waited).toBeLessThan(45 * 60 + 30);
  });

  test('a refund that is refused is tried four times and parks the order, as ever [PAY-12]', async () => {
    const refused = await run({ ScheduleFulfilment: 'ShippingImpossible', VoidOrRefundPayment: 'RefundRefused' });
    expect(refused.error).toBe('SagaParked');
    expect(refused.calls.filter((call) => call === 'VoidOrRefundPayment')).toHaveLength(4);
  });

  test('a retry of an order that was going back throws at once and enters the top of the way back', async () => {
    const again = await run({ ReserveStock: 'SagaTurnedBack' });
    expect(again.tasks).toEqual(['ReserveStock', ...BACK]);
  });

  test('what is handed on is ids and the order’s version: never lines, contacts or tokens', async () => {
    const inputs: unknown[] = [];
    await interpret(machine, input, ({ state, input: given }) => {
      inputs.push(given);
      return state === 'TakePayment' ? { version: 3 } : receipt(2);
    });
    const payloads = inputs.map((given) => (given as { Payload: Record<string, unknown> }).Payload);
    expect(payloads.map(({ step, version }) => [step, version])).toEqual([
      ['reserve-stock', undefined],
      ['take-payment', 2],
      ['schedule-fulfilment', 3],
      ['complete-order', 2],
    ]);
    for (const { orderId, correlationId, execution } of payloads) {
      expect({ orderId, correlationId, execution }).toEqual({ ...input, execution: 'ord_1' });
    }
    expect(payloads.filter(({ taskToken }) => taskToken !== undefined)).toHaveLength(1);
  });

  test.each([
    ['with the trace of its event', { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }],
    ['without a trace', {}],
  ])('an execution %s hands it on to every step, forward and back [OBS-05]', async (_, trace) => {
    const handed: unknown[] = [];
    await interpret(machine, { ...input, ...trace }, ({ state, input: given }) => {
      handed.push((given as { Payload: { traceparent: unknown } }).Payload.traceparent);
      if (state === 'CompleteOrder') throw new TaskFailure('Error');
      return state === 'TakePayment' ? { version: 3 } : receipt(2);
    });
    expect(handed).toEqual(Array.from({ length: 8 }, () => ('traceparent' in trace ? trace.traceparent : '')));
  });

  describe.each(Object.keys(stages) as (keyof typeof stages)[])('timings of stage %s', (stage) => {
    const { saga } = stages[stage];
    const timed = deployed('order-saga', stage);

    /** Attempts that may take a task's whole time: what a full cloud refuses takes none. */
    const retries = ({ Retry = [] }: State) =>
      Retry.filter((one) => !isOfFullCloud(one))
        .map(({ MaxAttempts = 3 }) => MaxAttempts)
        .reduce((a, b) => a + b, 0);
    /** Longest backoff of a state that uses up all its retriers: full jitter waits at most the interval, which grows. */
    const waits = ({ Retry = [] }: State) =>
      Retry.flatMap(({ IntervalSeconds = 1, BackoffRate = 2, MaxAttempts = 3, MaxDelaySeconds = Infinity }) =>
        Array.from({ length: MaxAttempts }, (_, retry) =>
          Math.min(IntervalSeconds * BackoffRate ** retry, MaxDelaySeconds),
        ),
      ).reduce((a, b) => a + b, 0);
    /** Seconds that a step can take with all its attempts. A token task's retried errors come from its handler; it waits once. */
    const longest = (name: string) => {
      const state = timed.States[name] as State;
      const timeout = state.TimeoutSeconds as number;
      return state.Resource?.endsWith('.waitForTaskToken')
        ? retries(state) * saga.handlerSeconds + waits(state) + timeout
        : (retries(state) + 1) * timeout + waits(state);
    };
    const sum = (names: readonly string[]) => names.map(longest).reduce((a, b) => a + b, 0);

    test('a handler gives up before its task does', () => {
      for (const [, { TimeoutSeconds }] of tasksOf(timed)) expect(TimeoutSeconds).toBeGreaterThan(saga.handlerSeconds);
    });

    test('a hold outlives every attempt to reserve and to pay', () => {
      expect(sum(['ReserveStock', 'TakePayment'])).toBeLessThan(saga.holdSeconds);
    });

    test('the machine outlives the hold, and the longest way there is: with a silent gateway, forward and all the way back', () => {
      // Until the hold ends, and 45 minutes of a refund; a pause and a call more each time.
      const silent = saga.holdSeconds + 45 * 60 + 2 * (30 + saga.taskSeconds);
      expect(timed.TimeoutSeconds).toBe(saga.machineSeconds);
      expect(saga.holdSeconds).toBeLessThan(saga.machineSeconds);
      expect(silent + sum([...FORWARD, ...BACK])).toBeLessThan(saga.machineSeconds);
    });
  });
});
