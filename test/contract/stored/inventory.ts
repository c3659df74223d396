import { inventoryWrites } from '../../../functions/inventory/writes.ts';
import type { Item } from '../../../functions/shared/store/store.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';

/** What the context stores beside pools and holds, an item of every kind. */
export async function writtenToday(): Promise<Readonly<Record<string, Item | undefined>>> {
  const store = memoryStore();
  await store.write(inventoryWrites('inventory').listPool('VASE-M'));
  const [storedListed] = store.items('inventory');
  return { storedListed };
}
