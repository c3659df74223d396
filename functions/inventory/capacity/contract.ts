/** Machine hours of a day, as staff see and change them. Consumes nothing and emits nothing. */
import * as z from 'zod';
import { defineRoute, permitted, problem } from '../../shared/http/route.ts';
import { line } from '../../shared/http/shapes.ts';

/** So many days are shown at once. */
export const MOST_DAYS_SHOWN = 31;

const Day = z.iso.date().meta({ examples: ['2026-12-03'] });
const MachineId = z
  .string()
  .max(40)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small letters and digits, words joined by hyphens')
  .meta({ examples: ['fdm-250'] });

export const MachineDayDto = z
  .object({
    machineId: z.string(),
    name: z.string().meta({ examples: ['MK3-like'] }),
    date: Day,
    hours: z
      .number()
      .meta({ description: 'In which it prints that day; those of the price rules unless staff set others' }),
    bookedHours: z.number().meta({ description: 'Of orders that hold or have bought them' }),
    leftHours: z.number().meta({ description: 'That may still be booked; none on a closed day' }),
    closed: z.boolean().meta({ description: 'Nothing more is booked; what is booked already stays booked' }),
    reason: z.string().optional().meta({ description: 'Of the last change by staff' }),
    version: z
      .int()
      .min(0)
      .meta({ description: 'Counts the changes by staff, not the bookings; 0 before the first one' }),
  })
  .meta({ id: 'MachineDay' });
export type MachineDayDto = z.infer<typeof MachineDayDto>;

export const AdminReadCapacity = defineRoute({
  operationId: 'adminGetCapacity',
  method: 'GET',
  path: '/admin/capacity',
  access: permitted('inventory:write'),
  tag: 'Admin',
  summary: 'Machine hours booked and left, by machine and day',
  query: z.strictObject({
    from: Day.optional().meta({ description: 'The first day; today without it' }),
    to: Day.optional().meta({
      description: `The last day; a fortnight in all without it, at most ${MOST_DAYS_SHOWN} days`,
    }),
  }),
  success: {
    status: 200,
    description:
      'A row for each machine of the price rules in force and each day: machine by machine, in the order of the days',
    body: z.object({ items: z.array(MachineDayDto) }),
  },
  problems: [
    problem(400, 'invalid-range', 'the days end before they begin, or they are too many'),
    problem(409, 'no-price-rules', 'no price rules are in force yet, so there are no machines'),
  ],
});

export const AdminReadMachineDay = defineRoute({
  operationId: 'adminGetMachineDay',
  method: 'GET',
  path: '/admin/capacity/{machineId}/{date}',
  access: permitted('inventory:write'),
  tag: 'Admin',
  summary: 'Machine hours booked and left on one day of one machine',
  params: z.strictObject({ machineId: MachineId, date: Day }),
  etag: 'version',
  success: { status: 200, description: 'The day', body: MachineDayDto },
  problems: [
    problem(404, 'not-found', 'no such machine in the price rules in force'),
    problem(409, 'no-price-rules', 'no price rules are in force yet, so there are no machines'),
  ],
});

/** One day of one machine, changed by staff: other hours, or none at all. */
const CapacityChange = z
  .strictObject({
    hours: z
      .number()
      .min(0)
      .max(24)
      .optional()
      .meta({ description: 'In which it prints that day; opens a closed day' }),
    closed: z.literal(true).optional().meta({ description: 'Nothing more is booked on that day' }),
    reason: line(200),
  })
  .refine(({ hours, closed }) => (hours === undefined) !== (closed === undefined), {
    message: 'exactly one of hours and closed',
  })
  .meta({ examples: [{ closed: true, reason: 'New nozzle' }] });
export type CapacityChange = z.infer<typeof CapacityChange>;

export const AdminChangeCapacity = defineRoute({
  operationId: 'adminChangeCapacity',
  method: 'PUT',
  path: '/admin/capacity/{machineId}/{date}',
  access: permitted('inventory:write'),
  tag: 'Admin',
  summary: 'Gives a machine other hours on a day, or closes the day; a first change goes with If-Match: "0"',
  params: z.strictObject({ machineId: MachineId, date: Day }),
  body: CapacityChange,
  ifMatch: 'required',
  etag: 'version',
  success: { status: 200, description: 'The day after the change', body: MachineDayDto },
  problems: [
    problem(404, 'not-found', 'no such machine in the price rules in force'),
    problem(409, 'below-booked', 'orders have booked more hours of that day; close it instead'),
    problem(409, 'no-price-rules', 'no price rules are in force yet, so there are no machines'),
  ],
});
