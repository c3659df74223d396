import { beforeAll, describe, expect, test } from 'vitest';
import { findGoods } from '../../../tools/demo/goods.ts';
import { type Goods, scenarios } from '../../../tools/demo/scenarios.ts';
import { Shopper } from '../../../tools/demo/shopper.ts';
import { outputs } from './buying.ts';

let shopper: Shopper;
let goods: Goods;
beforeAll(async () => {
  shopper = await Shopper.enter(outputs);
  goods = await findGoods(shopper.shop);
});

/** Each scenario says itself what it expects, and throws when it is not so. */
describe('the demonstration ends as it says', { concurrent: true }, () => {
  test.each(scenarios)('$title [RES-07, PAY-08, SAG-05, SAG-07, AUT-14, AUT-17, AUT-22, BFF-04]', async (scenario) => {
    await expect(scenario.play(shopper, goods)).resolves.toHaveProperty('says');
  });
});
