import { announced, type FactDraft, recordFact } from '../shared/events/facts.ts';
import { Stale, updateItem } from '../shared/store/optimistic.ts';
import { putNew, type Write } from '../shared/store/store.ts';
import {
  type FailureCode,
  OrderDelivered,
  OrderOverdue,
  OrderShipped,
  type OrderStatus,
  OrderStatusChanged,
  type ProductionStatus,
} from './contract.ts';
import type { PersonalPart } from './forgotten-customer.ts';
import { type Direction, type Order, type OrderDetails, type OrderHead, statusesBefore } from './order.ts';
import {
  customerList,
  detailsKey,
  headKey,
  numberKey,
  openList,
  partitionOf,
  productionList,
  staffList,
} from './order-keys.ts';
import type { Move, Production } from './production.ts';
import { storedDetails, storedHead, storedNumber } from './reads.ts';

/** The order as the one who changes it knows it. */
export type KnownHead = Pick<OrderHead, 'id' | 'version'> & { readonly createdAt?: string };

export interface Change {
  /** Which way the order must be going. `turn` is every undo: whatever it was, from now on it goes back. */
  readonly going: 'forward' | 'back' | 'turn' | 'either';
  readonly to?: OrderStatus;
  readonly productionStatus?: ProductionStatus;
  /** Where it stands on the production track; puts it into the list of what is in production until it is delivered. */
  readonly production?: Production | undefined;
  readonly failure?: { readonly code: FailureCode; readonly message: string };
  /** The day on which all of it is ready to be sent. */
  readonly eta?: string | undefined;
  /** The saga has nothing left to do. */
  readonly done?: boolean;
  readonly fact: FactDraft;
  /** What else happened at once: another name of the same change, for those who wait for that one. */
  readonly also?: FactDraft;
}

/** The writes by which a step or an entry of any context changes an order: META guarded on its version, and one fact. */
export const ordersWrites = (table: string) => {
  const recorded = ({ id, version }: KnownHead, now: Date, draft: FactDraft): Write =>
    recordFact({
      table,
      partition: partitionOf(id),
      subject: id,
      sequence: version + 1,
      now,
      draft,
      repeated: () => new Stale(`${draft.key} is recorded already`),
    });
  const changed = (head: KnownHead, now: Date, change: Change, extra: HeadUpdate = {}): Write[] => [
    updateHead(table, head, now, change, extra),
    recorded(head, now, change.fact),
    ...(change.also ? [recorded(head, now, change.also)] : []),
  ];
  return {
    /**
     * A new order: META, DETAILS, its number and its first fact. `taken` is thrown when the order exists already,
     * `numberTaken` when another order has that number.
     */
    place(
      order: Order,
      fact: FactDraft,
      now: Date,
      refused: { taken: () => Error; numberTaken: () => Error },
    ): Write[] {
      const { head, details } = order;
      return [
        putNew(table, headItem(head), refused.taken),
        putNew(table, detailsItem(details), refused.taken),
        putNew(table, storedNumber.encode({ orderId: head.id }, numberKey(details.orderNumber)), refused.numberTaken),
        recordFact({ table, partition: partitionOf(head.id), subject: head.id, sequence: 1, now, draft: fact }),
      ];
    },

    /** One step of an order. Throws `Stale` when the order is no longer as `head` says, or the fact is there already. */
    change: (head: KnownHead, now: Date, change: Change): Write[] => changed(head, now, change),

    /** A move on the production track, or what its prints took. Throws `Stale` when the order is no longer as `head` says. */
    move: (head: KnownHead, move: Move, now: Date): Write[] => changed(head, now, changeOf(head, move)),

    /** Staff are told that the deadline of a production status has passed, once for this stay in it. */
    nudge: (head: OrderHead, now: Date): Write[] => {
      const { productionStatus, production } = head;
      if (!productionStatus || !production?.dueAt) throw new Error(`Order ${head.id} has no deadline`);
      const { since, dueAt } = production;
      const data = { orderId: head.id, productionStatus, since, dueAt };
      const details = { productionStatus, dueAt };
      return changed(head, now, {
        going: 'either',
        production: { ...production, nudged: true },
        fact: announced(OrderOverdue, data, { key: `overdue#${head.version + 1}`, audience: 'staff', details }),
      });
    },

    /** Takes the order out of the machine's hands until staff look at it. */
    park: (head: OrderHead, now: Date, reason: string, fact: FactDraft): Write[] =>
      changed(head, now, { going: 'either', fact }, { parked: true, reason, list: openList('PARKED', head) }),

    /** Sends a parked order on its way again, as the attempt after the last. */
    retry: (head: OrderHead, now: Date, fact: FactDraft): Write[] =>
      changed(
        head,
        now,
        { going: 'either', done: false, fact },
        { parked: false, attempt: head.saga.attempt + 1, list: openList('OPEN', head) },
      ),

    /** The one change that DETAILS ever sees: its personal part, after its customer has left. */
    forgetCustomer: (orderId: string, part: PersonalPart): Write => ({
      kind: 'update',
      table,
      key: detailsKey(orderId),
      update: `SET ${Object.keys(part)
        .map((name) => `#${name} = :${name}`)
        .join(', ')}`,
      names: Object.fromEntries(Object.keys(part).map((name) => [`#${name}`, name])),
      values: Object.fromEntries(Object.entries(part).map(([name, value]) => [`:${name}`, value])),
      condition: 'attribute_exists(pk)',
    }),

    /** Something to tell that changes nothing about the order: a mail, a scan. Repeats are refused with `repeated`. */
    note: (orderId: string, sequence: number, now: Date, fact: FactDraft, repeated: () => Error): Write =>
      recordFact({ table, partition: partitionOf(orderId), subject: orderId, sequence, now, draft: fact, repeated }),
  };
};
export type OrdersWrites = ReturnType<typeof ordersWrites>;

/** Moves of which the parcel is the news: told to customers and neighbours under a name of their own. */
const OF_PARCEL = { SHIPPED: OrderShipped, DELIVERED: OrderDelivered } as const;

/** What a move writes. In: the order as it was read. */
function changeOf({ id: orderId, version }: KnownHead, { from, to, forcedBecause, production }: Move): Change {
  const { actuals } = production;
  const key = (name: string) => `${name}#${version + 1}`;
  const change = { going: 'either', productionStatus: to, production } as const;
  if (from === to) {
    const fact = {
      key: key('actuals'),
      type: 'order.actuals-noted',
      audience: 'staff',
      details: { ...actuals },
    } as const;
    return { ...change, fact };
  }
  const forced = forcedBecause !== undefined;
  const parcel = to === 'SHIPPED' || to === 'DELIVERED' ? OF_PARCEL[to] : undefined;
  const fact = announced(
    OrderStatusChanged,
    { orderId, from, to, forced },
    {
      key: key('production'),
      audience: parcel ? 'staff' : 'customer',
      details: { from, to, ...(forced ? { forced } : {}) },
      ...(forced ? { reason: { code: 'forced', message: forcedBecause } } : {}),
    },
  );
  if (!parcel) return { ...change, fact };
  return { ...change, fact, also: announced(parcel, { orderId }, { key: key(to), audience: 'customer' }) };
}

interface HeadUpdate {
  readonly parked?: boolean;
  readonly reason?: string;
  readonly attempt?: number;
  readonly list?: { readonly gsi2pk: string; readonly gsi2sk: string };
}

function updateHead(table: string, head: KnownHead, now: Date, change: Change, extra: HeadUpdate): Write {
  const { going, to, productionStatus, production, failure, eta, done } = change;
  const list = production?.dueAt === undefined ? extra.list : productionList(production.dueAt, head.id);
  const leavesLists = !list && (done || production !== undefined);
  return updateItem({ table, key: headKey(head.id) }, head, {
    set: {
      updatedAt: now.toISOString(),
      status: to,
      productionStatus,
      production,
      eta,
      'saga.direction': going === 'turn' ? ('BACK' satisfies Direction) : undefined,
      'saga.done': done,
      'saga.parked': done ? false : extra.parked,
      'saga.attempt': extra.attempt,
      parkedBecause: extra.reason,
      ...list,
    },
    // The first reason is the reason; what failed on the way back is in the facts.
    setIfAbsent: failure ? { failure } : {},
    remove: [
      ...(leavesLists ? ['gsi2pk', 'gsi2sk'] : []),
      ...(done || extra.parked === false ? ['parkedBecause'] : []),
    ],
    require: { ...(to ? { status: statusesBefore(to) } : {}), ...REQUIRED_DIRECTION[going] },
  });
}

const REQUIRED_DIRECTION: Readonly<Record<Change['going'], Readonly<Record<string, readonly Direction[]>>>> = {
  forward: { 'saga.direction': ['FORWARD'] },
  back: { 'saga.direction': ['BACK'] },
  turn: {},
  either: {},
};

const headItem = (head: OrderHead) =>
  storedHead.encode(head, {
    ...headKey(head.id),
    ...customerList(head.customerId, head.createdAt, head.id, 'META'),
    ...openList('OPEN', head),
  });

const detailsItem = (details: OrderDetails) =>
  storedDetails.encode(details, {
    ...detailsKey(details.id),
    ...customerList(details.customer.id, details.createdAt, details.id, 'DETAILS'),
    ...staffList(details.createdAt, details.id),
  });
