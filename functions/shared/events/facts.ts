import { newId } from '../ids.ts';
import { invocation } from '../invocation.ts';
import { storedKind } from '../store/decode.ts';
import { type Put, putNew } from '../store/store.ts';
import type { DataOf, Envelope, EventDefinition } from './event.ts';

/**
 * A movement in one of the two books. Stock moves between `available`, `held` and `sold` of a pool (units);
 * money moves into `captured` and `refunded` (minor units). The postings of all facts add up to the books.
 */
export type Posting =
  | {
      readonly book: 'stock';
      readonly pool: string;
      readonly account: 'available' | 'held' | 'sold';
      readonly delta: number;
    }
  | {
      readonly book: 'money';
      readonly account: 'captured' | 'refunded';
      readonly delta: number;
      readonly currency: string;
    };

/** What happened, before it has a place: the aggregate's writes give it table, key and sequence. */
export interface FactDraft {
  /** Unique in its aggregate; for a saga step `<step>#do` or `<step>#undo`. */
  readonly key: string;
  /** What the timeline and the audit call it; the event's type where it is published. */
  readonly type: string;
  /** Present where the fact is announced to other contexts. */
  readonly event?: { readonly definition: EventDefinition; readonly data: unknown };
  /** What a repeat of the step answers. */
  readonly result?: Readonly<Record<string, unknown>>;
  /** Why a step refused, or what an undo found: codes and ids. */
  readonly reason?: { readonly code: string; readonly message: string };
  readonly postings?: readonly Posting[];
  /** Who sees it in a timeline; customers see the story, staff the machinery too. */
  readonly audience?: 'customer' | 'staff';
  readonly details?: Readonly<Record<string, unknown>>;
  /** The command that this fact gives to the step after it, by name. Told in the timeline, never published. */
  readonly asks?: string;
}

/** A fact as it lies in its aggregate's partition. Facts are never changed. */
export interface Fact extends Omit<FactDraft, 'event'> {
  readonly at: string;
  readonly sequence: number;
  readonly actor: string;
  readonly correlationId: string;
  readonly event?: Envelope;
}

/** Facts as they are stored. */
export const storedFact = storedKind<Fact>('fact', 1);

export const factKey = (key: string): string => `FACT#${key}`;

/** Draft of a published fact: type and schema come from the definition, so they cannot differ. */
export const announced = <E extends EventDefinition>(
  definition: E,
  data: DataOf<E>,
  draft: Omit<FactDraft, 'event' | 'type'>,
): FactDraft => ({ ...draft, type: definition.type, event: { definition, data } });

/** The write that records a fact, once: a second one with the same key is refused with `repeated`. */
export function recordFact(at: {
  readonly table: string;
  readonly partition: string;
  readonly subject: string;
  readonly sequence: number;
  readonly now: Date;
  readonly draft: FactDraft;
  readonly repeated?: () => Error;
  /** For a fact that tells where somebody was (ip, user agent): it goes after this. Others stay for good. */
  readonly expiresAt?: Date;
}): Put {
  const { event, ...draft } = at.draft;
  const { actor, correlationId, causationId, traceparent } = invocation();
  const occurredAt = at.now.toISOString();
  const envelope = event && {
    id: newId('evt'),
    type: event.definition.type,
    schemaVersion: event.definition.schemaVersion,
    subject: at.subject,
    sequence: at.sequence,
    occurredAt,
    correlationId,
    ...(causationId ? { causationId } : {}),
    ...(traceparent ? { traceparent } : {}),
    actor,
    data: event.definition.data.parse(event.data),
  };
  return putNew(
    at.table,
    storedFact.encode(
      {
        at: occurredAt,
        sequence: at.sequence,
        actor,
        correlationId,
        ...draft,
        ...(envelope ? { event: envelope } : {}),
      },
      {
        pk: at.partition,
        sk: factKey(draft.key),
        ...(at.expiresAt ? { ttl: Math.floor(at.expiresAt.getTime() / 1000) } : {}),
        ...(event ? { source: `printverse.${event.definition.context}`, publish: true } : {}),
      },
    ),
    at.repeated,
  );
}
