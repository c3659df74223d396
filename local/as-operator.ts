import { newId } from '../functions/shared/ids.ts';
import { withInvocation } from '../functions/shared/invocation.ts';

/** Does what is nobody's request: facts that it records name the operator. */
export const asOperator = <T>(work: () => Promise<T>): Promise<T> =>
  withInvocation(
    {
      correlationId: newId('cor'),
      requestId: 'operator',
      traceparent: undefined,
      causationId: undefined,
      actor: 'system:operator',
      deadline: Date.now() + 60_000,
    },
    work,
  );
