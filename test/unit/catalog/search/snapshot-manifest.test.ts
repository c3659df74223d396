import { describe, expect, test } from 'vitest';
import {
  afterCheck,
  checkDue,
  type Held,
  holds,
  nextManifest,
  rebuildWait,
  replaces,
  toLoad,
} from '../../../../functions/catalog/search/snapshot-manifest.ts';

const now = new Date('2026-11-29T10:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);
const file = { layout: 1, sha256: 'ab'.repeat(32), bytes: 4_096, products: 3 };
const first = nextManifest(undefined, file, now, 'a');
const second = nextManifest(first, { ...file, sha256: 'cd'.repeat(32) }, later(6_000), 'b');

describe('the writer', () => {
  test('counts snapshots up, and gives each file a name of its own [SRC-01]', () => {
    expect([first.version, second.version]).toEqual([1, 2]);
    expect(second.previousKey).toBe(first.key);
    const rival = nextManifest(first, { ...file, sha256: second.sha256 }, later(6_000), 'c');
    expect(new Set([first, second, rival].map(({ key }) => key)).size).toBe(3);
  });

  test('holds what was stored before it began to read, clocks a second apart included [SRC-01]', () => {
    expect(holds(undefined, now)).toBe(false);
    expect([-1_001, -1_000, 0, 1].map((ms) => holds(first, later(ms)))).toEqual([true, false, false, false]);
  });

  test('stores a file that differs, and the same file again once it is a day old [SRC-01]', () => {
    const day = 24 * 60 * 60 * 1000;
    expect(replaces(file, undefined, now)).toBe(true);
    expect(replaces({ ...file, sha256: 'cd'.repeat(32) }, first, now)).toBe(true);
    expect(replaces({ ...file, layout: 2 }, first, now)).toBe(true);
    expect([0, day, day + 1].map((ms) => replaces(file, first, later(ms)))).toEqual([false, false, true]);
  });

  test.each([
    [0, 5_000],
    [4_999, 1],
    [5_000, 0],
    [60_000, 0],
    [-60_000, 5_000],
  ])('builds no more often than every five seconds: %i ms after the last it waits %i ms [SRC-01]', (ms, wait) => {
    expect(rebuildWait(first, later(ms))).toBe(wait);
  });

  test('builds the first snapshot at once', () => {
    expect(rebuildWait(undefined, now)).toBe(0);
  });
});

describe('the reader', () => {
  const nothing: Held<string> = {};
  const held = afterCheck(nothing, { outcome: 'loaded', manifest: first, snapshot: 'one' }, now);

  test('looks at the manifest before its first answer, and when the last look is five seconds old [SRC-01]', () => {
    expect(checkDue(nothing, now)).toBe(true);
    expect([4_999, 5_000].map((ms) => checkDue(held, later(ms)))).toEqual([false, true]);
  });

  test('loads what is newer than what it holds, in a layout that it reads [SRC-01]', () => {
    expect(toLoad(nothing, first, 1)).toEqual(first);
    expect(toLoad(held, second, 1)).toEqual(second);
    expect([toLoad(held, first, 1), toLoad(held, undefined, 1), toLoad(held, { ...second, layout: 2 }, 1)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('goes on with the old snapshot where the new one cannot be loaded, and tries again five seconds later [SRC-01]', () => {
    const after = afterCheck(held, { outcome: 'failed' }, later(6_000));
    expect(after.current?.snapshot).toBe('one');
    expect([checkDue(after, later(6_001)), checkDue(after, later(11_000))]).toEqual([false, true]);
    expect(toLoad(after, second, 1)).toEqual(second);
  });

  test('goes on with what it holds where nothing has changed, and with the new one once it is loaded [SRC-01]', () => {
    expect(afterCheck(held, { outcome: 'unchanged' }, later(6_000)).current?.snapshot).toBe('one');
    const swapped = afterCheck(held, { outcome: 'loaded', manifest: second, snapshot: 'two' }, later(6_000));
    expect(swapped.current).toEqual({ manifest: second, snapshot: 'two' });
  });
});
