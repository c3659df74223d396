import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import {
  buildSnapshot,
  followChange,
  type SnapshotPorts,
} from '../../../../functions/catalog/search/build-snapshot.ts';
import { currentSearch } from '../../../../functions/catalog/search/current-search.ts';
import type { SearchDocument } from '../../../../functions/catalog/search/search-document.ts';
import { openSnapshot } from '../../../../functions/catalog/search/snapshot-reader.sqlite.ts';
import { writeSnapshot } from '../../../../functions/catalog/search/snapshot-writer.sqlite.ts';
import { Stale } from '../../../../functions/shared/store/optimistic.ts';
import { memoryStore } from '../../../support/simulation/memory-store.ts';
import { snapshotBucket } from '../../../support/snapshots.ts';
import { makeTestFolder } from '../../../support/test-folder.ts';

const { folder, remove } = await makeTestFolder('snapshots');
afterAll(remove);

const product = (id: string, name: string): SearchDocument => ({
  id,
  slug: id,
  kind: 'stock',
  department: 'home',
  category: 'vases',
  price: { amount: 1_000, currency: 'EUR' },
  rating: { average: 0, count: 0 },
  availability: 'in-stock',
  imageUrl: null,
  createdAt: '2026-11-01T00:00:00.000Z',
  popularity: 0,
  tags: [],
  related: [],
  texts: { en: { name, description: '', labels: [] } },
});

const start = Date.parse('2026-11-29T10:00:00Z');

/** A shop of one writer and its readers, whose clock the test moves. */
function open() {
  const store = memoryStore();
  const { files, away, keys } = snapshotBucket();
  let now = start;
  let products = [product('a', 'Blue vase')];
  let reads = 0;
  const ports: SnapshotPorts = {
    store,
    table: 'catalog',
    files,
    documents: async function* documents() {
      reads += 1;
      yield* products;
    },
    write: writeSnapshot,
    clock: { now: () => new Date(now) },
    folder,
  };
  return {
    ports,
    away,
    keys,
    build: buildSnapshot(ports),
    follow: (ms: number) => followChange(ports)(new Date(ms)),
    search: currentSearch({ ...ports, open: openSnapshot, files: async () => files }),
    put: (...changed: SearchDocument[]) => {
      products = changed;
    },
    tick: (ms: number) => {
      now += ms;
    },
    reads: () => reads,
  };
}

let shop = open();
beforeEach(() => {
  shop = open();
});

const found = async () => {
  const search = await shop.search();
  return search
    ?.search({ text: '', locale: 'en', filters: {}, sort: 'relevance', limit: 10 })
    .items.map(({ name }) => name);
};

describe('the writer', () => {
  test('builds what is on sale, and the readers find it [SRC-01]', async () => {
    expect(await found()).toBeUndefined();
    await shop.build();
    expect(await found()).toBeUndefined();
    shop.tick(5_000);
    expect(await found()).toEqual(['Blue vase']);
  });

  test('tells what goes with a product, in that order, and leaves out what it does not have [CAT-06]', async () => {
    shop.put({ ...product('a', 'One'), related: ['c', 'gone', 'b'] }, product('b', 'Two'), product('c', 'Three'));
    await shop.build();
    const search = await shop.search();
    const place = (id: string) => ({ id, slug: id, department: 'home', category: 'vases' });
    expect(search?.related('a')).toEqual([place('c'), place('b')]);
    expect(search?.related('b')).toEqual([]);
    expect(search?.related('gone')).toBeUndefined();
  });

  test('keeps the file before for those who still fetch it, and drops the one before that [SRC-01]', async () => {
    for (const name of ['One', 'Two', 'Three']) {
      shop.put(product('a', name));
      await shop.build();
      shop.tick(6_000);
    }
    expect(shop.keys().map((key) => key.split(/[/-]/)[1])).toEqual(['2', '3']);
  });

  test('stores nothing where nothing changed [SRC-01]', async () => {
    await shop.build();
    shop.tick(60_000);
    expect(await shop.build()).toMatchObject({ version: 1 });
    expect(shop.keys()).toHaveLength(1);
    expect(await shop.build({ always: true })).toMatchObject({ version: 2 });
  });

  test('of two writers at once one is told that the other was faster, and leaves no file behind [SRC-01]', async () => {
    await shop.build();
    const builds = ['Same', 'Same'].map((name) =>
      buildSnapshot({
        ...shop.ports,
        documents: async function* documents() {
          yield product('a', name);
        },
      })(),
    );
    const outcomes = await Promise.allSettled(builds);
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(1);
    expect((refused[0] as PromiseRejectedResult).reason).toBeInstanceOf(Stale);
    expect(shop.keys()).toHaveLength(2);
    shop.tick(5_000);
    expect(await found()).toEqual(['Same']);
  });
});

describe('whoever follows a change', () => {
  test('builds when the snapshot is older than the change [SRC-01]', async () => {
    await shop.build();
    shop.tick(10_000);
    shop.put(product('a', 'Green vase'));
    await shop.follow(start + 9_000);
    expect(await found()).toEqual(['Green vase']);
  });

  test('does nothing where the snapshot began after the change, however often it is told [SRC-01]', async () => {
    shop.tick(10_000);
    await shop.build();
    for (let round = 0; round < 3; round++) await shop.follow(start + 5_000);
    expect(shop.reads()).toBe(1);
  });

  test('builds once for the changes of one batch, also where they change nothing that is searched [SRC-01]', async () => {
    await shop.build();
    shop.tick(10_000);
    const follow = followChange(shop.ports);
    await Promise.all([1, 2, 3].map((second) => follow(new Date(start + second * 1_000))));
    expect(shop.reads()).toBe(2);
    expect(shop.keys()).toHaveLength(1);
  });

  test('goes on where the build for the change before it failed [SRC-01]', async () => {
    shop.put(product('a', 'Blue vase'));
    let broken = true;
    const follow = followChange({
      ...shop.ports,
      documents: async function* documents() {
        if (broken) throw new Error('no products to be read');
        yield product('a', 'Green vase');
      },
    });
    const first = follow(new Date(start));
    await expect(first).rejects.toThrow('no products');
    broken = false;
    await follow(new Date(start));
    expect(await found()).toEqual(['Green vase']);
  });
});

describe('a reader', () => {
  test('that shares its folder with others fetches a file of its own [SRC-01]', async () => {
    await shop.build();
    const firstIsOpen = Promise.withResolvers<void>();
    let fetched = 0;
    const files = {
      ...shop.ports.files,
      fetch: async (key: string, file: string) => {
        const turn = ++fetched;
        await shop.ports.files.fetch(key, file);
        if (turn === 2) await firstIsOpen.promise;
      },
    };
    const reader = () => currentSearch({ ...shop.ports, open: openSnapshot, files: async () => files })();
    const [first, second] = [reader(), reader()];
    expect(await first).toBeDefined();
    firstIsOpen.resolve();
    expect(await second).toBeDefined();
    expect(fetched).toBe(2);
  });

  test('goes on with what it holds when the new file cannot be fetched, and looks again later [SRC-01, CAT-12]', async () => {
    await shop.build();
    expect(await found()).toEqual(['Blue vase']);
    shop.tick(6_000);
    shop.put(product('a', 'Green vase'));
    await shop.build();
    shop.away.fetch = true;
    expect(await found()).toEqual(['Blue vase']);
    shop.away.fetch = false;
    shop.tick(4_999);
    expect(await found()).toEqual(['Blue vase']);
    shop.tick(1);
    expect(await found()).toEqual(['Green vase']);
  });
});
