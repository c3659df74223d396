import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { withInvocation } from './invocation.ts';
import { count, log } from './observability.ts';

/** What a state machine hands to a step. */
const StepCall = z.object({
  step: z.string(),
  direction: z.enum(['do', 'undo']),
  orderId: z.string(),
  correlationId: z.string(),
  /** Of the event that started the saga; empty where that had none. */
  traceparent: z.string().optional(),
  execution: z.string(),
  /** The order's version after the step before, so that the next one need not read it. */
  version: z.int().positive().optional(),
  taskToken: z.string().optional(),
});
export type StepCall = Omit<z.infer<typeof StepCall>, 'step' | 'direction' | 'correlationId' | 'traceparent'>;

/** What a step hands on: the order's version after it. Execution data carries ids and numbers, nothing else. */
export interface Receipt {
  readonly version: number;
}

/** A step and its way back. Both may be called any number of times and take effect once. */
export interface Step {
  readonly name: string;
  readonly do?: (call: StepCall) => Promise<Receipt | undefined>;
  readonly undo?: (call: StepCall) => Promise<Receipt>;
}

/** The Lambda handler of a context's steps. What a step throws leaves with its name: the state machine matches on it. */
export function steps(table: readonly Step[]) {
  const byName = new Map(table.map((step) => [step.name, step]));
  return async (input: unknown, context: Context): Promise<Receipt | undefined> => {
    const { step: name, direction, correlationId, traceparent, ...call } = StepCall.parse(input);
    const work = byName.get(name)?.[direction];
    if (!work) throw new Error(`No step ${name}#${direction} here`);
    return withInvocation(
      {
        correlationId,
        requestId: context.awsRequestId,
        traceparent: traceparent || undefined,
        causationId: undefined,
        actor: `system:${name}`,
        deadline: Date.now() + context.getRemainingTimeInMillis(),
      },
      async () => {
        const fields = { step: `${name}#${direction}`, orderId: call.orderId, execution: call.execution };
        try {
          const receipt = await work(call);
          log.info('step done', fields);
          return receipt;
        } catch (error) {
          log.warn('step failed', { ...fields, error: error instanceof Error ? error.name : 'unknown' });
          count('StepFailed', 1, { step: `${name}#${direction}` });
          throw error;
        }
      },
    );
  };
}
