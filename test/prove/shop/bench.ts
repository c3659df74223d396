import { join } from 'node:path';
import { faultsOf, type PageCost, pageCosts, pageTable } from './page-costs.ts';

/** Products of the generated shops. */
const SHOPS = [100, 1_000, 10_000] as const;
/** Of the largest there is only what a search reads. */
const LARGEST = 100_000;

/** Prints what pages cost in shops of several sizes. In: an empty folder. Out: what is wrong with it, see `faultsOf`. */
export async function benchShop(folder: string): Promise<string[]> {
  const shops = new Map<number, readonly PageCost[]>();
  for (const products of SHOPS) shops.set(products, await pageCosts(products, join(folder, String(products)), 'all'));
  shops.set(LARGEST, await pageCosts(LARGEST, join(folder, String(LARGEST)), 'search'));
  console.log(pageTable(shops));
  return faultsOf(shops);
}
