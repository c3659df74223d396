import { readOutputs } from '../local/outputs.ts';
import { findGoods } from './demo/goods.ts';
import { scenarios } from './demo/scenarios.ts';
import { Shopper } from './demo/shopper.ts';
import { storyLine } from './demo/story.ts';
import { OperatorError, runMain } from './operator-error.ts';

/** Plays a customer against a running shop and prints each order's story. Exits with 1 when anything is not as it should be. */
await runMain(async () => {
  const outputs = await readOutputs();
  if (!outputs) throw new OperatorError('No shop is running here: start one with "npm start", then try again.');
  const shopper = await Shopper.enter(outputs);
  const goods = await findGoods(shopper.shop);
  let wrong = 0;
  for (const scenario of scenarios) {
    console.log(`\n▸ ${scenario.title}`);
    try {
      const { says, orderId } = await scenario.play(shopper, goods);
      if (orderId) await tell(shopper, orderId);
      console.log(`  ✓ ${says}`);
    } catch (error) {
      wrong += 1;
      console.log(`  ✗ ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  console.log(`\n${scenarios.length - wrong} of ${scenarios.length} as expected.`);
  process.exitCode = wrong > 0 ? 1 : 0;
});

async function tell(shopper: Shopper, orderId: string): Promise<void> {
  for (const entry of await shopper.timeline(orderId)) console.log(`  ${storyLine(entry)}`);
}
