import { addSeconds, type Clock } from '../shared/clock.ts';
import { invocation } from '../shared/invocation.ts';
import { count, log } from '../shared/observability.ts';
import { eachOnItsOwn } from '../shared/schedule.ts';
import type { OpenPosition } from '../shared/store/open-list.ts';
import { executionName, type OrderHead } from './order.ts';
import type { ShopLists } from './order-lists.ts';
import type { SagaMachine } from './saga-machine.ts';

interface Ports {
  readonly lists: Pick<ShopLists, 'open'>;
  readonly machine: SagaMachine;
  readonly park: (orderId: string, execution: string, reason: string) => Promise<void>;
  readonly clock: Clock;
  /** An open order is left alone for this long after its last change. */
  readonly forgottenSeconds: number;
}

const PAGE = 100;

/**
 * Looks at every open order that has not moved for a while: starts the execution that never started, parks the order whose
 * execution died without anybody being told. What it costs grows with the open orders, not with the age of the shop.
 */
export const findForgotten =
  ({ lists, machine, park, clock, forgottenSeconds }: Ports) =>
  async (): Promise<void> => {
    const now = clock.now();
    const quietSince = addSeconds(now, -forgottenSeconds).toISOString();
    const quiet: OrderHead[] = [];
    let position: OpenPosition | undefined;
    do {
      const page = await lists.open('OPEN', PAGE, position);
      quiet.push(...page.heads.filter(({ updatedAt }) => updatedAt <= quietSince));
      position = page.position;
    } while (position);
    await eachOnItsOwn(
      quiet,
      ({ id }) => id,
      async ({ id: orderId, saga }) => {
        const execution = executionName(orderId, saga.attempt);
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
