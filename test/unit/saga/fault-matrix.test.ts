import { describe, expect, test } from 'vitest';
import { TaskFailure } from '../../support/asl-interpreter.ts';
import { audit } from '../../support/audit.ts';
import { type Meddler, SKU, simulatedShop, type Wish } from '../../support/simulation/shop.ts';

const STOCK = 10;

const paths: Readonly<Record<string, Wish>> = {
  bought: {},
  declined: { cardToken: 'tok_declined' },
  'sold out': { quantity: STOCK + 1 },
  'shipping impossible': { postalCode: '99990' },
  'captured in a wrong amount': { cardToken: 'tok_wrong_amount' },
};

const calls = [
  'reserve-stock#do',
  'take-payment#do',
  'schedule-fulfilment#do',
  'complete-order#do',
  'schedule-fulfilment#undo',
  'take-payment#undo',
  'reserve-stock#undo',
  'fail-order#do',
];

/** How a call goes wrong; the effect is there or not, and the machine sees an error or none. */
const faults: Readonly<Record<string, (next: () => Promise<unknown>) => Promise<unknown>>> = {
  'fails before its effect': () => Promise.reject(new TaskFailure('Boom')),
  'fails before its effect, as a transient': () => Promise.reject(new TaskFailure('StoreContention')),
  'fails after its effect': async (next) => {
    await next();
    throw new TaskFailure('Boom');
  },
  'times out after its effect': async (next) => {
    await next();
    throw new TaskFailure('Sandbox.Timedout');
  },
  'is invoked twice': async (next) => {
    await next();
    return next();
  },
};

const meddling =
  (target: string, fault: (next: () => Promise<unknown>) => Promise<unknown>, times: number): Meddler =>
  (call, next) => {
    if (`${call.step}#${call.direction}` !== target || times <= 0) return next();
    times -= 1;
    return fault(next);
  };

describe.each(Object.entries(paths))('an order that is to be %s', (_path, wish) => {
  const cells = calls.flatMap((call) =>
    Object.entries(faults).flatMap(([kind, fault]) =>
      // Once: the machine's own retry may mend it. Always: it must go back, or be parked and heal.
      [1, Number.POSITIVE_INFINITY].map((times) => ({
        call,
        kind,
        fault,
        times: times === 1 ? 'once' : 'always',
        count: times,
      })),
    ),
  );
  test.each(cells)(
    'keeps its books when $call $kind $times [SAG-04, SAG-05, SAG-06, SAG-07, SAG-08, INV-08, K15, K16]',
    async ({ call, fault, count }) => {
      const shop = simulatedShop({ stock: STOCK });
      await shop.open();
      const orderId = await shop.place(wish);
      await shop.run(orderId, meddling(call, fault, count));
      if ((await shop.byId(orderId)).order.head.saga.parked) {
        // The cause is gone, staff send it on its way again.
        await shop.retry(orderId);
        await shop.run(orderId);
      }
      expect(audit(shop.evidence())).toEqual([]);
    },
  );
});

describe('the auditor', () => {
  test('finds a unit that vanished, money kept for nothing, and a saga that never ended [SAG-10]', async () => {
    const shop = simulatedShop({ stock: STOCK });
    await shop.open();
    const orderId = await shop.place();
    expect(audit(shop.evidence()).join()).toContain('has not ended');
    await shop.run(orderId);
    expect(audit(shop.evidence())).toEqual([]);
    const { orders, inventory, ...rest } = shop.evidence();
    const lost = inventory.map((item) =>
      item['sku'] === SKU ? { ...item, available: Number(item['available']) - 1 } : item,
    );
    expect(audit({ ...rest, orders, inventory: lost })).not.toEqual([]);
    expect(audit({ ...rest, orders, inventory, gatewayNet: () => 0 })).not.toEqual([]);
    expect(audit({ ...rest, orders, inventory, gatewayCaptures: () => 2 })).not.toEqual([]);
    expect(audit({ ...rest, orders, inventory, carrierBookings: () => 0 })).not.toEqual([]);
  });
});
