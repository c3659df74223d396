/** What a step of any context needs of an order: whether it was done before, and which way the order goes. */
import type { Fact } from '../shared/events/facts.ts';
import type { Order } from './order.ts';

export { assertForward, hasEnded, receiptOf, SagaTurnedBack } from './order.ts';

/** What a saga step decides on: the order, and whether the step or its undo is recorded already. */
export interface StepView {
  readonly order: Order | undefined;
  readonly done: Fact | undefined;
  readonly undone: Fact | undefined;
}

export type KnownStep = StepView & { readonly order: Order };

/** The view of a step whose order must exist: a saga is started by its order's own fact. */
export function knownStep(view: StepView, orderId: string): KnownStep {
  if (!view.order) throw new Error(`There is no order ${orderId}`);
  return { ...view, order: view.order };
}
