/**
 * The production track of a complete order, as a pure rule: RECEIVED → IN_REVIEW → IN_PRODUCTION → IN_QA → READY_TO_SHIP →
 * SHIPPED → DELIVERED, one step at a time. Any other move is forced and says why. Each status but the last has a deadline.
 */
import { addSeconds } from '../shared/clock.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { OrderHead } from './order.ts';
import { ProductionStatus } from './production-events.ts';

/** What a print took in the end, of the whole order. */
export interface Actuals {
  /** As weighed, supports and failed pieces among it. */
  readonly grams: number;
  /** Machine time. */
  readonly minutes: number;
}

/** Where a complete order stands on its track, beside the status itself. */
export interface Production {
  /** When it got its production status. */
  readonly since: string;
  /** Until when it should have moved on; nothing once it is DELIVERED. */
  readonly dueAt?: string;
  /** Staff were told that the deadline of this stay has passed. */
  readonly nudged?: true;
  readonly actuals?: Actuals;
}

const HOUR_SECONDS = 3_600;
const DAY_HOURS = 24;

/**
 * Hours that an order may stay in a status before it counts as forgotten. Source: the shop's own promise of three days of lead
 * time (`leadDays` of the price rules), a day for each step of staff, and seven days for a parcel within Europe.
 */
export const DEADLINE_HOURS: Readonly<Record<Exclude<ProductionStatus, 'DELIVERED'>, number>> = {
  RECEIVED: DAY_HOURS,
  IN_REVIEW: DAY_HOURS,
  IN_PRODUCTION: 3 * DAY_HOURS,
  IN_QA: DAY_HOURS,
  READY_TO_SHIP: DAY_HOURS,
  SHIPPED: 7 * DAY_HOURS,
};

const TRACK = ProductionStatus.options;

const rank = (status: ProductionStatus): number => TRACK.indexOf(status);

/** The status after a status; nothing after the last. */
export const nextOf = (status: ProductionStatus): ProductionStatus | undefined => TRACK[rank(status) + 1];

/** The track does not lead there. The answer names where the order is, and where it may go without force. */
export class IllegalTransition extends DomainError {
  override name = 'IllegalTransition';
  constructor(detail: string, from: ProductionStatus | undefined) {
    const next = from && nextOf(from);
    super('conflict', 'illegal-transition', detail, {
      members: { productionStatus: from ?? null, ...(next ? { next } : {}) },
    });
  }
}

/** An order in a status from now on: since when, and until when. */
export function entered(status: ProductionStatus, now: Date): Production {
  const since = now.toISOString();
  if (status === 'DELIVERED') return { since };
  return { since, dueAt: addSeconds(now, DEADLINE_HOURS[status] * HOUR_SECONDS).toISOString() };
}

/** The parts of an order's head that say where it is on its track. */
export type OnTrack = Pick<OrderHead, 'status' | 'productionStatus' | 'production'>;

/** A move that was decided: from where to where, and what is kept of it. */
export interface Move {
  readonly from: ProductionStatus;
  readonly to: ProductionStatus;
  /** Why it is not the next status; nothing for a move along the track. */
  readonly forcedBecause?: string;
  readonly production: Production;
}

/** What somebody asks for. `reason` counts where the move is forced. */
export interface AskedMove {
  readonly to: ProductionStatus;
  readonly force?: boolean | undefined;
  readonly reason?: string | undefined;
  readonly actuals?: Actuals | undefined;
}

/**
 * In: where an order is, what is asked, the time. Out: the move. The status that it has already is no move: nothing, unless actuals
 * are noted, which are no move either. Throws `IllegalTransition` for an order that is not complete, and for a move that is neither
 * the next one nor forced with a reason.
 */
export function moved(head: OnTrack, { to, force, reason, actuals }: AskedMove, now: Date): Move | undefined {
  const from = head.productionStatus;
  if (head.status !== 'COMPLETED' || from === undefined) {
    throw new IllegalTransition('The order is not complete, so it is not in production.', undefined);
  }
  const noted = actuals ?? head.production?.actuals;
  const kept = noted ? { actuals: noted } : {};
  if (from === to) {
    return actuals && { from, to, production: { ...(head.production ?? entered(to, now)), ...kept } };
  }
  const production = { ...entered(to, now), ...kept };
  if (nextOf(from) === to) return { from, to, production };
  if (!force || !reason) {
    throw new IllegalTransition(`From ${from} it does not go to ${to}, unless it is forced with a reason.`, from);
  }
  return { from, to, forcedBecause: reason, production };
}

/**
 * What a carrier's message does to an order: SHIPPED or DELIVERED, whatever its status was before; where staff forgot a step, the
 * parcel is where it is. Out: nothing where the order is there or further already. Throws `IllegalTransition` for an order that
 * is not complete.
 */
export function carried(head: OnTrack, to: 'SHIPPED' | 'DELIVERED', now: Date): Move | undefined {
  if (head.productionStatus !== undefined && rank(head.productionStatus) >= rank(to)) return undefined;
  return moved(head, { to, force: true, reason: 'The carrier says so.' }, now);
}

/** Whether an order is past the deadline of its production status. */
export const isLate = ({ production }: Pick<OnTrack, 'production'>, now: Date): boolean =>
  production?.dueAt !== undefined && production.dueAt <= now.toISOString();
