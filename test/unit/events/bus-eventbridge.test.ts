import type { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterEach, expect, test, vi } from 'vitest';
import { eventBridgeBus } from '../../../functions/events/bus.eventbridge.ts';
import type { Announcement } from '../../../functions/events/publish-facts.ts';
import { log } from '../../../functions/shared/observability.ts';

vi.hoisted(() => vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT'));
afterEach(() => void vi.restoreAllMocks());

const announcements = Array.from(
  { length: 12 },
  (_, n) =>
    ({
      source: 'printverse.orders',
      event: { id: `evt_${n}`, type: 'order.created', occurredAt: '2026-11-21T10:00:00.000Z' },
    }) as Announcement,
);

const busOf = (answer: (ids: readonly string[]) => unknown) =>
  eventBridgeBus('bus', {
    send: async (command: PutEventsCommand) =>
      answer((command.input.Entries ?? []).map(({ Detail = '' }) => (JSON.parse(Detail) as { id: string }).id)),
  } as unknown as EventBridgeClient);

const idsOf = (some: readonly Announcement[]) => some.map(({ event }) => event.id);

test('an entry that the bus refuses is answered and logged with the code; the others are published', async () => {
  const warned = vi.spyOn(log, 'warn');
  const bus = busOf((ids) => ({
    Entries: ids.map((id) => (id === 'evt_3' ? { ErrorCode: 'ThrottlingException' } : {})),
  }));
  expect(idsOf(await bus.publish(announcements))).toEqual(['evt_3']);
  expect(warned.mock.calls).toEqual([
    ['the bus refused an announcement', { eventId: 'evt_3', code: 'ThrottlingException' }],
  ]);
});

test('a request that fails as a whole took none of its ten, and the log says why', async () => {
  const failed = vi.spyOn(log, 'error');
  const reason = new Error('no such bus');
  const bus = busOf((ids) => {
    if (ids.includes('evt_0')) throw reason;
    return { Entries: ids.map(() => ({})) };
  });
  expect(idsOf(await bus.publish(announcements))).toEqual(idsOf(announcements.slice(0, 10)));
  expect(failed.mock.calls).toEqual([['the bus took none of a request', reason, { announcements: 10 }]]);
});
