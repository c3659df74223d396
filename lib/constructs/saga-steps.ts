import type { Construct } from 'constructs';
import { ContextFunction, type ContextFunctionProps } from './context-function.ts';

/** A context's `steps` entry, which ends before the machine gives up on it. */
export class SagaSteps extends ContextFunction {
  constructor(scope: Construct, id: string, props: Omit<ContextFunctionProps, 'entry' | 'timeoutSeconds'>) {
    super(scope, id, { ...props, entry: 'steps', timeoutSeconds: props.foundation.config.saga.handlerSeconds });
  }
}
