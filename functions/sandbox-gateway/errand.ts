import * as z from 'zod';

const cause = { correlationId: z.string(), paymentId: z.string() };

/** What a change leaves to be done later: tell the merchant, or look at the payment again when its time has come. */
export const Errand = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tell'), ...cause, webhookId: z.string(), attempt: z.int().positive() }),
  z.object({ kind: z.literal('look'), ...cause, dueAt: z.iso.datetime() }),
]);
export type Errand = z.infer<typeof Errand>;
export type Tell = Extract<Errand, { kind: 'tell' }>;
export type Look = Extract<Errand, { kind: 'look' }>;

/** A queue holds a message back for at most 15 minutes; what is due later is put back again. */
const LONGEST_DELAY_SECONDS = 900;

/** In: a time and the clock. Out: for how many whole seconds a queue should hold the message back. */
export const delayUntil = (dueAt: string, now: Date): number =>
  Math.min(LONGEST_DELAY_SECONDS, Math.max(0, Math.ceil((new Date(dueAt).getTime() - now.getTime()) / 1000)));

/** An errand on its way, seconds from now. */
export interface DelayedErrand {
  readonly errand: Errand;
  readonly delaySeconds: number;
}

/** The port to the queue of errands. */
export interface Errands {
  send(errands: readonly DelayedErrand[]): Promise<void>;
}
