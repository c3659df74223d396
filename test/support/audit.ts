/** An item as it lies in a table. */
export type Item = Record<string, unknown>;

/** What the auditor reads: items as they lie, and the gateway's own book. It knows no rule of the shop. */
export interface Evidence {
  readonly orders: readonly Item[];
  readonly inventory: readonly Item[];
  readonly payments: readonly Item[];
  readonly gatewayNet: (paymentId: string) => number;
  readonly gatewayCaptures: (paymentId: string) => number;
  /** Parcels that the carrier has in its book for an order, where it has a book. */
  readonly carrierBookings?: (orderId: string) => number;
  /** Units per SKU that the shop opened with. */
  readonly opened: Readonly<Record<string, number>>;
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/**
 * Facts at the version of another one: those that tell something and change nothing, and the second name of a move
 * (`order.status-changed`) by which a parcel leaves or arrives.
 */
const NOTES: ReadonlySet<string> = new Set(['email.sent', 'payment.waiting', 'order.shipped', 'order.delivered']);

/** Everything that is wrong, in words; nothing when the books agree. Parked orders are named, not excused. */
export function audit(evidence: Evidence): string[] {
  return [
    ...stockFaults(evidence),
    ...hoursFaults(evidence),
    ...evidence.orders
      .filter((item) => item['sk'] === 'META' && String(item['pk']).startsWith('ORDER#'))
      .flatMap((head) => orderFaults(head, evidence)),
  ];
}

function stockFaults({ orders, inventory, opened }: Evidence): string[] {
  const postings = [...orders, ...inventory]
    .flatMap((item) => (item['postings'] as Item[] | undefined) ?? [])
    .filter((posting) => posting['book'] === 'stock');
  return Object.entries(opened).flatMap(([sku, units]) => {
    const buckets = bucketsOf(inventory, sku);
    const available = buckets.length > 0 ? sumOf(buckets.map((bucket) => Number(bucket['available']))) : Number.NaN;
    // What staff brought in or took away is posted by the pool's own facts.
    const brought = sumOf(
      inventory
        .filter((item) => item['pk'] === `POOL#${sku}`)
        .flatMap((fact) => (fact['postings'] as Item[] | undefined) ?? [])
        .map((posting) => Number(posting['delta'])),
    );
    const holds = inventory.filter((item) => String(item['pk']).startsWith('HOLD#'));
    const inState = (state: string) =>
      sumOf(
        holds
          .filter((hold) => hold['state'] === state)
          .flatMap((hold) => hold['units'] as Item[])
          .filter((unit) => unit['sku'] === sku)
          .map((unit) => Number(unit['quantity'])),
      );
    const book = (account: string) =>
      sumOf(
        postings
          .filter((posting) => posting['pool'] === sku && posting['account'] === account)
          .map((posting) => Number(posting['delta'])),
      );
    const faults: string[] = [];
    for (const bucket of buckets) {
      if (Number(bucket['available']) < 0)
        faults.push(`${sku}: ${Number(bucket['available'])} units available in ${String(bucket['pk'])}`);
    }
    const { buckets: width = 1 } = buckets.find(({ pk }) => pk === `POOL#${sku}#0`) ?? {};
    if (buckets.length !== width)
      faults.push(`${sku}: ${buckets.length} buckets lie there, the head says ${Number(width)}`);
    if (available + inState('HELD') + inState('COMMITTED') !== units + brought) {
      faults.push(
        `${sku}: ${available} available + ${inState('HELD')} held + ${inState('COMMITTED')} sold is not ${units} and ${brought} that staff brought`,
      );
    }
    if (units + book('available') !== available)
      faults.push(`${sku}: the facts post ${book('available')}, the pool says ${available - units}`);
    if (book('held') !== inState('HELD'))
      faults.push(`${sku}: the facts hold ${book('held')}, the holds ${inState('HELD')}`);
    if (book('sold') !== inState('COMMITTED'))
      faults.push(`${sku}: the facts sold ${book('sold')}, the holds ${inState('COMMITTED')}`);
    return faults;
  });
}

/** Every day of a machine has booked what running and paid orders hold of it, and no more than it has. */
function hoursFaults({ inventory }: Evidence): string[] {
  const held = inventory
    .filter(({ state }) => state === 'HELD' || state === 'COMMITTED')
    .flatMap((hold) => (hold['hours'] as Item[] | undefined) ?? []);
  const days = inventory.filter(({ pk, sk }) => String(pk).startsWith('MACHINE#') && String(sk).startsWith('DAY#'));
  const sameDay = (one: Item, other: Item) => one['machineId'] === other['machineId'] && one['date'] === other['date'];
  return [
    ...held
      .filter((part) => !days.some((day) => sameDay(day, part)))
      .map(({ machineId, date }) => `${String(machineId)} on ${String(date)}: hours of a day that is not there`),
    ...days.flatMap((day) => {
      const booked = Number(day['openSeconds']) - Number(day['left']);
      const inHolds = sumOf(held.filter((part) => sameDay(day, part)).map(({ seconds }) => Number(seconds)));
      const name = `${String(day['machineId'])} on ${String(day['date'])}`;
      return [
        ...(Number(day['left']) < 0 ? [`${name}: overbooked by ${-Number(day['left'])} s`] : []),
        ...(booked === inHolds ? [] : [`${name}: ${booked} s are booked, the holds have ${inHolds}`]),
      ];
    }),
  ];
}

/** The buckets of a pool as they lie. */
export const bucketsOf = (inventory: readonly Item[], sku: string): Item[] =>
  inventory.filter((item) => String(item['pk']).startsWith(`POOL#${sku}#`));

function orderFaults(
  head: Item,
  { orders, payments, inventory, gatewayNet, gatewayCaptures, carrierBookings }: Evidence,
): string[] {
  const id = String(head['id']);
  const paymentId = id.replace('ord_', 'pay_');
  const payment = payments.find((item) => item['id'] === paymentId);
  const facts = orders.filter((item) => item['pk'] === head['pk'] && String(item['sk']).startsWith('FACT#'));
  const hold = inventory.find((item) => item['orderId'] === id);
  const saga = head['saga'] as { parked: boolean; done: boolean };
  const net = gatewayNet(paymentId);
  const money = (account: string) =>
    sumOf(
      facts
        .flatMap((fact) => (fact['postings'] as Item[] | undefined) ?? [])
        .filter((posting) => posting['book'] === 'money' && posting['account'] === account)
        .map((posting) => Number(posting['delta'])),
    );
  const faults: string[] = [];
  const fault = (wrong: boolean, text: string) => {
    if (wrong) faults.push(`${id} (${String(head['status'])}): ${text}`);
  };
  if (saga.parked) return [`${id} is parked`];
  fault(!saga.done, 'the saga has not ended');
  fault(gatewayCaptures(paymentId) > 1, 'money was taken twice');
  fault(
    money('captured') - money('refunded') !== net,
    `our book says ${money('captured') - money('refunded')}, the gateway ${net}`,
  );
  const sequences = facts.filter(({ type }) => !NOTES.has(String(type))).map((fact) => Number(fact['sequence']));
  fault(new Set(sequences).size !== sequences.length, 'two facts share a version');
  fault(Math.max(...sequences) !== Number(head['version']), 'a version without a fact');
  const parcels = carrierBookings?.(id) ?? (head['status'] === 'COMPLETED' ? 1 : 0);
  if (head['status'] === 'COMPLETED') {
    fault(parcels !== 1, `the carrier has ${parcels} parcels`);
    fault(net !== (payment?.['amount'] as { amount: number } | undefined)?.amount, `the gateway holds ${net}`);
    fault(hold?.['state'] !== 'COMMITTED', `the hold is ${String(hold?.['state'])}`);
  } else if (head['status'] === 'FAILED') {
    fault(parcels !== 0, `the carrier has ${parcels} parcels`);
    fault((head['saga'] as { direction: string }).direction !== 'BACK', 'the saga does not go back');
    fault(net !== 0, `the gateway keeps ${net}`);
    fault(hold?.['state'] === 'HELD' || hold?.['state'] === 'COMMITTED', `the hold is ${String(hold?.['state'])}`);
    fault(head['failure'] === undefined, 'nobody says why');
  } else fault(true, 'is not at an end');
  return faults;
}
