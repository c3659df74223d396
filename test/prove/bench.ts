import { OperatorError, runMain } from '../../tools/operator-error.ts';
import { makeTestFolder } from '../support/test-folder.ts';

// What functions log is no figure; the logger looks when it is loaded.
process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
process.env['POWERTOOLS_METRICS_DISABLED'] = 'true';

/** Each prints its tables, in an empty folder, and answers what is wrong with them. */
const benches: Readonly<Record<string, (folder: string) => Promise<readonly string[]>>> = {
  order: async (folder) => {
    const { openWrappedShop } = await import('../support/wrapped-shop.ts');
    const { costOf } = await import('./costs.ts');
    const { costTable } = await import('./figures.ts');
    const shop = await openWrappedShop(folder);
    try {
      console.log(costTable(await costOf(shop, 'bought', '10115', 3)));
      console.log();
      console.log(costTable(await costOf(shop, 'shipping impossible, compensated', '99990', 3)));
    } finally {
      await shop.stop();
    }
    return [];
  },
  shop: async (folder) => (await import('./shop/bench.ts')).benchShop(folder),
  search: async (folder) => (await import('./search/bench.ts')).benchSearches(folder),
  start: async () => {
    const { costOfStarts, startTable } = await import('./start/cost-of-starts.ts');
    console.log(startTable(await costOfStarts()));
    return [];
  },
  meshes: async (folder) => (await import('./meshes/bench.ts')).benchMeshes(folder),
  slicer: async (folder) => (await import('./slicer/bench.ts')).benchEstimates(folder),
  web: async (folder) => (await import('./web/bench.ts')).benchPages(folder),
};

/**
 * What an order costs, in integers; two runs print the same. With `shop`: what a page costs, the same; `search`: how well and
 * how fast it finds; `start`: what it costs to start a function; `meshes`: what it costs to measure a model; `slicer`: how far estimates are from a slicer's; `web`: how soon pages are there on a slow phone.
 */
await runMain(async () => {
  const [, , named = 'order'] = process.argv;
  const bench = benches[named];
  if (!bench) throw new OperatorError(`Say one of: ${Object.keys(benches).join(', ')}.`);
  const { folder, remove } = await makeTestFolder('bench');
  try {
    const faults = await bench(folder);
    for (const fault of faults) console.log(`✗ ${fault}`);
    process.exitCode = faults.length > 0 ? 1 : 0;
  } finally {
    await remove();
  }
});
