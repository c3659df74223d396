import * as z from 'zod';

/** A fact as it is published: past tense, ids, Money and lines; never secrets, addresses, names or e-mails. */
export interface EventDefinition<S extends z.ZodType = z.ZodType> {
  /** The dotted name, EventBridge's detail-type. */
  readonly type: string;
  /** The context that speaks it; EventBridge's source is `printverse.<context>`. */
  readonly context: string;
  readonly schemaVersion: number;
  readonly summary: string;
  readonly aliases?: readonly string[];
  /** Open: a reader ignores what it does not know, so fields may be added, never changed. */
  readonly data: S;
}

export const defineEvent = <S extends z.ZodType>(definition: EventDefinition<S>): EventDefinition<S> => definition;

/** Every event that a contract exports, in the order of their types. In: the contract's module. */
export const eventsIn = (contract: object): EventDefinition[] =>
  Object.values(contract)
    .filter(
      (one: unknown): one is EventDefinition =>
        typeof one === 'object' && one !== null && 'schemaVersion' in one && 'context' in one,
    )
    .toSorted((a, b) => (a.type < b.type ? -1 : 1));

export const Envelope = z.object({
  id: z.string(),
  type: z.string(),
  schemaVersion: z.int().positive(),
  subject: z.string().meta({ description: 'Id of the aggregate that changed' }),
  sequence: z.int().nonnegative().meta({ description: 'Version of the aggregate after the change' }),
  occurredAt: z.iso.datetime(),
  correlationId: z.string(),
  causationId: z.string().optional(),
  traceparent: z.string().optional(),
  actor: z.string().meta({ description: 'usr_… of the person, or system:<name>' }),
  data: z.unknown(),
});
export type Envelope<D = unknown> = Omit<z.infer<typeof Envelope>, 'data'> & { readonly data: D };

export type DataOf<E extends EventDefinition> = z.output<E['data']>;
