import { DomainError } from '../shared/domain-error.ts';
import type { Receipt } from '../shared/steps.ts';

/**
 * The port to a machine that waits for a payment. A token that nobody waits on any more is no error; a machine that does
 * not answer is `TaskUnavailable`.
 */
export interface SagaTask {
  succeed(taskToken: string, receipt: Receipt): Promise<void>;
  fail(taskToken: string, error: { readonly name: string; readonly message: string }): Promise<void>;
}

/** The machine could not be told. Telling it again is safe. */
export class TaskUnavailable extends DomainError {
  override name = 'TaskUnavailable';
  constructor(cause: unknown) {
    super('unavailable', 'unavailable', 'The order cannot go on right now. Please try again in a moment.', {
      cause,
      retryAfter: 5,
    });
  }
}
