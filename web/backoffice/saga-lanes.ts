import type { AdminOrder, Entry } from './data/shapes.ts';

/** How a step of the saga stands: done, refused (the order turned there), standing (parked), running, or not reached. */
export type StepState = 'done' | 'refused' | 'stuck' | 'now' | 'todo' | 'nothing';
type StepName = 'reserve' | 'pay' | 'ship' | 'complete' | 'release' | 'refund' | 'cancel';

export interface Step {
  readonly name: StepName;
  readonly state: StepState;
  /** When it came to that, as RFC 3339. */
  readonly at?: string | undefined;
}

export interface Lanes {
  readonly forward: readonly Step[];
  /** In the order of the steps that they undo; it is walked from its end. Empty while the order goes forward. */
  readonly back: readonly Step[];
  /** The reason of the turn, as a code. */
  readonly turnedAt?: string | undefined;
}

interface Told {
  readonly name: StepName;
  readonly done: readonly string[];
  readonly refused?: string;
  /** A fact that says that there was nothing to do. */
  readonly nothing?: string;
}

const FORWARD: readonly Told[] = [
  { name: 'reserve', done: ['inventory.reserved'], refused: 'inventory.failed' },
  { name: 'pay', done: ['payment.processed'], refused: 'payment.failed' },
  { name: 'ship', done: ['shipping.prepared'], refused: 'shipping.failed' },
  { name: 'complete', done: ['order.completed'] },
];
const BACK: readonly Told[] = [
  { name: 'release', done: ['inventory.released'], nothing: 'inventory.nothing-held' },
  { name: 'refund', done: ['payment.refunded', 'payment.voided'] },
  { name: 'cancel', done: ['shipping.canceled'], nothing: 'shipping.nothing-scheduled' },
];

const firstTodo = (steps: readonly Step[]): number => steps.findIndex(({ state }) => state === 'todo');

/** Tells where an order's saga stands. In: its saga, and its facts as staff see them. Out: the way forward and the way back. */
export function lanesOf(saga: AdminOrder['saga'], entries: readonly Entry[]): Lanes {
  const times = new Map(entries.map(({ type, at }) => [type, at]));
  const tell = ({ name, done, refused, nothing }: Told): Step => {
    const fact = done.find((type) => times.has(type));
    if (fact) return { name, state: 'done', at: times.get(fact) };
    if (refused && times.has(refused)) return { name, state: 'refused', at: times.get(refused) };
    if (nothing && times.has(nothing)) return { name, state: 'nothing', at: times.get(nothing) };
    return { name, state: 'todo' };
  };
  const here: StepState = saga.parked ? 'stuck' : 'now';
  const forward = FORWARD.map(tell);
  if (saga.direction === 'FORWARD') {
    const at = saga.done ? -1 : firstTodo(forward);
    return { forward: forward.map((step, index) => (index === at ? { ...step, state: here } : step)), back: [] };
  }
  // It turned where it was refused, else where it came to nothing.
  const turned = forward.some(({ state }) => state === 'refused') ? -1 : firstTodo(forward);
  const back = BACK.map(tell);
  const runs = saga.done ? -1 : back.findLastIndex(({ state }) => state === 'todo');
  const refusal = entries.find(({ type }) => FORWARD.some(({ refused }) => refused === type)) ?? {
    details: undefined,
  };
  const ending = entries.find(({ type }) => type === 'order.failed');
  const reason = refusal.details?.['reason'] ?? ending?.details?.['reason'];
  return {
    forward: forward.map((step, index) => (index === turned ? { ...step, state: 'refused' } : step)),
    back: back.map((step, index): Step => {
      if (index === runs) return { ...step, state: here };
      // What was never done needs no undoing.
      return saga.done && step.state === 'todo' ? { ...step, state: 'nothing' } : step;
    }),
    turnedAt: typeof reason === 'string' ? reason : undefined,
  };
}
