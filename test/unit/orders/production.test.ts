import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OrderStatus, ProductionStatus } from '../../../functions/orders/contract.ts';
import {
  carried,
  DEADLINE_HOURS,
  entered,
  IllegalTransition,
  isLate,
  moved,
  nextOf,
  type OnTrack,
} from '../../../functions/orders/production.ts';

const now = new Date('2026-11-29T10:00:00.000Z');
const TRACK = ProductionStatus.options;
const at = (productionStatus: ProductionStatus, more: Partial<OnTrack> = {}): OnTrack => ({
  status: 'COMPLETED',
  productionStatus,
  production: entered(productionStatus, now),
  ...more,
});
const pairs = TRACK.flatMap((from) => TRACK.map((to) => [from, to] as const));

describe('the production track', () => {
  test('is RECEIVED, IN_REVIEW, IN_PRODUCTION, IN_QA, READY_TO_SHIP, SHIPPED, DELIVERED, one after the other [PRD-01, PRD-06]', () => {
    const walked = [];
    for (let head = at('RECEIVED'); ; ) {
      const to = nextOf(head.productionStatus ?? 'DELIVERED');
      if (!to) break;
      const move = moved(head, { to }, now);
      expect(move).toMatchObject({ from: head.productionStatus, to });
      expect(move).not.toHaveProperty('forcedBecause');
      walked.push(to);
      head = at(to);
    }
    expect(['RECEIVED', ...walked]).toEqual(TRACK);
  });

  test.each(pairs.filter(([from, to]) => from !== to && nextOf(from) !== to))(
    'from %s to %s goes only with force and a reason [ORD-21, PRD-02]',
    (from, to) => {
      for (const half of [{}, { force: true }, { reason: 'misprint' }, { force: false, reason: 'misprint' }]) {
        expect(() => moved(at(from), { to, ...half }, now)).toThrow(IllegalTransition);
      }
      expect(moved(at(from), { to, force: true, reason: 'misprint' }, now)).toMatchObject({
        from,
        to,
        forcedBecause: 'misprint',
      });
    },
  );

  test('a refusal says where the order is and where it may go [ORD-21]', () => {
    expect(() => moved(at('IN_QA'), { to: 'RECEIVED' }, now)).toThrow(
      expect.objectContaining({
        code: 'illegal-transition',
        kind: 'conflict',
        members: { productionStatus: 'IN_QA', next: 'READY_TO_SHIP' },
      }),
    );
  });

  test('is closed to an order that is not complete, whatever is forced [ORD-21]', () => {
    for (const status of OrderStatus.options.filter((one) => one !== 'COMPLETED')) {
      for (const to of TRACK) {
        const forced = { to, force: true, reason: 'please' };
        expect(() => moved(at('RECEIVED', { status }), forced, now)).toThrow(IllegalTransition);
      }
    }
    expect(() => moved({ status: 'COMPLETED' }, { to: 'RECEIVED' }, now)).toThrow(IllegalTransition);
  });

  test('the status that an order has is no move, and actuals are noted with it [PRD-02]', () => {
    for (const status of TRACK) {
      expect(moved(at(status), { to: status, force: true, reason: 'again' }, now)).toBeUndefined();
      const actuals = { grams: 41.5, minutes: 190 };
      const noted = moved(at(status), { to: status, actuals }, new Date(now.getTime() + 1));
      expect(noted).toEqual({ from: status, to: status, production: { ...entered(status, now), actuals } });
    }
  });

  test('whatever is asked, in whatever order: each move is along the track or forced with a reason, and actuals stay [PRD-01, ORD-21]', () => {
    const asked = fc.record({
      to: fc.constantFrom(...TRACK),
      force: fc.option(fc.boolean(), { nil: undefined }),
      reason: fc.option(fc.constantFrom('misprint', 'lost'), { nil: undefined }),
      actuals: fc.option(fc.record({ grams: fc.nat(), minutes: fc.nat() }), { nil: undefined }),
      byCarrier: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 30 }), (moves) => {
        let head = at('RECEIVED');
        let actuals: unknown;
        for (const { byCarrier, ...wish } of moves) {
          const { to } = wish;
          let move: ReturnType<typeof moved>;
          try {
            move =
              byCarrier && (to === 'SHIPPED' || to === 'DELIVERED') ? carried(head, to, now) : moved(head, wish, now);
          } catch (error) {
            expect(error).toBeInstanceOf(IllegalTransition);
            continue;
          }
          if (!move) continue;
          expect(move.from).toBe(head.productionStatus);
          if (move.from !== move.to && nextOf(move.from) !== move.to) expect(move.forcedBecause).toBeTruthy();
          if (!byCarrier || !(to === 'SHIPPED' || to === 'DELIVERED')) actuals = wish.actuals ?? actuals;
          expect(move.production.actuals).toEqual(actuals);
          expect(move.production.dueAt === undefined).toBe(move.to === 'DELIVERED');
          head = at(move.to, { production: move.production });
          expect(TRACK).toContain(head.productionStatus);
        }
      }),
    );
  });
});

describe('what a carrier says', () => {
  test.each(pairs.filter(([, to]) => to === 'SHIPPED' || to === 'DELIVERED'))(
    'of an order in %s that it is %s moves it forward and never back [SHP-05, PRD-01]',
    (from, to) => {
      const move = carried(at(from), to as 'SHIPPED' | 'DELIVERED', now);
      if (TRACK.indexOf(from) >= TRACK.indexOf(to)) return expect(move).toBeUndefined();
      expect(move).toMatchObject({ from, to, ...(nextOf(from) === to ? {} : { forcedBecause: expect.any(String) }) });
    },
  );
});

describe('the deadline of a status', () => {
  test('counts from when the order got the status, and is over at its moment [PRD-05, ADM-08]', () => {
    for (const status of TRACK) {
      const production = entered(status, now);
      if (status === 'DELIVERED') {
        expect(isLate({ production }, new Date('2999-01-01'))).toBe(false);
        continue;
      }
      const due = now.getTime() + DEADLINE_HOURS[status] * 3_600_000;
      expect(isLate({ production }, new Date(due - 1))).toBe(false);
      expect(isLate({ production }, new Date(due))).toBe(true);
    }
  });
});
