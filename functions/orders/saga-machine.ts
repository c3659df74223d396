/** The port to the state machine that runs sagas. */
export interface SagaMachine {
  /** Starts an execution. One of that name that runs or ran already is what was wanted. */
  start(name: string, input: { readonly orderId: string; readonly correlationId: string }): Promise<void>;
  /** What has become of an execution. */
  look(name: string): Promise<'absent' | 'running' | 'ended' | 'broken'>;
}
