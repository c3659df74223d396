import type { Order, TimelineEntry } from '@printverse/client/api.d.ts';
import { signedIn } from '@printverse/client/program-client.ts';
import { answered, newIntent, type ShopClient } from '@printverse/client/shop-client.ts';
import type { Outputs } from '../../local/outputs.ts';
import { until } from './client.ts';

export interface Wish {
  readonly productId: string;
  readonly sku: string;
  readonly quantity?: number;
  readonly cardToken?: string;
  readonly postalCode?: string;
  /** What is wished for once; without it, every wish is a new one. */
  readonly intent?: ReturnType<typeof newIntent>;
}

/** Where parcels of the demonstration go. */
export const berlin = {
  name: 'Demo Customer',
  line1: 'Werkstrasse 1',
  city: 'Berlin',
  postalCode: '10115',
  country: 'DE',
} as const;

/** Somebody who buys, over nothing but the public API, and staff who look on. */
export class Shopper {
  readonly outputs: Outputs;
  readonly shop: ShopClient;
  readonly staff: ShopClient;

  private constructor(outputs: Outputs, shop: ShopClient, staff: ShopClient) {
    this.outputs = outputs;
    this.shop = shop;
    this.staff = staff;
  }

  static async enter(outputs: Outputs): Promise<Shopper> {
    const [shop, staff] = await Promise.all([
      signedIn(outputs.apiUrl, outputs.users.customer),
      signedIn(outputs.apiUrl, outputs.users.staff),
    ]);
    return new Shopper(outputs, shop, staff);
  }

  /** What the checkout made of the wish. Throws `Refused`. */
  buy(wish: Wish) {
    return answered(
      this.shop.POST('/checkout', {
        params: { header: wish.intent ?? newIntent() },
        body: {
          items: [{ productId: wish.productId, sku: wish.sku, quantity: wish.quantity ?? 1 }],
          shippingAddress: { ...berlin, postalCode: wish.postalCode ?? berlin.postalCode },
          payment: { provider: 'sandbox', ...(wish.cardToken ? { token: wish.cardToken } : {}) },
        },
      }),
    );
  }

  order(orderId: string): Promise<Order> {
    return answered(this.shop.GET('/orders/{orderId}', { params: { path: { orderId } } }));
  }

  /** Waits for the order to be as `wanted` says. */
  reaches(id: string, what: string, wanted: (order: Order) => boolean): Promise<Order> {
    return until(`order ${id} to be ${what}`, async () => {
      const order = await this.order(id);
      return wanted(order) ? order : undefined;
    });
  }

  /** Waits for a fact of that type in the order's story as staff see it. */
  tells(id: string, type: string): Promise<void> {
    return until(`order ${id} to tell ${type}`, async () =>
      (await this.timeline(id)).some((entry) => entry.type === type) ? true : undefined,
    ).then(() => {});
  }

  /** Sends a parked order on its way again. Throws `Refused`. */
  async retry(orderId: string): Promise<void> {
    await answered(this.staff.POST('/admin/sagas/{orderId}/retry', { params: { path: { orderId } } }));
  }

  /** The orders that are parked. */
  async parked(): Promise<readonly string[]> {
    const query = { state: 'parked' as const, limit: 100 };
    const { items } = await answered(this.staff.GET('/admin/sagas', { params: { query } }));
    return items.map(({ orderId }) => orderId);
  }

  async timeline(orderId: string): Promise<readonly TimelineEntry[]> {
    return (await answered(this.staff.GET('/orders/{orderId}/timeline', { params: { path: { orderId } } }))).items;
  }
}
