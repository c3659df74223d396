import type { Context } from 'aws-lambda';
import { expect, test, vi } from 'vitest';
import { type Invocation, invocation } from '../../../functions/shared/invocation.ts';
import { steps } from '../../../functions/shared/steps.ts';

vi.hoisted(() => vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT'));

const context = { awsRequestId: 'req_1', getRemainingTimeInMillis: () => 10_000 } as Context;
const call = { step: 'look', direction: 'do', orderId: 'ord_1', correlationId: 'cor_1', execution: 'ord_1' };

/** What a step knows of its cause, and what it was handed. */
async function seenBy(given: object): Promise<{ within: Invocation; handed: object }> {
  const seen: { within: Invocation; handed: object }[] = [];
  const handler = steps([
    {
      name: 'look',
      do: async (handed) => {
        seen.push({ within: invocation(), handed });
        return undefined;
      },
    },
  ]);
  await handler({ ...call, ...given }, context);
  return seen[0] ?? expect.fail('The step was not called');
}

const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

test('a step goes on with the trace and the correlation id of its order [OBS-05]', async () => {
  const { within, handed } = await seenBy({ traceparent: TRACE });
  expect(within).toMatchObject({ traceparent: TRACE, correlationId: 'cor_1', actor: 'system:look' });
  expect(handed).toEqual({ orderId: 'ord_1', execution: 'ord_1' });
});

test.each([[{ traceparent: '' }], [{}]])('a step of an order without a trace has none: %j [OBS-05]', async (given) => {
  expect((await seenBy(given)).within.traceparent).toBeUndefined();
});
