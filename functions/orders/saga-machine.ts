/** What an execution is given: the order's id, and what logs and facts need to know about its cause. */
export interface SagaInput {
  readonly orderId: string;
  readonly correlationId: string;
  readonly traceparent?: string;
}

/** The port to the state machine that runs sagas. */
export interface SagaMachine {
  /** Starts an execution. One of that name that runs or ran already is what was wanted. */
  start(name: string, input: SagaInput): Promise<void>;
  /** What has become of an execution. */
  look(name: string): Promise<'absent' | 'running' | 'ended' | 'broken'>;
}
