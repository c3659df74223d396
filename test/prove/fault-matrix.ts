import { randomUUID } from 'node:crypto';
import { answered, newIntent } from '@printverse/client/shop-client.ts';
import { derivedId } from '../../functions/shared/ids.ts';
import { until } from '../../tools/demo/client.ts';
import { decideAtGateway } from '../../tools/demo/gateway-page.ts';
import { findGoods } from '../../tools/demo/goods.ts';
import type { Goods } from '../../tools/demo/scenarios.ts';
import { Shopper } from '../../tools/demo/shopper.ts';
import { audit } from '../support/audit.ts';
import type { WrappedShop } from '../support/wrapped-shop.ts';
import { type Fault, planFault, strikesOf } from '../support/wrapping/fault-plan.ts';
import { countByStatus, settledBooks, unitsOf } from './settled.ts';

export interface Cell {
  readonly label: string;
  readonly kind: Fault['kind'];
  /** Whom the fault meets: an order that would be fine, or one that has to come back. */
  readonly path: 'bought' | 'shipping impossible' | 'confirmed by the customer';
}

export interface MatrixResult {
  readonly cells: number;
  readonly healed: number;
  readonly orders: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
}

const KINDS: readonly Fault['kind'][] = ['before', 'after', 'timeout', 'twice'];
const FORWARD = [
  'inventory-steps:reserve-stock#do',
  'payments-steps:take-payment#do',
  'shipping-steps:schedule-fulfilment#do',
  'orders-steps:complete-order#do',
];
const BACK = [
  'shipping-steps:schedule-fulfilment#undo',
  'payments-steps:take-payment#undo',
  'inventory-steps:reserve-stock#undo',
  'orders-steps:fail-order#do',
];
const WAKING = ['payments-webhook-http', 'payments-on-payment-settled'];

/** Every step × how it breaks, every undo likewise, the webhook and the resume too. */
export const allCells: readonly Cell[] = [
  ...FORWARD.flatMap((label) => KINDS.map((kind): Cell => ({ label, kind, path: 'bought' }))),
  ...BACK.flatMap((label) => KINDS.map((kind): Cell => ({ label, kind, path: 'shipping impossible' }))),
  ...WAKING.flatMap((label) => KINDS.map((kind): Cell => ({ label, kind, path: 'confirmed by the customer' }))),
];

/** More strikes than the machine has tries: only turning back, parking or a later message can end it. */
const PERSISTENT = 5;

/** Sends one order a cell through the deployed shop, breaks it there, heals what got parked, and audits all books. */
export async function faultMatrix(
  shop: WrappedShop,
  cells: readonly Cell[],
  report: (line: string) => void,
): Promise<MatrixResult> {
  const shopper = await Shopper.enter(shop.outputs);
  const { plentiful } = await findGoods(shopper.shop);
  const { id: userId } = await answered(shopper.shop.GET('/me'));
  const { pooled, taken, brought } = unitsOf(await shop.evidence({}), plentiful.sku);
  const opened = { [plentiful.sku]: pooled + taken - brought };
  const ids: string[] = [];
  for (const cell of cells) ids.push(await sendBroken(shop, shopper, plentiful, userId, cell));
  await settledBooks(shop, opened, 300);
  const healed = await healParked(shopper);
  const evidence = await settledBooks(shop, opened, 300);
  report(`${cells.length} cells, ${healed} healed by retry`);
  return { cells: cells.length, healed, orders: countByStatus(evidence, new Set(ids)), faults: audit(evidence) };
}

async function sendBroken(
  shop: WrappedShop,
  shopper: Shopper,
  goods: Goods['plentiful'],
  userId: string,
  cell: Cell,
): Promise<string> {
  const intent = newIntent();
  const orderId = derivedId('ord', [userId, 'checkout', intent['Idempotency-Key']]);
  const fault: Fault = {
    id: randomUUID(),
    label: cell.label,
    orderId,
    kind: cell.kind,
    times: cell.kind === 'before' ? PERSISTENT : 1,
  };
  planFault(shop.wrapping, fault);
  const { payment } = await shopper.buy({
    ...goods,
    intent,
    cardToken: cell.path === 'confirmed by the customer' ? 'tok_3ds' : 'tok_visa',
    ...(cell.path === 'shipping impossible' ? { postalCode: '99990' } : {}),
  });
  if (cell.path === 'confirmed by the customer') await decideAtGateway(shopper, payment.redirectUrl, 'confirm');
  await until(`the fault to strike ${cell.label} (${cell.kind})`, async () =>
    strikesOf(shop.wrapping, fault.id) > 0 ? true : undefined,
  );
  return orderId;
}

async function healParked(shopper: Shopper): Promise<number> {
  const parked = await shopper.parked();
  for (const orderId of parked) await shopper.retry(orderId);
  return parked.length;
}
