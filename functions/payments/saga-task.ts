import type { Receipt } from '../shared/steps.ts';

/** The port to a machine that waits for a payment. A token that nobody waits on any more is no error. */
export interface SagaTask {
  succeed(taskToken: string, receipt: Receipt): Promise<void>;
  fail(taskToken: string, error: { readonly name: string; readonly message: string }): Promise<void>;
}
