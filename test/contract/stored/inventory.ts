import { bookHours } from '../../../functions/inventory/capacity/day-writes.ts';
import { inventoryWrites } from '../../../functions/inventory/writes.ts';
import type { Item } from '../../../functions/shared/store/store.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';

/** What the context stores beside pools and holds, an item of every kind. */
export async function writtenToday(): Promise<Readonly<Record<string, Item | undefined>>> {
  const store = memoryStore();
  await store.write(inventoryWrites('inventory').listPool('VASE-M'));
  const [storedListed] = store.items('inventory');
  await store.write(
    bookHours('inventory', { machineId: 'fdm-250', date: '2026-12-03', seconds: 3_600, opens: 72_000 }),
  );
  const storedMachineDay = store.items('inventory').find(({ sk }) => String(sk).startsWith('DAY#'));
  return { storedListed, storedMachineDay };
}
