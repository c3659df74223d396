import { readdirSync } from 'node:fs';
import {
  DeleteRolePolicyCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientConfig } from '../../../local/cloud.ts';
import { findGoods } from '../../../tools/demo/goods.ts';
import { Shopper } from '../../../tools/demo/shopper.ts';
import { costOf } from '../../prove/costs.ts';
import { allCells, faultMatrix } from '../../prove/fault-matrix.ts';
import { fuzz } from '../../prove/fuzz.ts';
import { hotSku } from '../../prove/hot-sku.ts';
import { lastSecond } from '../../prove/last-second.ts';
import { deadWorkers, silentGateway } from '../../prove/unkind.ts';
import { widePool } from '../../prove/wide-pool.ts';
import { makeTestFolder } from '../../support/test-folder.ts';
import { openWrappedShop, type WrappedShop } from '../../support/wrapped-shop.ts';
import { meddleWith } from '../../support/wrapping/meddle.ts';

/** A shop that is counted, broken and audited; the whole is `npm run prove`. */
let shop: WrappedShop;
let remove: () => Promise<void>;

beforeAll(async () => {
  const made = await makeTestFolder('slice');
  remove = made.remove;
  shop = await openWrappedShop(made.folder, {
    timings: { handlerSeconds: 4, taskSeconds: 8, paymentSeconds: 60, retrySeconds: 1 },
  });
}, 120_000);

afterAll(async () => {
  await shop?.stop();
  await remove?.();
}, 30_000);

describe('an order', { timeout: 120_000 }, () => {
  test('costs at most ten store calls and five transitions when all goes well, and the same the second time [SAG-02, RES-07]', async () => {
    // Mails of one order may be taken together or apart; everything else is the same to the integer.
    const [first, second] = [await costOf(shop, 'bought', '10115', 3), await costOf(shop, 'bought', '10115', 3)];
    expect(first).toMatchObject({ storeCalls: 9, transitions: 5, mails: 3 });
    expect({ ...second, aside: first.aside }).toEqual(first);
  });

  test('costs eight transitions when it has to come back from the last step [SAG-07]', async () => {
    expect(await costOf(shop, 'compensated', '99990', 3)).toMatchObject({ storeCalls: 16, transitions: 8, mails: 3 });
  });

  test('keeps all books when its steps, their undo, the webhook or the resume break [SAG-04, SAG-05, SAG-07, SAG-08, K16]', async () => {
    const cells = allCells.filter(({ kind }, index) =>
      kind === 'before' ? index % 8 === 0 : kind === 'after' || index % 7 === 0,
    );
    const { faults, cells: broken } = await faultMatrix(shop, cells, () => {});
    expect(faults).toEqual([]);
    expect(broken).toBe(cells.length);
  });
});

describe('every operation of the API', { timeout: 300_000 }, () => {
  test('succeeds once, and answers what chance makes of its contract as it documents it [BFF-03, BFF-07, BFF-10]', async () => {
    const plan = { perOperation: 2, callers: ['anonymous', 'staff'], edgeCasesBy: [], minutes: 4 } as const;
    const { faults, requests } = await fuzz(shop, plan, () => {});
    expect(faults).toEqual([]);
    expect(requests).toBeGreaterThan(500);
  });
});

describe('the relay', { timeout: 60_000 }, () => {
  test('keeps what the bus refuses and announces it all the same: the order goes its way [RES-01, RES-02]', async () => {
    meddleWith(shop.wrapping, { refusedPublications: 1 });
    const shopper = await Shopper.enter(shop.outputs);
    const { plentiful } = await findGoods(shopper.shop);
    const { order } = await shopper.buy({ ...plentiful, cardToken: 'tok_visa' });
    await shopper.reaches(order.id, 'COMPLETED', ({ status }) => status === 'COMPLETED');
    meddleWith(shop.wrapping, {});
    expect(
      shop.lines().some((line) => line.kind === 'call' && line.function === 'events-relay' && line.service === 'sqs'),
    ).toBe(true);
  });
});

describe('a grant', { timeout: 120_000 }, () => {
  test('that is missing is felt: without its own the shipping step cannot ship, and the order waits until it has it back [PLT-03]', async () => {
    const iam = new IAMClient(clientConfig(shop.endpoint));
    const role = { RoleName: await roleOf(shop, 'printverse-local-shipping-steps') };
    const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand(role));
    const policy = { ...role, PolicyName: PolicyNames[0] };
    const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand(policy));
    await iam.send(new DeleteRolePolicyCommand(policy));
    try {
      const shopper = await Shopper.enter(shop.outputs);
      const { plentiful } = await findGoods(shopper.shop);
      const { order } = await shopper.buy({ ...plentiful, cardToken: 'tok_visa' });
      await shopper.tells(order.id, 'order.parked');
      await iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: decodeURIComponent(PolicyDocument) }));
      await expect(shopper.retry(order.id)).resolves.toBeUndefined();
      await shopper.reaches(order.id, 'COMPLETED', ({ status }) => status === 'COMPLETED');
    } finally {
      await iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: decodeURIComponent(PolicyDocument) }));
    }
  });
});

describe('an unkind hour', { timeout: 180_000 }, () => {
  test('a gateway that refuses connections costs no order: they wait, and are paid once it is back [RES-01, PAY-15]', async () => {
    const { orders, faults } = await silentGateway(shop, { orders: 4, seconds: 3 });
    expect(faults).toEqual([]);
    expect(orders).toEqual({ COMPLETED: 4 });
    const waited = shop.lines().filter((line) => line.label === 'payments-steps:take-payment#do');
    expect(waited.length).toBeGreaterThan(4);
  });

  test('workers that die cost no order: the cloud tries again, or the customer does with the same key [RES-01, BFF-09]', async () => {
    const { orders, faults } = await deadWorkers(shop, { kills: 3, seconds: 6 });
    expect(faults).toEqual([]);
    expect(orders).toEqual({ COMPLETED: 6 });
    expect(readdirSync(shop.wrapping).filter((file) => file.startsWith('kill-'))).toHaveLength(3);
  });
});

describe('stock', { timeout: 180_000 }, () => {
  test('that expires in the second of the payment is sold or given back, whichever comes first [INV-04, PAY-08]', async () => {
    const { faults } = await lastSecond(shop, { rounds: 8 });
    expect(faults).toEqual([]);
  });

  test('is neither lost nor sold twice while staff widen and narrow its pool under buyers [INV-03, INV-06]', async () => {
    const { orders, changes, faults } = await widePool(shop, { buyers: 20, units: 15 });
    expect(faults).toEqual([]);
    expect(orders['COMPLETED']).toBe(15);
    expect(changes['200']).toBeGreaterThan(0);
  });
});

describe('the last units', { timeout: 120_000 }, () => {
  test.each([
    ['as they are', {}],
    ['with every fifth transaction in conflict', { conflicts: 0.2 }],
  ])(
    '%s: five of forty buyers get one, nobody else pays, and no unit is lost [INV-03, INV-06, PAY-08]',
    async (_, meddling) => {
      meddleWith(shop.wrapping, meddling);
      const { answers, orders, faults } = await hotSku(shop, { buyers: 40, units: 5 });
      expect(faults).toEqual([]);
      expect(orders['COMPLETED']).toBe(5);
      expect(Object.keys(orders).filter((end) => end !== 'COMPLETED' && end !== 'FAILED out-of-stock')).toEqual([]);
      expect(Object.keys(answers).filter((answer) => answer !== '201' && answer !== '409 insufficient-stock')).toEqual(
        [],
      );
    },
  );

  test('are oversold as soon as the pools’ own guard is taken away: the storm can see it [INV-03]', async () => {
    meddleWith(shop.wrapping, { unguarded: true });
    const { oversold, faults } = await hotSku(shop, { buyers: 40, units: 5 });
    meddleWith(shop.wrapping, {});
    expect(oversold).toBeGreaterThan(0);
    expect(faults).not.toEqual([]);
  });
});

async function roleOf({ endpoint }: WrappedShop, name: string): Promise<string> {
  const { Role = '' } = await new LambdaClient(clientConfig(endpoint)).send(
    new GetFunctionConfigurationCommand({ FunctionName: name }),
  );
  return Role.split('/').at(-1) ?? '';
}
