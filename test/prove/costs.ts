import { until } from '../../tools/demo/client.ts';
import { findGoods } from '../../tools/demo/goods.ts';
import { Shopper } from '../../tools/demo/shopper.ts';
import type { Line, WrappedShop } from '../support/wrapped-shop.ts';
import { sagaHistory } from './saga-history.ts';

export interface StepCost {
  readonly step: string;
  readonly storeCalls: number;
  readonly writeUnits: number;
  readonly invocations: number;
}

export interface OrderCost {
  readonly path: string;
  /** From the checkout to the end of the order, in its order. */
  readonly steps: readonly StepCost[];
  /** What follows from it: mails, and their notes in the order's story. */
  readonly aside: readonly StepCost[];
  readonly storeCalls: number;
  readonly writeUnits: number;
  readonly transitions: number;
  readonly invocations: number;
  readonly mails: number;
}

/** The functions between a checkout and the end of its order; what else an order sets in motion is counted aside. */
const ON_THE_WAY =
  /^(orders-http-checkout|orders-on-order-started|payments-on-payment-settled|(inventory|payments|shipping|orders)-steps:)/;

/** Mails and their notes in the order's story. Several may be taken in one invocation, so only their calls are counted. */
const MAILS = /^(notifications-on-mail-due|orders-on-email-sent)$/;

/** Plays one order and counts what it cost. */
export async function costOf(shop: WrappedShop, path: string, postalCode: string, mails: number): Promise<OrderCost> {
  const shopper = await Shopper.enter(shop.outputs);
  const { plentiful } = await findGoods(shopper.shop);
  const { order } = await shopper.buy({ ...plentiful, cardToken: 'tok_visa', postalCode });
  const wanted = postalCode === '99990' ? 'FAILED' : 'COMPLETED';
  await shopper.reaches(order.id, wanted, ({ status }) => status === wanted);
  // Everything has come to rest when each mail stands in the order's story.
  await until(`${mails} mails to be noted`, async () =>
    (await shopper.timeline(order.id)).filter(({ type }) => type === 'email.sent').length === mails ? true : undefined,
  );
  const lines = shop.lines().filter((line) => concerns(line, order.id));
  const costs = [...Map.groupBy(lines, (line) => line.label)].map(([step, own]) => stepCost(step, own));
  const steps = costs.filter(({ step }) => ON_THE_WAY.test(step));
  const total = (figure: keyof Omit<StepCost, 'step'>, among: readonly StepCost[]) =>
    among.reduce((sum, cost) => sum + cost[figure], 0);
  return {
    path,
    steps,
    aside: costs.filter(({ step }) => MAILS.test(step)),
    storeCalls: total('storeCalls', steps),
    writeUnits: total('writeUnits', steps),
    invocations: total('invocations', steps),
    transitions: await transitionsOf(shop, order.id),
    mails,
  };
}

/** The checkout is not told its order's id: its transaction's lines are recognised by the others' being one buyer's. */
const concerns = (line: Line, orderId: string): boolean => line.orders.includes(orderId);

function stepCost(step: string, lines: readonly Line[]): StepCost {
  const calls = lines.filter((line) => line.kind === 'call' && line.service === 'dynamodb');
  return {
    step,
    storeCalls: calls.length,
    writeUnits: calls.reduce((units, line) => units + (line.kind === 'call' ? line.writeUnits : 0), 0),
    invocations: lines.filter((line) => line.kind === 'invocation').length,
  };
}

/** What Step Functions bills: each state entered, and the start. Retries come as further attempts of one entry and are not in it. */
async function transitionsOf({ endpoint }: WrappedShop, orderId: string): Promise<number> {
  const events = await sagaHistory(endpoint, orderId);
  return events.filter(({ type }) => type?.endsWith('StateEntered')).length + 1;
}
