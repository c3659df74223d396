import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import { DomainError } from '../domain-error.ts';
import { count, log } from '../observability.ts';
import { Stale, whileStale } from '../store/optimistic.ts';
import type { Item, Store, Write } from '../store/store.ts';

/** `most`: attempts in a full bucket. `seconds`: the time in which an empty bucket fills up. */
const Allowance = z.object({ most: z.int().positive(), seconds: z.int().positive() });

/**
 * The limits of a stage. `account` and `source`: failed attempts for one account and from one source address. `mails`: mails of one kind
 * to one address. `mailRequests`: requests for mails from one source address. `estimates`: estimates of prices for one source address.
 */
export const Allowances = z.object({
  account: Allowance,
  source: Allowance,
  mails: Allowance,
  mailRequests: Allowance,
  estimates: Allowance,
});
export type Allowances = z.infer<typeof Allowances>;

/** Limits attempts. Each account, source address, and kind of mail to an address has a bucket that attempts are taken from. */
export interface Attempts {
  /**
   * Takes one attempt out of each bucket. Call it before the secret is checked, so that concurrent attempts cannot share the last one.
   * Returns a function that puts them back and never throws. Throws `TooManyAttempts` when a bucket is empty.
   */
  take(buckets: readonly Bucket[]): Promise<() => Promise<void>>;
  /** Fills the buckets, e.g. after a completed reset, which proves more than the failed attempts could have. Never throws. */
  forgive(buckets: readonly Bucket[]): Promise<void>;
}

export interface Bucket {
  readonly kind: keyof Allowances;
  /** Whose it is; only its hash is kept. */
  readonly name: string;
}

/** A bucket is empty: too many failures for an account or from a source, or too many mails. In: seconds until the next attempt is allowed. */
export class TooManyAttempts extends DomainError {
  override name = 'TooManyAttempts';
  constructor(retryAfter: number) {
    super('too-many', 'too-many-attempts', 'There were too many attempts. Please try again later.', { retryAfter });
  }
}

/** Tries of one change; each fails when somebody else changed the bucket meanwhile. */
const MAX_ROUNDS = 50;

/** The bucket was not in the state that the write expected. */
class BucketChanged extends Stale {
  override name = 'BucketChanged';
  readonly fullAgainAt: number;
  constructor(found: Item | undefined) {
    super('The bucket is in another state');
    this.fullAgainAt = Number(found?.['fullAgainAt'] ?? 0);
  }
}

/**
 * Token buckets, one item each, which says when the bucket will be full (`fullAgainAt`, epoch milliseconds). Taking an attempt moves
 * `fullAgainAt` one refill interval later. The bucket is empty when that would be more than `seconds` away. This is the generic
 * cell rate algorithm (ITU-T I.371); it needs no timer.
 */
export function attemptBuckets({
  store,
  table,
  clock,
  allowances,
}: {
  readonly store: Store;
  readonly table: string;
  readonly clock: Clock;
  readonly allowances: Allowances;
}): Attempts {
  const keyOf = ({ kind, name }: Bucket) => ({
    pk: `ATTEMPTS#${kind}#${createHash('sha256').update(name).digest('base64url')}`,
    sk: 'META',
  });
  const stepOf = ({ kind }: Bucket) => (allowances[kind].seconds * 1000) / allowances[kind].most;
  const change = (bucket: Bucket, to: { update: string; values: object; condition: string }): Write => ({
    kind: 'update',
    table,
    key: keyOf(bucket),
    update: `SET #fullAgainAt = ${to.update}, #ttl = :ttl`,
    names: { '#fullAgainAt': 'fullAgainAt', '#ttl': 'ttl' },
    values: {
      ...to.values,
      ':ttl': Math.ceil(clock.now().getTime() / 1000) + allowances[bucket.kind].seconds,
    },
    condition: to.condition,
    refused: (found) => new BucketChanged(found),
  });

  const takeOne = (bucket: Bucket): Promise<void> => {
    const one = stepOf(bucket);
    return whileStale(async (previous) => {
      const now = clock.now().getTime();
      const latest = now + allowances[bucket.kind].seconds * 1000 - one;
      // The first try expects a full bucket, which needs no read; later ones use what the failed write returned.
      const fullAgainAt = previous instanceof BucketChanged ? previous.fullAgainAt : 0;
      if (fullAgainAt > latest) {
        count('AttemptsExhausted', 1, { bucket: bucket.kind });
        throw new TooManyAttempts(Math.ceil((fullAgainAt - latest) / 1000));
      }
      await store.write(
        fullAgainAt > now
          ? change(bucket, {
              update: '#fullAgainAt + :one',
              values: { ':one': one, ':now': now, ':latest': latest },
              condition: '#fullAgainAt > :now AND #fullAgainAt <= :latest',
            })
          : change(bucket, {
              update: ':next',
              values: { ':next': now + one, ':now': now },
              condition: 'attribute_not_exists(pk) OR #fullAgainAt <= :now',
            }),
      );
    }, MAX_ROUNDS);
  };

  const giveBack = async (bucket: Bucket, write: Write): Promise<void> => {
    try {
      await store.write(write);
    } catch (error) {
      // The bucket is full, or fills up by itself later. The request has been served, so its answer stays.
      if (error instanceof BucketChanged) return;
      log.error('an attempt was not put back', error, { bucket: bucket.kind });
      count('AttemptNotPutBack');
    }
  };

  const putBack = (bucket: Bucket): Promise<void> =>
    giveBack(
      bucket,
      change(bucket, {
        update: '#fullAgainAt - :one',
        values: { ':one': stepOf(bucket), ':now': clock.now().getTime() },
        condition: '#fullAgainAt > :now',
      }),
    );

  return {
    async take(buckets) {
      const taken: Bucket[] = [];
      const putAllBack = async () => {
        for (const bucket of taken) await putBack(bucket);
      };
      for (const bucket of buckets) {
        try {
          await takeOne(bucket);
        } catch (error) {
          await putAllBack();
          throw error;
        }
        taken.push(bucket);
      }
      return putAllBack;
    },

    // A bucket without an item is full.
    async forgive(buckets) {
      for (const bucket of buckets) await giveBack(bucket, { kind: 'delete', table, key: keyOf(bucket) });
    },
  };
}
