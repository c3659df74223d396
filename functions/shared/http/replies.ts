import { createHash } from 'node:crypto';
import { addSeconds, type Clock } from '../clock.ts';
import { DomainError } from '../domain-error.ts';
import { derivedId } from '../ids.ts';
import { storedKind } from '../store/decode.ts';
import type { KeyedRead, Store, Write } from '../store/store.ts';

/** An answer as it left: kept in the very transaction that it answers for, so that a repeat is told the same bytes. */
export interface KeptReply {
  readonly requestHash: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Whose key it is, and for which operation; the same key of somebody else, or for something else, is another one. */
export interface KeyedRequest {
  readonly userId: string;
  readonly operationId: string;
  readonly key: string;
}

export interface Replies {
  find(request: KeyedRequest): Promise<KeptReply | undefined>;
  /** The write that keeps an answer. Throws `Repeated` when there is one already. */
  keep(request: KeyedRequest, reply: KeptReply): Write;
}

/** The same request has been answered in the meantime. */
export class Repeated extends Error {
  override name = 'Repeated';
}

/** A repeat with another body is no repeat. */
export class KeyReused extends DomainError {
  override name = 'KeyReused';
  constructor() {
    super(
      'key-reused',
      'idempotency-key-reused',
      'This Idempotency-Key was used with another body before. Use a new one.',
    );
  }
}

/** An answer as it is stored. */
export const storedReply = storedKind<KeptReply>('kept answer', 1);

/** The partition of the answers that are kept for a user, so that whoever erases a person finds them. */
export const repliesPartition = (userId: string): string => `REPLIES#${userId}`;

/** Seconds for which an answer is kept: twice what clients are promised, so that a clock that is off breaks no promise. */
const KEPT_SECONDS = 48 * 3_600;

/** What of a request has to be the same in its repeat. */
export const requestHashOf = (body: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(body) ?? '')
    .digest('base64url');

/** Answers kept in a context's own table with their user, under a hash of operation and key. */
export function keptReplies({
  store,
  table,
  clock,
}: {
  readonly store: Store;
  readonly table: string;
  readonly clock: Clock;
}): Replies {
  const keyOf = ({ userId, operationId, key }: KeyedRequest) => ({
    pk: repliesPartition(userId),
    sk: derivedId('rep', [operationId, key]),
  });
  const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
  return {
    async find(request) {
      const read: KeyedRead<KeptReply | undefined> = {
        table,
        keys: [keyOf(request)],
        // Expired items stay readable until they are swept.
        parse: ([item]) => (item && Number(item['ttl']) > seconds(clock.now()) ? storedReply.decode(item) : undefined),
      };
      const [kept] = await store.readTogether([read]);
      return kept;
    },
    keep: (request, reply) => ({
      kind: 'put',
      table,
      item: storedReply.encode(reply, {
        ...keyOf(request),
        ttl: seconds(addSeconds(clock.now(), KEPT_SECONDS)),
      }),
      condition: 'attribute_not_exists(pk) OR #ttl <= :now',
      names: { '#ttl': 'ttl' },
      values: { ':now': seconds(clock.now()) },
      refused: () => new Repeated(),
    }),
  };
}
