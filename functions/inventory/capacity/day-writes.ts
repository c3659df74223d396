/** Conditional writes on days of machines: hours that orders book and give back, and what staff change. */
import { recordFact } from '../../shared/events/facts.ts';
import { Stale } from '../../shared/store/optimistic.ts';
import { putNew, type Write } from '../../shared/store/store.ts';
import { machineDayKey, machinePartition } from '../inventory-keys.ts';
import { storedMachineDay } from '../reads.ts';
import { type BookedHours, bookedOf, type MachineDay } from './machine-day.ts';
import type { PlannedHours } from './plan-jobs.ts';

/** The hours of a day that were planned are taken, or staff closed it: others were faster. Plan again. */
export class HoursTaken extends Error {
  override name = 'HoursTaken';
}

const movedSeconds = (table: string, { machineId, date }: BookedHours, delta: number) => ({
  kind: 'update' as const,
  table,
  key: machineDayKey(machineId, date),
  update: 'SET #left = #left + :delta, #version = #version + :one',
  names: { '#left': 'left', '#version': 'version' },
  values: { ':delta': delta, ':one': 1 },
});

/** Seconds out of a day, on the condition that it has them; the first booking of a day stores it. Throws `HoursTaken`. */
export function bookHours(table: string, part: PlannedHours): Write {
  const { machineId, date, seconds, opens } = part;
  const refused = () => new HoursTaken(`${machineId} has no ${seconds} s left on ${date}`);
  if (opens !== undefined) {
    const day: MachineDay = { machineId, date, openSeconds: opens, left: opens - seconds, revision: 0, version: 1 };
    return putNew(table, storedMachineDay.encode(day, machineDayKey(machineId, date)), refused);
  }
  const write = movedSeconds(table, part, -seconds);
  return {
    ...write,
    names: { ...write.names, '#closed': 'closed' },
    values: { ...write.values, ':wanted': seconds },
    condition: '#left >= :wanted AND attribute_not_exists(#closed)',
    refused,
  };
}

/** Seconds back into their day, closed or not. */
export const returnHours = (table: string, part: BookedHours): Write => ({
  ...movedSeconds(table, part, part.seconds),
  condition: 'attribute_exists(pk)',
});

/**
 * A day as staff changed it, with a fact of it. In: the day as it was read and as it shall be, the time. Bookings in between are kept.
 * Throws `Stale` when staff changed it meanwhile, or orders booked more than would be left.
 */
export function changeDay(table: string, before: MachineDay, after: MachineDay, now: Date): Write[] {
  const { machineId, date, openSeconds, closed, reason = '', revision } = after;
  const key = machineDayKey(machineId, date);
  const stale = () => new Stale(`${machineId} on ${date} changed in between`);
  const fact = recordFact({
    table,
    partition: machinePartition(machineId),
    subject: machineId,
    sequence: revision,
    now,
    draft: {
      key: `capacity#${date}#${revision}`,
      type: 'capacity.changed',
      details: { date, openSeconds, closed: closed ?? false, bookedSeconds: bookedOf(before), reason },
      audience: 'staff',
    },
    repeated: stale,
  });
  if (before.version === 0) {
    return [putNew(table, storedMachineDay.encode(after, { ...key, updatedAt: now.toISOString() }), stale), fact];
  }
  const delta = openSeconds - before.openSeconds;
  return [
    {
      kind: 'update',
      table,
      key,
      update:
        'SET #left = #left + :delta, openSeconds = :open, #reason = :reason, #revision = :next, #version = #version + :one, updatedAt = :now' +
        (closed ? ', #closed = :closed' : ' REMOVE #closed'),
      names: {
        '#left': 'left',
        '#reason': 'reason',
        '#revision': 'revision',
        '#version': 'version',
        '#closed': 'closed',
      },
      values: {
        ':delta': delta,
        ':open': openSeconds,
        ':reason': reason,
        ':next': revision,
        ':was': before.revision,
        ':least': -delta,
        ':one': 1,
        ':now': now.toISOString(),
        ...(closed ? { ':closed': true } : {}),
      },
      condition: '#revision = :was AND #left >= :least',
      refused: stale,
    },
    fact,
  ];
}
