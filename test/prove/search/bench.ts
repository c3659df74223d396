/**
 * The bars of docs/adr/0019, measured: recall by kind, CPU of a query beside a look at every product, and what a
 * snapshot costs. CPU is of this process; a busy machine makes both columns slower, so read the ratio.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProductSearch } from '../../../functions/catalog/search/product-search.ts';
import type { SearchDocument } from '../../../functions/catalog/search/search-document.ts';
import { openSnapshot } from '../../../functions/catalog/search/snapshot-reader.sqlite.ts';
import { writeSnapshot } from '../../../functions/catalog/search/snapshot-writer.sqlite.ts';
import { openWrappedShop } from '../../support/wrapped-shop.ts';
import { KINDS, knownTargets } from './known-targets.ts';
import { type Asked, questions } from './load.ts';
import { generateProducts } from './products.ts';
import { recallOf } from './recall.ts';
import { scanOf } from './scan.ts';
import { secondsUntilFound } from './staleness.ts';

/** Of the first twenty, at this number of products. */
const LEAST_RECALL: Readonly<Record<number, number>> = { 1_000: 0.95, 10_000: 0.95, 100_000: 0.9 };
const OF_EACH_KIND = 40;
const SHOPS = [1_000, 10_000, 100_000] as const;

/** Milliseconds of CPU that this takes, user and system. */
function cpuOf<T>(work: () => T): { readonly ms: number; readonly result: T } {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1_000, result };
}

const percentile = (figures: readonly number[], share: number): number =>
  figures.toSorted((a, b) => a - b)[Math.ceil(share * figures.length) - 1] ?? 0;

/** The better of two runs of each question: what else the machine does is not what is measured. */
const timesOf = (search: ProductSearch['search'], asked: readonly Asked[]): Map<string, number[]> => {
  const first = asked.map(({ request }) => cpuOf(() => search(request)).ms);
  const second = asked.map(({ request }) => cpuOf(() => search(request)).ms);
  const best = asked.map(({ kind }, index) => ({ kind, ms: Math.min(first[index] ?? 0, second[index] ?? 0) }));
  const byKind = Map.groupBy(best, ({ kind }) => kind);
  return new Map([
    ...[...byKind].map(([kind, each]) => [kind, each.map(({ ms }) => ms)] as const),
    ['all', best.map(({ ms }) => ms)] as const,
  ]);
};

const figure = (value: number): string => value.toFixed(1).padStart(7);

/** Measures a shop of so many products and prints the tables. In: a folder for the snapshot. Throws when recall misses its bar. */
async function benchSearch(products: number, folder: string): Promise<void> {
  const generated = [...generateProducts(products)];
  const documents: SearchDocument[] = generated.map(({ document }) => document);
  const file = join(folder, `search-${products}.sqlite`);
  const written = cpuOf(() => writeSnapshot(documents, file));
  const opened = cpuOf(() => openSnapshot(file));
  const scan = cpuOf(() => scanOf(documents));
  try {
    const mb = (written.result.bytes / 2 ** 20).toFixed(1);
    console.log(
      `\n${products} products: ${mb} MB, ${written.ms.toFixed(0)} ms CPU to write, ${opened.ms.toFixed(0)} to open`,
    );
    const { share } = recallOf(opened.result, knownTargets(generated, OF_EACH_KIND));
    const recalls = [...KINDS, 'all' as const].map((kind) => `${kind} ${(100 * share[kind]).toFixed(1)}`);
    console.log(`In the first twenty, %: ${recalls.join(', ')}`);
    const asked = questions(generated);
    const index = timesOf(opened.result.search, asked);
    const look = timesOf(scan.result.search, asked);
    console.log(`CPU ms            ${'p50'.padStart(7)}${'p99'.padStart(7)}   scan p50, p99`);
    for (const [kind, times] of index) {
      const beside = look.get(kind) ?? [];
      const own = figure(percentile(times, 0.5)) + figure(percentile(times, 0.99));
      console.log(kind.padEnd(18) + own + figure(percentile(beside, 0.5)) + figure(percentile(beside, 0.99)));
    }
    const least = LEAST_RECALL[products] ?? 0;
    if (share.all < least) throw new Error(`Recall ${share.all} of ${products} products is below ${least}`);
  } finally {
    opened.result.close();
    await rm(file, { force: true });
  }
}

/** Prints the tables of shops of several sizes, and how long a change is not found, over a deployed shop. Throws like `benchSearch`. */
export async function benchSearches(folder: string): Promise<string[]> {
  for (const products of SHOPS) await benchSearch(products, folder);
  const shop = await openWrappedShop(folder);
  try {
    console.log(`\nA changed product is found by its new word after ${(await secondsUntilFound(shop)).join(', ')} s`);
  } finally {
    await shop.stop();
  }
  return [];
}
