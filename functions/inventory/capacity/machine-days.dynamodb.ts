/**
 * Access pattern: the days of a machine, `MACHINE#<id> / DAY#<date>`, consistent. One query a machine reads two months of small items for the
 * price of one of four kilobytes; asked for by key each day would cost as much as all of them.
 */
import { everyItem, type Store } from '../../shared/store/store.ts';
import { machineDayKey } from '../inventory-keys.ts';
import { storedMachineDay } from '../reads.ts';
import type { MachineDays } from './machine-day.ts';

/** Days of machines over the inventory table. */
export const machineDays = (store: Store, table: string): MachineDays => ({
  async between(machineIds, first, last) {
    const found = await Promise.all(
      machineIds.map((id) => {
        const { pk, sk } = machineDayKey(id, first);
        return everyItem(store, {
          table,
          partition: pk,
          sortAfter: sk,
          sortBefore: machineDayKey(id, last).sk,
          consistent: true,
        });
      }),
    );
    return found.flat().map(storedMachineDay.decode);
  },
});
