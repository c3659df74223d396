import { describe, expect, test } from 'vitest';
import { dueHolds } from '../../../functions/inventory/due-holds.dynamodb.ts';
import { expireHolds } from '../../../functions/inventory/expire-holds.ts';
import { inventoryReads } from '../../../functions/inventory/reads.ts';
import { inventoryWrites } from '../../../functions/inventory/writes.ts';
import { paymentIdOf, SagaTurnedBack } from '../../../functions/orders/order.ts';
import { ordersReads } from '../../../functions/orders/reads.ts';
import { ordersWrites } from '../../../functions/orders/writes.ts';
import { RefundRefused } from '../../../functions/payments/gateway.ts';
import { TaskFailure } from '../../support/asl-interpreter.ts';
import { audit } from '../../support/audit.ts';
import { type Meddler, type SimulatedShop, SKU, simulatedShop } from '../../support/simulation/shop.ts';

const HOLD_AND_A_BIT_SECONDS = 3_700;

async function openShop(stock: number): Promise<SimulatedShop> {
  const shop = simulatedShop({ stock });
  // As strict as a real gateway: nothing goes back that was not taken.
  const { refund } = shop.gateway;
  const given = new Set<string>();
  shop.gateway.refund = async (paymentId, amount, key) => {
    if (!given.has(key) && shop.gateway.net(paymentId) < amount.amount)
      throw new RefundRefused('more than was captured');
    await refund(paymentId, amount, key);
    given.add(key);
  };
  await shop.open();
  return shop;
}

const faultsOf = (shop: SimulatedShop): string[] => audit(shop.evidence());

/** Time passes, and the sweeper of expired holds comes by. */
async function letHoldsExpire(shop: SimulatedShop): Promise<void> {
  shop.clock.time = new Date(shop.clock.time.getTime() + HOLD_AND_A_BIT_SECONDS * 1000);
  await shop.aside(
    expireHolds({
      store: shop.store,
      dueHolds: dueHolds(shop.store, 'inventory'),
      orders: { reads: ordersReads('orders'), writes: ordersWrites('orders') },
      inventory: { reads: inventoryReads('inventory'), writes: inventoryWrites('inventory') },
      clock: shop.clock,
    }),
  );
}

/** The execution dies while it waits for the payment, in a way that no Catch takes. */
const dieWaiting: Meddler = async ({ step, direction }, next) => {
  const answer = await next();
  if (`${step}#${direction}` === 'take-payment#do') throw new TaskFailure('States.DataLimitExceeded');
  return answer;
};

const dieRefused: Meddler = async ({ step, direction }, next) => {
  try {
    return await next();
  } catch (error) {
    throw `${step}#${direction}` === 'take-payment#do' ? new TaskFailure('States.DataLimitExceeded') : error;
  }
};

/** The next commit that records this fact does not happen. */
function loseCommit(shop: SimulatedShop, factKey: string, error: Error): void {
  let lost = false;
  shop.store.beforeCommit = (writes) => {
    const hit = writes.some((write) => write.kind === 'put' && write.item.sk === `FACT#${factKey}`);
    if (lost || !hit) return;
    lost = true;
    throw error;
  };
}

/** The commands that an order's facts gave, oldest first. */
const asked = ({ store }: SimulatedShop): unknown[] =>
  store
    .items('orders')
    .filter(({ asks }) => asks !== undefined)
    .toSorted((a, b) => Number(a['sequence']) - Number(b['sequence']))
    .map(({ asks }) => asks);

const availableOf = ({ store }: SimulatedShop): unknown =>
  store.items('inventory').find(({ sku }) => sku === SKU)?.['available'];

async function healed(shop: SimulatedShop, orderId: string): Promise<void> {
  if (!(await shop.byId(orderId)).order.head.saga.parked) return;
  await shop.retry(orderId);
  await shop.run(orderId);
}

describe('money that arrives after the hold has expired', () => {
  test.each([
    ['before', true],
    ['after', false],
  ])('goes back, and pays for nothing when staff retry %s it has gone back [INV-12, PAY-12, K15]', async (_, first) => {
    const shop = await openShop(10);
    const orderId = await shop.place({ cardToken: 'tok_3ds' });
    await shop.run(orderId, dieWaiting);
    await letHoldsExpire(shop);
    shop.gateway.decide(paymentIdOf(orderId), 'captured');
    await shop.webhook(orderId);
    if (first) await shop.giveBackLate(orderId);
    await healed(shop, orderId);
    if (!first) await shop.giveBackLate(orderId);
    expect(faultsOf(shop)).toEqual([]);
    expect(await shop.byId(orderId)).toMatchObject({
      order: { head: { status: 'FAILED' } },
      payment: { status: 'REFUNDED' },
    });
  });
});

describe('a capture that the undo finds at the gateway', () => {
  const capturedBeforeVoid = (shop: SimulatedShop, orderId: string) => {
    const paymentId = paymentIdOf(orderId);
    const { void: close } = shop.gateway;
    shop.gateway.void = async (id) => {
      if (shop.gateway.captures(paymentId) === 0) shop.gateway.decide(paymentId, 'captured');
      return close(id);
    };
  };

  test('goes back once, though its webhook arrives while it does [SAG-05, PAY-12]', async () => {
    const shop = await openShop(10);
    const orderId = await shop.place({ cardToken: 'tok_3ds' });
    capturedBeforeVoid(shop, orderId);
    const { refund } = shop.gateway;
    let told = false;
    shop.gateway.refund = async (...given) => {
      await refund(...given);
      if (!told) await shop.webhook(orderId);
      told = true;
    };
    await shop.run(orderId);
    await healed(shop, orderId);
    expect(faultsOf(shop)).toEqual([]);
  });

  test('goes back once, though the undo dies after refunding and the webhook comes first [SAG-08, PAY-12]', async () => {
    const shop = await openShop(10);
    const orderId = await shop.place({ cardToken: 'tok_3ds' });
    capturedBeforeVoid(shop, orderId);
    loseCommit(shop, 'late-refund', new TaskFailure('Boom'));
    await shop.run(orderId, async (call, next) => {
      if (call.step === 'take-payment' && call.direction === 'undo' && call.retries === 1) await shop.webhook(orderId);
      return next();
    });
    await healed(shop, orderId);
    expect(faultsOf(shop)).toEqual([]);
  });

  test('is shown as refunded, not as closed [PAY-11]', async () => {
    const shop = await openShop(10);
    const orderId = await shop.place({ cardToken: 'tok_3ds' });
    capturedBeforeVoid(shop, orderId);
    await shop.run(orderId);
    expect((await shop.byId(orderId)).payment.status).toBe('REFUNDED');
    expect(faultsOf(shop)).toEqual([]);
  });
});

describe('a hold that expired and cannot be had again', () => {
  test.each([
    ['a wrong amount was captured', 'tok_wrong_amount', dieRefused],
    ['the customer was asked', 'tok_3ds', dieWaiting],
  ])('takes the order back past its payment: %s [INV-12, SAG-06]', async (_, cardToken, meddler) => {
    const shop = await openShop(1);
    const orderId = await shop.place({ cardToken });
    await shop.run(orderId, meddler);
    await letHoldsExpire(shop);
    await shop.run(await shop.place());
    await healed(shop, orderId);
    expect(faultsOf(shop)).toEqual([]);
    const { order, payment } = await shop.byId(orderId);
    expect(order.head.status).toBe('FAILED');
    expect(['VOIDED', 'REFUNDED']).toContain(payment.status);
  });

  test('takes it back also when the capture was never booked and its webhook was lost [INV-12, SAG-06]', async () => {
    const shop = await openShop(1);
    const orderId = await shop.place();
    loseCommit(shop, 'take-payment#do', new TaskFailure('States.DataLimitExceeded'));
    await shop.run(orderId);
    await letHoldsExpire(shop);
    await shop.run(await shop.place());
    await healed(shop, orderId);
    expect(faultsOf(shop)).toEqual([]);
    expect((await shop.byId(orderId)).order.head).toMatchObject({
      status: 'FAILED',
      failure: { code: 'out-of-stock' },
    });
  });
});

describe('a retry', () => {
  test('of an order whose hold has expired takes it again, asks for the payment again, and completes [INV-12, SAG-08, PAY-10]', async () => {
    const shop = await openShop(2);
    const orderId = await shop.place();
    await shop.run(orderId, ({ step, direction }, next) =>
      `${step}#${direction}` === 'take-payment#do'
        ? Promise.reject(new TaskFailure('States.DataLimitExceeded'))
        : next(),
    );
    await letHoldsExpire(shop);
    await healed(shop, orderId);
    expect((await shop.byId(orderId)).order.head.status).toBe('COMPLETED');
    expect(asked(shop)).toEqual([
      'inventory.reservation',
      'payment.processing',
      'payment.processing',
      'shipping.preparation',
    ]);
    expect(faultsOf(shop)).toEqual([]);
  });

  test('gives a hold that is still held the time that the payment needs again [INV-12]', async () => {
    const shop = await openShop(2);
    const orderId = await shop.place({ cardToken: 'tok_3ds' });
    await shop.run(orderId, dieWaiting);
    const before = (await shop.byId(orderId)).hold;
    shop.clock.time = new Date(shop.clock.time.getTime() + 1_800_000);
    await shop.retry(orderId);
    await shop.run(orderId, dieWaiting);
    const after = (await shop.byId(orderId)).hold;
    expect(Date.parse(after?.expiresAt ?? '') - Date.parse(before?.expiresAt ?? '')).toBe(1_800_000);
  });
});

describe('a hold that was taken again after it had expired', () => {
  test('expires again when its order rests again: its units come back twice, each time once [INV-12]', async () => {
    const shop = await openShop(2);
    const orderId = await shop.place({ cardToken: 'tok_3ds' });
    await shop.run(orderId, dieWaiting);
    for (const round of [1, 2, 3]) {
      expect((await shop.byId(orderId)).hold).toMatchObject({ state: 'HELD' });
      await letHoldsExpire(shop);
      expect((await shop.byId(orderId)).hold, `round ${round}`).toMatchObject({ state: 'EXPIRED' });
      expect(availableOf(shop)).toBe(2);
      await shop.retry(orderId);
      await shop.run(orderId, dieWaiting);
    }
    const released = shop.store.items('orders').filter(({ type }) => type === 'inventory.released');
    expect(released).toHaveLength(3);
    shop.gateway.decide(paymentIdOf(orderId), 'captured');
    await shop.webhook(orderId);
    await healed(shop, orderId);
    expect(faultsOf(shop)).toEqual([]);
    expect((await shop.byId(orderId)).order.head.status).toBe('COMPLETED');
  });
});

describe('the death of an execution', () => {
  test('that was retried parks nothing when it is told again; the present one still does [SAG-10]', async () => {
    const shop = await openShop(2);
    const orderId = await shop.place({ cardToken: 'tok_3ds' });
    await shop.run(orderId, dieWaiting);
    await shop.retry(orderId);
    await shop.died(orderId, orderId);
    expect((await shop.byId(orderId)).order.head.saga).toMatchObject({ parked: false, attempt: 2 });
    await shop.died(orderId, `${orderId}-2`);
    expect((await shop.byId(orderId)).order.head.saga).toMatchObject({ parked: true, attempt: 2 });
    await shop.retry(orderId);
    for (const execution of [orderId, `${orderId}-2`]) await shop.died(orderId, execution);
    expect((await shop.byId(orderId)).order.head.saga).toMatchObject({ parked: false, attempt: 3 });
  });
});

describe('a call that comes after the way back', () => {
  const LATE_CALLS = 10;

  test('asks no carrier for anything [SAG-07, SHP-04]', async () => {
    const shop = await openShop(2);
    const orderId = await shop.place();
    await shop.run(orderId, ({ step, direction }, next) =>
      `${step}#${direction}` === 'schedule-fulfilment#do' ? Promise.reject(new TaskFailure('Boom')) : next(),
    );
    expect((await shop.byId(orderId)).order.head.status).toBe('FAILED');
    const before = shop.carrier.calls();
    for (let call = 0; call < LATE_CALLS; call++) {
      await expect(shop.call(orderId, 'schedule-fulfilment', 'do')).rejects.toThrow(SagaTurnedBack);
    }
    expect(shop.carrier.calls()).toBe(before);
    expect(faultsOf(shop)).toEqual([]);
  });

  test('takes back what it booked when the way back overtook it [SAG-07, SHP-04]', async () => {
    const shop = await openShop(2);
    const orderId = await shop.place();
    const { book } = shop.carrier;
    shop.carrier.book = async (...given) => {
      shop.carrier.book = book;
      await shop.call(orderId, 'schedule-fulfilment', 'undo');
      return book(...given);
    };
    await shop.run(orderId);
    await healed(shop, orderId);
    expect(shop.carrier.bookings(orderId)).toBe(0);
    expect(faultsOf(shop)).toEqual([]);
  });

  test.each(['reserve-stock', 'take-payment'])('of %s takes nothing [SAG-07]', async (step) => {
    const shop = await openShop(2);
    const orderId = await shop.place({ postalCode: '99990' });
    await shop.run(orderId);
    const before = shop.store.items('orders');
    for (let call = 0; call < LATE_CALLS; call++) {
      await expect(shop.call(orderId, step, 'do')).rejects.toThrow(SagaTurnedBack);
    }
    expect(shop.store.items('orders')).toEqual(before);
    expect(faultsOf(shop)).toEqual([]);
  });
});

describe.each(['schedule-fulfilment', 'take-payment', 'reserve-stock'])('after the undo of %s', (undone) => {
  test.each(['reserve-stock', 'take-payment', 'schedule-fulfilment', 'complete-order'])(
    'the order goes back, though it had come as far as %s [SAG-05, SAG-06, SAG-07]',
    async (reached) => {
      const shop = await openShop(2);
      const orderId = await shop.place();
      await shop.run(orderId, ({ step, direction }, next) =>
        `${step}#${direction}` === `${reached}#do`
          ? Promise.reject(new TaskFailure('States.DataLimitExceeded'))
          : next(),
      );
      expect((await shop.byId(orderId)).order.head.saga.direction).toBe('FORWARD');
      await shop.call(orderId, undone, 'undo');
      expect((await shop.byId(orderId)).order.head.saga.direction).toBe('BACK');
    },
  );
});

describe('a payment that is refused, and captured before the way back has begun', () => {
  test('is booked by its webhook at once, in one transaction, and goes back once [PAY-12, SAG-05]', async () => {
    const shop = await openShop(2);
    const orderId = await shop.place({ cardToken: 'tok_declined' });
    await shop.run(orderId, dieRefused);
    expect((await shop.byId(orderId)).order.head.saga.direction).toBe('FORWARD');
    shop.gateway.decide(paymentIdOf(orderId), 'captured');
    let commits = 0;
    shop.store.beforeCommit = () => {
      commits += 1;
    };
    await shop.webhook(orderId);
    expect(commits).toBe(1);
    expect((await shop.byId(orderId)).payment.lateCapture).toMatchObject({ refunded: false });
    await shop.webhook(orderId);
    expect(commits).toBe(1);
    await shop.giveBackLate(orderId);
    await healed(shop, orderId);
    expect(faultsOf(shop)).toEqual([]);
  });
});

describe('an order whose late money cannot go back', () => {
  test('is parked at the third refusal, and a retry heals it [SAG-10, PAY-12]', async () => {
    const shop = await openShop(10);
    const orderId = await shop.place({ cardToken: 'tok_3ds' });
    await shop.run(orderId);
    shop.gateway.decide(paymentIdOf(orderId), 'captured');
    await shop.webhook(orderId);
    shop.gateway.refundsRefused = true;
    for (const attempt of [1, 2]) await expect(shop.giveBackLate(orderId, attempt)).rejects.toThrow(RefundRefused);
    await shop.giveBackLate(orderId, 3);
    expect((await shop.byId(orderId)).order.head.saga.parked).toBe(true);
    shop.gateway.refundsRefused = false;
    await healed(shop, orderId);
    expect(faultsOf(shop)).toEqual([]);
  });
});

describe('a webhook', () => {
  test('that is repeated changes nothing, whatever the order came to [PAY-05, PAY-08]', async () => {
    const shop = await openShop(10);
    const orderId = await shop.place({ cardToken: 'tok_3ds' });
    await shop.run(orderId, undefined, async () => {
      shop.gateway.decide(paymentIdOf(orderId), 'captured');
      await shop.webhook(orderId);
    });
    const settled = shop.store.items('orders');
    for (let repeat = 0; repeat < 20; repeat++) await shop.webhook(orderId);
    expect(shop.store.items('orders')).toEqual(settled);
    expect((await shop.byId(orderId)).order.head.status).toBe('COMPLETED');
    expect(faultsOf(shop)).toEqual([]);
  });

  test('that comes fifty times at once is taken every time, and booked once [PAY-05, PAY-08]', async () => {
    const shop = await openShop(10);
    const orderId = await shop.place({ cardToken: 'tok_3ds' });
    await shop.run(orderId, dieWaiting);
    shop.gateway.decide(paymentIdOf(orderId), 'captured');
    let commits = 0;
    shop.store.beforeCommit = () => {
      commits += 1;
    };
    await Promise.all(Array.from({ length: 50 }, () => shop.webhook(orderId)));
    // Whoever was too late looks once more and finds it done.
    expect(commits).toBeLessThanOrEqual(50);
    const paid = shop.store.items('orders').filter(({ type }) => type === 'payment.processed');
    expect(paid).toHaveLength(1);
    await healed(shop, orderId);
    expect(faultsOf(shop)).toEqual([]);
  });
});
