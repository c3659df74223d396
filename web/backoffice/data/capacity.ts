import type { components, operations } from '@printverse/client/api.d.ts';
import { queryOptions } from '@tanstack/react-query';
import { answered, FRESH, queries, shop } from '../../shop/client.ts';

export type MachineDay = components['schemas']['MachineDay'];
export type DayChange = operations['adminChangeCapacity']['requestBody']['content']['application/json'];

const LOOK_MS = 60_000;

/** Machine hours by machine and day. In: the first and the last day, `2026-12-03`. */
export const capacity = (from: string, to: string) =>
  queryOptions({
    queryKey: ['office', 'capacity', from, to],
    queryFn: async ({ signal }) =>
      (await answered(shop.GET('/admin/capacity', { params: { query: { from, to } }, signal }))).items,
    staleTime: FRESH.live,
    refetchInterval: LOOK_MS,
    placeholderData: (before) => before,
  });

export const readCapacityAgain = (): Promise<void> => queries.invalidateQueries({ queryKey: ['office', 'capacity'] });

/** Gives a machine other hours on a day, or closes it. Throws `Refused`: 412, `below-booked`. */
export const changeDay = ({ machineId, date, version }: MachineDay, body: DayChange): Promise<MachineDay> =>
  answered(
    shop.PUT('/admin/capacity/{machineId}/{date}', {
      params: { path: { machineId, date }, header: { 'If-Match': `"${version}"` } },
      body,
    }),
  );
