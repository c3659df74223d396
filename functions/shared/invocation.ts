import { AsyncLocalStorage } from 'node:async_hooks';

/** The context of one invocation, for logs, facts and outgoing calls. Business rules never read it. */
export interface Invocation {
  readonly correlationId: string;
  readonly requestId: string;
  readonly traceparent: string | undefined;
  /** Id of the event that started this invocation, if an event did. */
  readonly causationId: string | undefined;
  readonly actor: string;
  /** Epoch milliseconds. After it no call is retried, because the caller no longer waits. */
  readonly deadline: number;
}

const storage = new AsyncLocalStorage<Invocation>();

/** Does work with an invocation as its context. */
export const withInvocation = <T>(invocation: Invocation, work: () => T): T => storage.run(invocation, work);

/** The present invocation. Throws where there is none. */
export function invocation(): Invocation {
  const current = storage.getStore();
  if (!current) throw new Error('There is no invocation: wrap the work in withInvocation()');
  return current;
}

/** The present invocation, or nothing outside of one. */
export const currentInvocation = (): Invocation | undefined => storage.getStore();

/** The ids of an earlier invocation, under which later work continues. */
export type Origin = Pick<Invocation, 'correlationId'> & { readonly traceparent?: string | undefined };

/**
 * Does work under the ids of the invocation that it continues, instead of those that came with the present request. Without a
 * correlation id the present ones stay.
 */
export const continuing = <T>(origin: Partial<Origin>, work: () => T): T => {
  const { correlationId, traceparent } = origin;
  if (correlationId === undefined) return work();
  return withInvocation({ ...invocation(), correlationId, traceparent }, work);
};
