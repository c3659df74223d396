import { runMain } from '../../tools/operator-error.ts';
import { makeTestFolder } from '../support/test-folder.ts';
import { openWrappedShop } from '../support/wrapped-shop.ts';
import { costOf } from './costs.ts';
import { costTable } from './figures.ts';

/** What an order costs, in integers; two runs print the same. */
await runMain(async () => {
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
