import { runMain } from '../../tools/operator-error.ts';
import { makeTestFolder } from '../support/test-folder.ts';
import { openWrappedShop } from '../support/wrapped-shop.ts';
import { costOf } from './costs.ts';
import { costTable } from './figures.ts';
import { costOfStarts, startTable } from './start/cost-of-starts.ts';

/** What an order costs, in integers; two runs print the same. With `start`: what it costs to start a function. */
await runMain(async () => {
  if (process.argv[2] === 'start') {
    console.log(startTable(await costOfStarts()));
    return;
  }
  const { folder, remove } = await makeTestFolder('bench');
  try {
    const shop = await openWrappedShop(folder);
    try {
      console.log(costTable(await costOf(shop, 'bought', '10115', 3)));
      console.log();
      console.log(costTable(await costOf(shop, 'shipping impossible, compensated', '99990', 3)));
    } finally {
      await shop.stop();
    }
  } finally {
    await remove();
  }
});
