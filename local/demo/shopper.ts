import { randomUUID } from 'node:crypto';
import type { Outputs } from '../outputs.ts';
import { type Answer, call, signIn, until } from './client.ts';
import type { StoryEntry } from './story.ts';

export interface OrderView {
  readonly id: string;
  readonly orderNumber: string;
  readonly status: string;
  readonly total: { readonly amount: number; readonly currency: string };
  readonly payment: {
    readonly paymentId: string;
    readonly status: string;
    readonly nextAction?: { readonly url: string };
  };
  readonly shipment?: { readonly trackingNumber: string };
  readonly failure?: { readonly code: string };
}

interface Placed {
  readonly order: OrderView;
  readonly payment: { readonly redirectUrl: string };
}

export interface Wish {
  readonly productId: string;
  readonly sku: string;
  readonly quantity?: number;
  readonly cardToken?: string;
  readonly postalCode?: string;
  readonly key?: string;
}

/** Whatever the API documents for that path. */
// oxlint-disable-next-line no-explicit-any
type Documented = any;

/** Somebody who buys, over nothing but the public API. */
export class Shopper {
  readonly outputs: Outputs;
  readonly #customer: string;
  readonly #staff: string;

  private constructor(outputs: Outputs, customer: string, staff: string) {
    this.outputs = outputs;
    this.#customer = customer;
    this.#staff = staff;
  }

  static async enter(outputs: Outputs): Promise<Shopper> {
    const [customer, staff] = await Promise.all([
      signIn(outputs.apiUrl, outputs.users.customer),
      signIn(outputs.apiUrl, outputs.users.staff),
    ]);
    return new Shopper(outputs, customer, staff);
  }

  get<T = Documented>(path: string): Promise<Answer<T>> {
    return call<T>(this.outputs.apiUrl, 'GET', path, { token: this.#customer });
  }

  asStaff<T = Documented>(method: string, path: string): Promise<Answer<T>> {
    return call<T>(this.outputs.apiUrl, method, path, { token: this.#staff });
  }

  checkOut(wish: Wish): Promise<Answer<Placed>> {
    return call<Placed>(this.outputs.apiUrl, 'POST', '/checkout', {
      token: this.#customer,
      headers: { 'idempotency-key': wish.key ?? randomUUID() },
      body: {
        items: [{ productId: wish.productId, sku: wish.sku, quantity: wish.quantity ?? 1 }],
        shippingAddress: {
          name: 'Demo Customer',
          line1: 'Werkstrasse 1',
          city: 'Berlin',
          postalCode: wish.postalCode ?? '10115',
          country: 'DE',
        },
        payment: { provider: 'sandbox', ...(wish.cardToken ? { token: wish.cardToken } : {}) },
      },
    });
  }

  async buy(wish: Wish): Promise<Placed> {
    const answer = await this.checkOut(wish);
    if (answer.status !== 201) throw new Error(`The checkout answered ${answer.status} ${answer.text}`);
    return answer.body;
  }

  async order(id: string): Promise<OrderView> {
    return (await this.get<OrderView>(`/orders/${id}`)).body;
  }

  /** Waits for the order to be as `wanted` says. */
  reaches(id: string, what: string, wanted: (order: OrderView) => boolean): Promise<OrderView> {
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

  async timeline(id: string): Promise<StoryEntry[]> {
    return (await this.asStaff(`GET`, `/orders/${id}/timeline`)).body.items;
  }
}
