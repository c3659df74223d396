import { expect, test } from 'vitest';
import { readStock } from '../../../functions/inventory/read-stock.ts';
import { inventoryReads } from '../../../functions/inventory/reads.ts';
import { inventoryWrites } from '../../../functions/inventory/writes.ts';
import { permissionsOf, type Role } from '../../../functions/shared/http/permissions.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';

/** What somebody is told of two pools and of a SKU that there is not. */
async function toldTo(role: Role | undefined) {
  const store = memoryStore();
  const { openPool } = inventoryWrites('inventory');
  for (const [sku, units] of [
    ['VASE-M', 7],
    ['VASE-S', 0],
  ] as const) {
    await store.write(openPool(sku, units, new Date('2026-11-21T10:00:00.000Z')));
  }
  const caller = role && { userId: 'usr_1', role, permissions: permissionsOf(role) };
  const read = readStock({ store, inventory: inventoryReads('inventory') });
  const { items } = await read({ query: { skus: ['VASE-S', 'VASE-X', 'VASE-M'] }, caller } as never);
  return items;
}

test.each([undefined, 'customer', 'operator', 'organizer'] as const)(
  'availability is told to everybody, units are not: %s [INV-01]',
  async (role) => {
    expect(await toldTo(role)).toEqual([
      { sku: 'VASE-S', availability: 'sold-out' },
      { sku: 'VASE-M', availability: 'in-stock' },
    ]);
  },
);

test.each(['staff', 'admin'] as const)('%s are told the units that nobody holds [INV-01]', async (role) => {
  expect(await toldTo(role)).toEqual([
    { sku: 'VASE-S', availability: 'sold-out', available: 0 },
    { sku: 'VASE-M', availability: 'in-stock', available: 7 },
  ]);
});
