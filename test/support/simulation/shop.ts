import { machineDays } from '../../../functions/inventory/capacity/machine-days.dynamodb.ts';
import { materialSku } from '../../../functions/inventory/capacity/workshop.ts';
import { inventoryReads } from '../../../functions/inventory/reads.ts';
import { reserveStock } from '../../../functions/inventory/reserve-stock.step.ts';
import { inventoryWrites } from '../../../functions/inventory/writes.ts';
import { completeOrder, failOrder } from '../../../functions/orders/end-order.step.ts';
import {
  executionName,
  firstHead,
  type OrderDetails,
  type PrintJob,
  paymentIdOf,
} from '../../../functions/orders/order.ts';
import { parkOrder } from '../../../functions/orders/park-order.ts';
import { createdFact } from '../../../functions/orders/placing.ts';
import { ordersReads } from '../../../functions/orders/reads.ts';
import { ordersWrites } from '../../../functions/orders/writes.ts';
import { giveBackLateCapture } from '../../../functions/payments/give-back-late-capture.ts';
import { paymentsReads } from '../../../functions/payments/reads.ts';
import { settle, viewPayment } from '../../../functions/payments/settle.ts';
import { takePayment } from '../../../functions/payments/take-payment.step.ts';
import { paymentsWrites } from '../../../functions/payments/writes.ts';
import { quotesReads } from '../../../functions/quotes/reads.ts';
import { quotesWrites } from '../../../functions/quotes/writes.ts';
import { addSeconds } from '../../../functions/shared/clock.ts';
import { derivedId } from '../../../functions/shared/ids.ts';
import { withInvocation } from '../../../functions/shared/invocation.ts';
import { money } from '../../../functions/shared/money.ts';
import type { Receipt, Step } from '../../../functions/shared/steps.ts';
import { whileStale } from '../../../functions/shared/store/optimistic.ts';
import { shippingReads } from '../../../functions/shipping/reads.ts';
import { scheduleFulfilment } from '../../../functions/shipping/schedule-fulfilment.step.ts';
import { shippingWrites } from '../../../functions/shipping/writes.ts';
import { stages } from '../../../lib/config.ts';
import { sagaDefinition } from '../../../lib/constructs/saga.ts';
import { SEED_PRICE_RULES } from '../../../local/seed/price-rules.ts';
import { interpret, type Run, TaskFailure } from '../asl-interpreter.ts';
import type { Evidence } from '../audit.ts';
import { memoryCarrier } from './memory-carrier.ts';
import { memoryGateway } from './memory-gateway.ts';
import { memoryStore } from './memory-store.ts';

export const SKU = 'VASE-M';
const PRICE = 2_000;

export interface Wish {
  /** Something to be printed instead of the vase. */
  readonly job?: PrintJob;
  readonly quantity?: number;
  readonly cardToken?: string;
  readonly postalCode?: string;
}

/** A call of a step, to be let through (`next`), broken or repeated. */
export type Meddler = (
  call: { step: string; direction: string; retries: number },
  next: () => Promise<unknown>,
) => Promise<unknown>;

/** The saga's own code and its shipped state machine, over tables and a gateway in memory. */
export function simulatedShop({ stock }: { readonly stock: number }) {
  const store = memoryStore();
  const gateway = memoryGateway();
  const carrier = memoryCarrier();
  const clock = { time: new Date('2026-11-21T10:00:00.000Z'), now: () => clock.time };
  const orders = { reads: ordersReads('orders'), writes: ordersWrites('orders') };
  const inventory = { reads: inventoryReads('inventory'), writes: inventoryWrites('inventory') };
  const payments = { reads: paymentsReads('payments'), writes: paymentsWrites('payments') };
  const shipping = { reads: shippingReads('shipping'), writes: shippingWrites('shipping') };
  const quotes = quotesReads('quotes');
  const ports = { store, orders, inventory, payments, clock };
  let placed = 0;
  /** What the machine was told about the payment that it waits for. */
  let told: Receipt | undefined;
  const task = {
    succeed: async (_token: string, receipt: Receipt) => {
      told = receipt;
    },
    fail: async () => {},
  };
  const steps = new Map<string, Step>(
    [
      reserveStock({
        store,
        orders,
        inventory,
        days: machineDays(store, 'inventory'),
        quotes,
        clock,
        holdSeconds: 3_600,
      }),
      takePayment({ ...ports, gateway, task, webhookUrl: 'https://shop.example/webhook', paymentSeconds: 600 }),
      scheduleFulfilment({ store, orders, shipping, carrier, clock }),
      completeOrder({ store, orders, payments, clock }),
      failOrder({ store, orders, payments, clock }),
    ].map((step) => [step.name, step]),
  );
  const machine = JSON.parse(sagaDefinition('order-saga', stages.local.saga));
  const aside = <T>(work: () => Promise<T>): Promise<T> =>
    withInvocation(
      {
        correlationId: 'cor_test',
        requestId: 'req_test',
        traceparent: undefined,
        causationId: undefined,
        actor: 'system:test',
        deadline: Date.now() + 60_000,
      },
      work,
    );
  const byId = async (orderId: string) => {
    const [order, payment, hold] = await store.readTogether([
      orders.reads.order(orderId),
      payments.reads.payment(paymentIdOf(orderId)),
      inventory.reads.hold(orderId),
    ]);
    if (!order || !payment) throw new Error(`No order ${orderId}`);
    return { order, payment, hold };
  };

  return {
    store,
    gateway,
    carrier,
    clock,
    byId,
    /** Runs something as the shop's own work. */
    aside: <T>(work: () => Promise<T>) => aside(work),

    async open(): Promise<void> {
      await store.write(inventory.writes.openPool(SKU, stock, clock.now()));
    },

    /** Machines and materials of the seed's price rules, and grams of each material. */
    async openWorkshop(grams: number): Promise<void> {
      const version = { version: 1, rules: SEED_PRICE_RULES, createdAt: clock.now().toISOString() };
      await store.write(quotesWrites('quotes').activate(version, undefined));
      for (const { id } of SEED_PRICE_RULES.materials) {
        await store.write(inventory.writes.openPool(materialSku(id), grams, clock.now()));
      }
    },

    /** Places an order as the checkout does. */
    async place({ quantity = 1, cardToken = 'tok_visa', postalCode = '10115', job }: Wish = {}): Promise<string> {
      placed += 1;
      const id = derivedId('ord', [`order ${placed}`]);
      const total = money(PRICE * quantity, 'EUR');
      const address = { name: 'A', line1: 'B', city: 'C', postalCode, country: 'DE' };
      const details: OrderDetails = {
        id,
        orderNumber: `ORD-20261121-${id.slice(-5)}`,
        customer: { id: 'usr_01JD0000000000000000000000', email: 'a@shop.example', name: 'A', locale: 'en' },
        lines: [
          job
            ? {
                lineId: 'line-1',
                kind: 'print',
                quoteId: derivedId('quo', [`quote ${placed}`]),
                name: 'Cube',
                quantity,
                unitPrice: money(PRICE, 'EUR'),
                lineTotal: total,
                taxRate: 19,
                job,
              }
            : {
                lineId: 'line-1',
                kind: 'stock',
                productId: 'prd_01JD0000000000000000000000',
                sku: SKU,
                name: 'Vase',
                quantity,
                unitPrice: money(PRICE, 'EUR'),
                lineTotal: total,
                priceVersion: 1,
                taxRate: 19,
              },
        ],
        subtotal: total,
        tax: money(0, 'EUR'),
        shippingCost: money(0, 'EUR'),
        total,
        shippingAddress: address,
        billingAddress: address,
        payment: { paymentId: paymentIdOf(id), provider: 'sandbox', redirectUrl: 'https://shop.example/continue' },
        requestHash: 'hash',
        createdAt: clock.now().toISOString(),
      };
      await aside(() =>
        store.commit([
          ...orders.writes.place({ head: firstHead(details), details }, createdFact(details), clock.now(), {
            taken: () => new Error('taken'),
            numberTaken: () => new Error('number taken'),
          }),
          payments.writes.open(
            {
              id: paymentIdOf(id),
              orderId: id,
              customerId: details.customer.id,
              provider: 'sandbox',
              amount: total,
              method: cardToken,
              status: 'PENDING',
              createdAt: details.createdAt,
              version: 1,
            },
            () => new Error('taken'),
          ),
        ]),
      );
      return id;
    },

    /** Runs the current attempt's execution to its end; an execution that fails parks its order, as its death's event does. */
    async run(
      orderId: string,
      meddle: Meddler = (_call, next) => next(),
      whileWaiting?: () => Promise<void>,
    ): Promise<Run> {
      const name = executionName(orderId, (await byId(orderId)).order.head.saga.attempt);
      const run = await interpret(
        machine,
        { orderId, correlationId: 'cor_test' },
        async ({ input, retries, state }) => {
          const payload = (input as { Payload: { step: string; direction: 'do' | 'undo'; version?: number } }).Payload;
          const call = { orderId, execution: name, taskToken: `token-${state}`, ...payload };
          const work = steps.get(payload.step)?.[payload.direction];
          if (!work) throw new Error(`No ${payload.step}#${payload.direction}`);
          told = undefined;
          const answer = await meddle({ ...payload, retries }, () => aside(() => work(call)));
          if (payload.step !== 'take-payment' || payload.direction !== 'do') return { Payload: answer };
          if (told === undefined) await whileWaiting?.();
          const { order } = await byId(orderId);
          if (told === undefined && order.head.status === 'PAID') told = { version: order.head.version };
          if (told === undefined) throw new TaskFailure(order.head.failure ? 'PaymentRefused' : 'States.Timeout');
          return told;
        },
        { Id: name, Name: name },
        {
          now: () => clock.time,
          wait: (seconds) => {
            clock.time = addSeconds(clock.time, seconds);
          },
        },
      );
      if (run.status === 'FAILED')
        await aside(() => parkOrder({ store, orders, clock })(orderId, name, run.error ?? ''));
      return run;
    },

    /** One call of a step, as if the machine made it now; it may come late, or again. */
    call(orderId: string, step: string, direction: 'do' | 'undo'): Promise<Receipt | undefined> {
      const work = steps.get(step)?.[direction];
      if (!work) throw new Error(`No ${step}#${direction}`);
      return aside(() => work({ orderId, execution: orderId, taskToken: 'token' }));
    },

    /** Somebody tells that an execution died. */
    died: (orderId: string, execution: string) =>
      aside(() => parkOrder({ store, orders, clock })(orderId, execution, 'States.DataLimitExceeded')),

    /** What the auditor reads of it. */
    evidence: (): Evidence => ({
      orders: store.items('orders'),
      inventory: store.items('inventory'),
      payments: store.items('payments'),
      gatewayNet: gateway.net,
      gatewayCaptures: gateway.captures,
      carrierBookings: carrier.bookings,
      opened: { [SKU]: stock },
    }),

    /** Sends a parked order on its way again. */
    async retry(orderId: string): Promise<void> {
      const { order } = await byId(orderId);
      const fact = { key: `retry#${order.head.saga.attempt + 1}`, type: 'order.retried' };
      await aside(() => store.commit(orders.writes.retry(order.head, clock.now(), fact)));
    },

    /** The gateway's message arrives. */
    webhook: (orderId: string) =>
      aside(() =>
        whileStale(async () => {
          const answer = await gateway.find(paymentIdOf(orderId));
          if (answer) await settle(ports, await viewPayment(ports, orderId), answer, 'webhook');
        }),
      ),

    giveBackLate: (orderId: string, attempt = 1) =>
      aside(() => whileStale(() => giveBackLateCapture({ ...ports, gateway, task })(orderId, attempt))),
  };
}
export type SimulatedShop = ReturnType<typeof simulatedShop>;
