import { expect, test } from 'vitest';
import type { Machine, State } from '../../support/asl.ts';
import { interpret, TaskFailure } from '../../support/asl-interpreter.ts';

const machine = (States: Record<string, State>): Machine => ({ QueryLanguage: 'JSONata', StartAt: 'A', States });

const work = (more: Partial<State> = {}): State => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  ...more,
});

test('a chain of tasks hands results on and is billed for each state and its end', async () => {
  const run = await interpret(
    machine({
      A: work({
        Arguments: { id: '{% $states.input.id %}' },
        Output: '{% $states.result %}',
        Assign: { first: '{% $states.result.n %}' },
        Next: 'B',
      }),
      B: work({ Arguments: { n: '{% $first + 1 %}', by: '{% $states.context.Execution.Name %}' }, End: true }),
    }),
    { id: 'x' },
    ({ state, input }) => (state === 'A' ? { n: 1 } : input),
  );
  expect(run).toMatchObject({
    status: 'SUCCEEDED',
    output: { n: 2, by: 'ord_1' },
    tasks: ['A', 'B'],
    billedTransitions: 3,
  });
});

test('a retried error is tried again as often as its retrier says, then caught by name before States.ALL', async () => {
  const flow = machine({
    A: work({
      Retry: [{ ErrorEquals: ['Busy'], MaxAttempts: 2 }],
      Catch: [
        { ErrorEquals: ['Busy'], Next: 'Named', Output: '{% $states.errorOutput %}' },
        { ErrorEquals: ['States.ALL'], Next: 'Other' },
      ],
      End: true,
    }),
    Named: { Type: 'Succeed' },
    Other: { Type: 'Fail', Error: 'Lost' },
  });
  const busy = await interpret(flow, {}, () => {
    throw new TaskFailure('Busy', 'so many');
  });
  expect(busy).toMatchObject({
    status: 'SUCCEEDED',
    output: { Error: 'Busy', Cause: 'so many' },
    calls: ['A', 'A', 'A'],
  });
  expect(busy.billedTransitions).toBe(3);
  const other = await interpret(flow, {}, () => {
    throw new TaskFailure('Error');
  });
  expect(other).toMatchObject({ status: 'FAILED', error: 'Lost', calls: ['A'] });
});

test('a timeout is no TaskFailed, and an error that nobody catches fails the execution by its name', async () => {
  const flow = machine({ A: work({ Retry: [{ ErrorEquals: ['States.TaskFailed'] }], End: true }) });
  const late = await interpret(flow, {}, () => {
    throw new TaskFailure('States.Timeout');
  });
  expect(late).toMatchObject({ status: 'FAILED', error: 'States.Timeout', calls: ['A'] });
});

test('a path that leads nowhere is an error, as it is in Step Functions', async () => {
  const run = await interpret(
    machine({ A: work({ Arguments: { id: '{% $states.input.nothing %}' }, End: true }) }),
    {},
    () => 1,
  );
  expect(run).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError', calls: [] });
});

test('a choice takes the first condition that holds, else its default', async () => {
  const flow = machine({
    A: { Type: 'Choice', Choices: [{ Condition: "{% $states.input.way = 'left' %}", Next: 'Left' }], Default: 'Right' },
    Left: { Type: 'Succeed' },
    Right: { Type: 'Pass', Output: { way: 'right' }, End: true },
  });
  expect((await interpret(flow, { way: 'left' }, () => 0)).states).toEqual(['A', 'Left']);
  expect(await interpret(flow, { way: 'up' }, () => 0)).toMatchObject({
    states: ['A', 'Right'],
    output: { way: 'right' },
  });
});

test('a machine that never ends is noticed', async () => {
  await expect(interpret(machine({ A: { Type: 'Pass', Next: 'A' } }), {}, () => 0)).rejects.toThrow('circles');
});
