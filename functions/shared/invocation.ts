import { AsyncLocalStorage } from 'node:async_hooks';

/** What every line of one invocation may need to know about it, without being handed it. Never a business input. */
export interface Invocation {
  readonly correlationId: string;
  readonly requestId: string;
  readonly traceparent: string | undefined;
  /** Id of the event that caused this work, if an event did. */
  readonly causationId: string | undefined;
  readonly actor: string;
  /** Epoch milliseconds after which retrying is pointless: the caller will have given up. */
  readonly deadline: number;
}

const storage = new AsyncLocalStorage<Invocation>();

export const withInvocation = <T>(invocation: Invocation, work: () => T): T => storage.run(invocation, work);

export function invocation(): Invocation {
  const current = storage.getStore();
  if (!current) throw new Error('Outside of an invocation');
  return current;
}

export const currentInvocation = (): Invocation | undefined => storage.getStore();

/** What an invocation may be continued by: the ids under which somebody else's began. */
export type Origin = Pick<Invocation, 'correlationId'> & { readonly traceparent?: string | undefined };

/** Does work under the ids of what it continues, where those are known, and not under those that a stranger came with. */
export const continuing = <T>(origin: Partial<Origin>, work: () => T): T => {
  const { correlationId, traceparent } = origin;
  if (correlationId === undefined) return work();
  return withInvocation({ ...invocation(), correlationId, traceparent }, work);
};
