import { describe, expect, test } from 'vitest';
import { paymentIdOf } from '../../../functions/orders/order.ts';
import { timelineOf } from '../../../functions/orders/timeline.ts';
import type { Fact } from '../../../functions/shared/events/facts.ts';
import { type SimulatedShop, SKU, simulatedShop, type Wish } from '../../support/simulation/shop.ts';

async function ordered(wish: Wish = {}) {
  const shop = simulatedShop({ stock: 3 });
  await shop.open();
  const orderId = await shop.place(wish);
  await shop.run(orderId);
  return { shop, orderId };
}

const factsIn = ({ store }: SimulatedShop) =>
  store.items('orders').filter(({ sk }) => String(sk).startsWith('FACT#')) as unknown as readonly Fact[];

async function told({ shop, orderId }: Awaited<ReturnType<typeof ordered>>, staff = false) {
  const { order } = await shop.byId(orderId);
  return timelineOf(order.details, factsIn(shop), staff);
}

const COMMANDS = ['inventory.reservation', 'payment.processing', 'shipping.preparation'];

describe('the story of an order', () => {
  test('tells each command after the fact that gives it, and before what came of it [INV-04, PAY-10, SHP-01, K14]', async () => {
    expect((await told(await ordered())).map(({ type, title }) => [type, title])).toEqual([
      ['order.created', 'Order placed'],
      ['inventory.reservation', 'Reservation requested'],
      ['inventory.reserved', 'Items reserved'],
      ['payment.processing', 'Payment requested'],
      ['payment.processed', 'Payment received'],
      ['shipping.preparation', 'Shipment requested'],
      ['shipping.prepared', 'Shipment scheduled'],
      ['order.completed', 'Order complete'],
    ]);
  });

  test('says what was asked for: the items, and the amount, whose and how it is paid [INV-04, PAY-10, SHP-01]', async () => {
    const { shop, orderId } = await ordered({ quantity: 2 });
    const story = await told({ shop, orderId });
    const items = [{ productId: 'prd_01JD0000000000000000000000', sku: SKU, quantity: 2 }];
    expect(story.filter(({ type }) => COMMANDS.includes(type)).map(({ details }) => details)).toEqual([
      { orderId, items },
      {
        orderId,
        paymentId: paymentIdOf(orderId),
        customerId: 'usr_01JD0000000000000000000000',
        amount: { amount: 4_000, currency: 'EUR' },
        provider: 'sandbox',
      },
      { orderId, items },
    ]);
    expect(JSON.stringify(story)).not.toContain('tok_visa');
  });

  test('gives every entry its time and actor, and tells staff its correlation id as well [SAG-13, INV-04, PAY-10]', async () => {
    const bought = await ordered();
    for (const { at, actor, details } of await told(bought, true)) {
      expect({ at, actor, ...details }).toMatchObject({
        at: '2026-11-21T10:00:00.000Z',
        actor: 'system:test',
        correlationId: 'cor_test',
        key: expect.any(String),
      });
    }
    expect((await told(bought)).some(({ details }) => details?.['key'] ?? details?.['correlationId'])).toBe(false);
  });

  test.each([
    ['sold out', { quantity: 4 }, ['inventory.reservation']],
    ['declined', { cardToken: 'tok_declined' }, ['inventory.reservation', 'payment.processing']],
    ['shipping impossible', { postalCode: '99990' }, COMMANDS],
  ])('asks for nothing after a refusal: %s [SAG-04, INV-06, SAG-05]', async (_, wish, asked) => {
    const story = await told(await ordered(wish), true);
    expect(story.map(({ type }) => type).filter((type) => COMMANDS.includes(type))).toEqual(asked);
  });

  test('is all there is of a command: nothing of it is published [K14, INV-04, PAY-10, SHP-01]', async () => {
    const { shop } = await ordered();
    const published = factsIn(shop).flatMap(({ event }) => event ?? []);
    expect(published.map(({ type }) => type)).toEqual([
      'order.created',
      'inventory.reserved',
      'payment.processed',
      'shipping.prepared',
      'order.completed',
    ]);
    expect(JSON.stringify(published)).not.toMatch(/asks|inventory\.reservation|processing|preparation/);
  });
});
