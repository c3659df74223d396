import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type Attempts,
  attemptBuckets,
  type Bucket,
  TooManyAttempts,
} from '../../../functions/shared/http/attempts.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

const START = new Date('2026-11-21T10:00:00.000Z').getTime();
const ada: Bucket = { kind: 'account', name: 'ada@example.com' };
const eve: Bucket = { kind: 'account', name: 'eve@example.com' };
const here: Bucket = { kind: 'source', name: '192.0.2.1' };

let now: number;
let store: ReturnType<typeof memoryStore>;
beforeEach(() => {
  now = START;
  store = memoryStore();
});

/** Buckets of their own, with `most` for accounts and twice as many for sources. */
const buckets = (most = 4, seconds = 60): Attempts =>
  attemptBuckets({
    store,
    table: 'attempts',
    clock: { now: () => new Date(now) },
    allowances: {
      account: { most, seconds },
      source: { most: 2 * most, seconds },
      mails: { most, seconds },
      mailRequests: { most, seconds },
      estimates: { most, seconds },
    },
  });

/** Seconds to wait, or nothing when it was given. */
const waitOf = (taking: Promise<unknown>): Promise<number | undefined> =>
  taking.then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof TooManyAttempts) return error.retryAfter;
      throw error;
    },
  );

/** The textbook's token bucket, for comparison: so many tokens, refilled at a steady rate. Milliseconds, scaled to stay whole. */
function textbook(most: number, seconds: number) {
  const full = seconds * 1000;
  const each = full / most;
  let level = full;
  let seen = START;
  const refill = () => {
    level = Math.min(full, level + (now - seen));
    seen = now;
  };
  return {
    take: (): number | undefined => {
      refill();
      if (level < each) return Math.ceil((each - level) / 1000);
      level -= each;
      return undefined;
    },
    putBack: () => {
      refill();
      level = Math.min(full, level + each);
    },
  };
}

const figures = fc.record({ most: fc.integer({ min: 1, max: 12 }), each: fc.integer({ min: 1, max: 30 }) });
const moves = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constant('take' as const) },
    { weight: 1, arbitrary: fc.constant('put back' as const) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 90_000 }) },
  ),
  { maxLength: 60 },
);

describe('a bucket', () => {
  test('gives and refuses as the textbook’s does, and says as long a wait [BFF-04]', async () => {
    await fc.assert(
      fc.asyncProperty(figures, moves, async ({ most, each }, sequence) => {
        now = START;
        store = memoryStore();
        const seconds = most * each;
        const [attempts, model] = [buckets(most, seconds), textbook(most, seconds)];
        const taken: (() => Promise<void>)[] = [];
        for (const move of sequence) {
          if (typeof move === 'number') now += move;
          else if (move === 'take') {
            let putBack: (() => Promise<void>) | undefined;
            const wait = await waitOf(attempts.take([ada]).then((back) => (putBack = back)));
            expect(wait).toBe(model.take());
            if (putBack) taken.push(putBack);
          } else {
            const putBack = taken.pop();
            if (!putBack) continue;
            await putBack();
            model.putBack();
          }
        }
      }),
    );
  });

  test('never gives more than it holds and what came back meanwhile, in whatever span [BFF-04]', async () => {
    await fc.assert(
      fc.asyncProperty(
        figures,
        fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 60 }),
        async (limits, waits) => {
          now = START;
          store = memoryStore();
          const attempts = buckets(limits.most, limits.most * limits.each);
          const given: number[] = [];
          for (const wait of waits) {
            now += wait;
            if ((await waitOf(attempts.take([ada]))) === undefined) given.push(now);
          }
          for (const [first, from] of given.entries()) {
            for (const [last, to] of given.entries()) {
              if (last < first) continue;
              expect(last - first + 1).toBeLessThanOrEqual(
                limits.most + Math.floor((to - from) / (limits.each * 1000)),
              );
            }
          }
        },
      ),
    );
  });

  test('gives again at the very second that it names, and not a second before [BFF-04, BFF-07]', async () => {
    await fc.assert(
      fc.asyncProperty(figures, fc.integer({ min: 0, max: 25_000 }), async ({ most, each }, late) => {
        now = START;
        store = memoryStore();
        const attempts = buckets(most, most * each);
        for (let time = 0; time < most; time++) await attempts.take([ada]);
        now += Math.min(late, each * 1000 - 1);
        const wait = (await waitOf(attempts.take([ada]))) ?? 0;
        expect(wait).toBeGreaterThanOrEqual(1);
        now += (wait - 1) * 1000;
        expect(await waitOf(attempts.take([ada]))).toBe(1);
        now += 1000;
        expect(await waitOf(attempts.take([ada]))).toBeUndefined();
      }),
    );
  });

  test('shared by many at once gives exactly what it holds, from full and from half empty [BFF-04]', async () => {
    const attempts = buckets(20, 900);
    const atOnce = async (times: number) => {
      const waits = await Promise.all(Array.from({ length: times }, () => waitOf(attempts.take([ada]))));
      return waits.filter((wait) => wait === undefined).length;
    };
    expect(await atOnce(30)).toBe(20);
    now += 450_000;
    expect(await atOnce(30)).toBe(10);
  });

  test('of one is not another’s, nor is the source’s the account’s [BFF-04]', async () => {
    const attempts = buckets(1);
    await attempts.take([ada]);
    expect(await waitOf(attempts.take([ada]))).toBe(60);
    expect(await waitOf(attempts.take([eve]))).toBeUndefined();
    expect(await waitOf(attempts.take([{ kind: 'source', name: ada.name }]))).toBeUndefined();
  });

  test('that is full overflows when more is put back [BFF-04]', async () => {
    const attempts = buckets(1);
    const putBack = await attempts.take([ada]);
    await putBack();
    await putBack();
    await attempts.take([ada]);
    expect(await waitOf(attempts.take([ada]))).toBe(60);
  });

  test('that is forgiven gives all that it holds again; who takes from it side by side gives back nothing more [BFF-04]', async () => {
    const attempts = buckets(2);
    const putBack = await attempts.take([ada, here]);
    await attempts.take([ada]);
    await attempts.forgive([ada]);
    await putBack();
    expect(await Promise.all([0, 1, 2].map(() => waitOf(attempts.take([ada]))))).toEqual([undefined, undefined, 30]);
  });

  test('that cannot be forgiven fills by itself, and nobody is told [BFF-04]', async () => {
    const attempts = buckets(1);
    await attempts.take([ada]);
    const { write } = store;
    store.write = () => Promise.reject(new Error('No answer'));
    await attempts.forgive([ada, here]);
    store.write = write;
    expect(await waitOf(attempts.take([ada]))).toBe(60);
  });

  test('keeps no name, and goes once it is full for sure [BFF-04]', async () => {
    await buckets(4, 60).take([ada, here]);
    const items = store.items('attempts');
    expect(JSON.stringify(items)).not.toMatch(/ada|192\.0\.2/);
    expect(items.map(({ ttl }) => ttl)).toEqual([START / 1000 + 60, START / 1000 + 60]);
  });
});

describe('two buckets', () => {
  test('are taken from together or not at all [BFF-04]', async () => {
    const attempts = buckets(2);
    for (let time = 0; time < 2; time++) await attempts.take([ada, here]);
    // Ada’s is empty; the source loses nothing by it, and has two left.
    for (let time = 0; time < 5; time++) expect(await waitOf(attempts.take([here, ada]))).toBe(30);
    await attempts.take([eve, here]);
    await attempts.take([eve, here]);
    expect(await waitOf(attempts.take([here]))).toBe(15);
  });

  test('are put back together [BFF-04]', async () => {
    const attempts = buckets(1);
    await (await attempts.take([ada, here]))();
    expect(await waitOf(attempts.take([ada, here]))).toBeUndefined();
  });
});

test('tables that do not answer are no empty bucket [BFF-04]', async () => {
  const attempts = buckets();
  store.write = () => Promise.reject(new Error('No answer'));
  await expect(attempts.take([ada])).rejects.toThrow('No answer');
});
