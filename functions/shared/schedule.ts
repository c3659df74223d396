import type { Context } from 'aws-lambda';
import { newId } from './ids.ts';
import { withInvocation } from './invocation.ts';

/** Runs what the clock started under a correlation id of its own. */
export const scheduled = (name: string, context: Context, work: () => Promise<void>): Promise<void> =>
  withInvocation(
    {
      correlationId: newId('cor'),
      requestId: context.awsRequestId,
      traceparent: undefined,
      causationId: undefined,
      actor: `system:${name}`,
      deadline: Date.now() + context.getRemainingTimeInMillis(),
    },
    work,
  );
