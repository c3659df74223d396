import type { Context } from 'aws-lambda';
import { newId } from './ids.ts';
import { withInvocation } from './invocation.ts';
import { log } from './observability.ts';

/** Runs what the clock started under a correlation id of its own. */
export const scheduled = <T>(name: string, context: Context, work: () => Promise<T>): Promise<T> =>
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

/** Works through a sweep's finds: what fails is named and stops nothing else. Throws at the end if anything did. */
export async function eachOnItsOwn<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let failed = 0;
  for (const item of items) {
    try {
      await work(item);
    } catch (error) {
      failed += 1;
      log.error('left for the next sweep', error, { subject: nameOf(item) });
    }
  }
  if (failed > 0) throw new Error(`${failed} of ${items.length} were left for the next sweep`);
}
