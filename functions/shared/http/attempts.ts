import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import { DomainError } from '../domain-error.ts';
import { count, log } from '../observability.ts';
import { Stale, whileStale } from '../store/optimistic.ts';
import type { Item, Store, Write } from '../store/store.ts';

/** How many a full bucket holds, and the seconds in which an empty one fills up again. */
const Allowance = z.object({ most: z.int().positive(), seconds: z.int().positive() });

/**
 * A stage's figures, as the construct hands them over: failures of an account and of a source, mails of a kind to an address,
 * and requests for mails of a source.
 */
export const Allowances = z.object({
  account: Allowance,
  source: Allowance,
  mails: Allowance,
  mailRequests: Allowance,
});
export type Allowances = z.infer<typeof Allowances>;

/** Buckets that attempts are taken from, one for each account, for each source address and for each kind of mail to an address. */
export interface Attempts {
  /**
   * Takes one out of each bucket before it is known whether there will be one, so that attempts side by side cannot share
   * the last. Answers how to put them back, which never throws. Throws `TooManyAttempts` when one of them is empty.
   */
  take(buckets: readonly Bucket[]): Promise<() => Promise<void>>;
  /** Fills buckets again, for whoever has proved more than what was taken from them could have told. Never throws. */
  forgive(buckets: readonly Bucket[]): Promise<void>;
}

export interface Bucket {
  readonly kind: keyof Allowances;
  /** Whose it is; only its hash is kept. */
  readonly name: string;
}

/** Too many failures from here or for this account, or too many mails asked for; it says when the next attempt may be made. */
export class TooManyAttempts extends DomainError {
  override name = 'TooManyAttempts';
  constructor(retryAfter: number) {
    super('too-many', 'too-many-attempts', 'There were too many attempts. Please try again later.', { retryAfter });
  }
}

/** Rounds in which others may change the same bucket in between. */
const MAX_ROUNDS = 50;

/** The bucket was in another state than the write supposed. */
class BucketChanged extends Stale {
  readonly fullAgainAt: number;
  constructor(found: Item | undefined) {
    super('The bucket is in another state');
    this.fullAgainAt = Number(found?.['fullAgainAt'] ?? 0);
  }
}

/**
 * Token buckets, each one item that says when it will be full again (`fullAgainAt`, epoch milliseconds). Taking a token
 * pushes `fullAgainAt` one refill interval later; a bucket is empty when that would be further away than a whole refill. This is the generic cell rate algorithm of ATM (ITU-T I.371), which needs no timer.
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
      // What the refusal of the round before showed; the first round supposes a full bucket, which needs no reading.
      const fullAgainAt = previous instanceof BucketChanged ? previous.fullAgainAt : 0;
      if (fullAgainAt > latest) {
        count('AttemptsExhausted', 1, { of: bucket.kind });
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
      // Full already; or it fills up by itself, later. What was done is done, whatever becomes of the count.
      if (error instanceof BucketChanged) return;
      log.error('an attempt was not put back', error, { of: bucket.kind });
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

    // A bucket that is not there is full.
    async forgive(buckets) {
      for (const bucket of buckets) await giveBack(bucket, { kind: 'delete', table, key: keyOf(bucket) });
    },
  };
}
