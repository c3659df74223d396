import { addSeconds, type Clock } from '../shared/clock.ts';
import { invocation } from '../shared/invocation.ts';
import { count, log } from '../shared/observability.ts';
import { eachOnItsOwn } from '../shared/schedule.ts';
import type { MonthPosition } from '../shared/store/monthly-list.ts';
import { executionName } from './order.ts';
import type { ListedPage, OrderLists } from './order-lists.ts';
import type { SagaMachine } from './saga-machine.ts';

interface Ports {
  readonly lists: OrderLists;
  readonly machine: SagaMachine;
  readonly park: (orderId: string, execution: string, reason: string) => Promise<void>;
  readonly clock: Clock;
  /** An open order is left alone for this long after its last change. */
  readonly forgottenSeconds: number;
}

const PAGE = 100;

/**
 * Looks at every open order that has not moved for a while: starts the execution that never started, parks the order whose
 * execution died without anybody being told.
 */
export const findForgotten =
  ({ lists, machine, park, clock, forgottenSeconds }: Ports) =>
  async (): Promise<void> => {
    const now = clock.now();
    const quietSince = addSeconds(now, -forgottenSeconds).toISOString();
    const open: ListedPage['items'][number][] = [];
    let position: MonthPosition | undefined;
    do {
      const page = await lists.ofStaff('OPEN', PAGE, position, now);
      open.push(...page.items.filter(({ head }) => head.updatedAt <= quietSince));
      position = page.position;
    } while (position);
    await eachOnItsOwn(
      open,
      ({ orderId }) => orderId,
      async ({ orderId, head }) => {
        const execution = executionName(orderId, head.saga.attempt);
        const state = await machine.look(execution);
        if (state === 'running') return;
        count('OrdersForgotten');
        log.warn('forgotten order', { orderId, execution, state });
        if (state === 'absent') await machine.start(execution, { orderId, correlationId: invocation().correlationId });
        else
          await park(
            orderId,
            execution,
            state === 'broken' ? 'The execution died' : 'The execution ended, the order did not',
          );
      },
    );
  };
