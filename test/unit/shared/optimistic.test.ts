import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deleteItem, replaceItem, Stale, updateItem, whileStale } from '../../../functions/shared/store/optimistic.ts';
import { StoreContention } from '../../../functions/shared/store/store.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';

const table = 'things';
const key = { pk: 'THING#1', sk: 'META' };

async function storeWith(item: object) {
  const store = memoryStore();
  await store.write({ kind: 'put', table, item: { ...key, ...item } });
  return store;
}

const read = async (store: ReturnType<typeof memoryStore>) =>
  (await store.get(table, key)) as { readonly version: number; readonly amount: number };

describe('an item that is changed', () => {
  test('is set, completed and shortened, and counts its changes', async () => {
    const store = await storeWith({ version: 4, status: 'NEW', first: 'a', saga: { done: false }, gone: 1 });
    await store.write(
      updateItem(
        { table, key },
        { version: 4 },
        {
          set: { status: 'OLD', 'saga.done': true, unknown: undefined },
          setIfAbsent: { first: 'b', second: 'b' },
          remove: ['gone'],
          require: { status: ['NEW', 'OPEN'], 'saga.done': [false] },
        },
      ),
    );
    expect(await store.get(table, key)).toEqual({
      ...key,
      version: 5,
      status: 'OLD',
      first: 'a',
      second: 'b',
      saga: { done: true },
    });
  });

  test.each([
    ['updated', () => updateItem({ table, key }, { version: 3 }, { set: { amount: 9 } })],
    ['replaced', () => replaceItem({ table, item: { ...key, amount: 9 } }, { version: 3 })],
    ['put anew', () => replaceItem({ table, item: { ...key, amount: 9 } }, undefined)],
    ['deleted', () => deleteItem({ table, key }, { version: 3 })],
    ['updated in another state', () => updateItem({ table, key }, { version: 4 }, { require: { amount: [1, 2] } })],
  ])('is never %s once somebody else was faster', async (_, write) => {
    const store = await storeWith({ version: 4, amount: 5 });
    await expect(store.write(write())).rejects.toBeInstanceOf(Stale);
    expect(await store.get(table, key)).toEqual({ ...key, version: 4, amount: 5 });
  });

  test('answers a refusal with the error of its caller, where there is one', async () => {
    const store = await storeWith({ version: 4 });
    class TakenOver extends Error {}
    const write = deleteItem({ table, key, refused: () => new TakenOver() }, { version: 3 });
    await expect(store.write(write)).rejects.toBeInstanceOf(TakenOver);
  });

  test('loses no change, however many change it side by side', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 10 }), async (additions) => {
        const store = await storeWith({ version: 1, amount: 0 });
        const add = (addition: number) =>
          whileStale(async () => {
            const item = await read(store);
            await Promise.resolve();
            await store.write(updateItem({ table, key }, item, { set: { amount: item.amount + addition } }));
          });
        await Promise.all(additions.map(add));
        expect(await read(store)).toMatchObject({
          version: 1 + additions.length,
          amount: additions.reduce((total, addition) => total + addition, 0),
        });
      }),
      { numRuns: 30 },
    );
  });
});

describe('whoever is too late', () => {
  test('looks again, told why, and gives up after the last round, which may be tried again', async () => {
    const seen: unknown[] = [];
    const late = new Stale('late');
    const attempt = whileStale(async (previous) => {
      seen.push(previous);
      throw late;
    }, 3);
    await expect(attempt).rejects.toBeInstanceOf(StoreContention);
    expect(seen).toEqual([undefined, late, late]);
  });

  test('does not try again what failed for another reason', async () => {
    let rounds = 0;
    const attempt = whileStale(async () => {
      rounds += 1;
      throw new Error('broken');
    });
    await expect(attempt).rejects.toThrow('broken');
    expect(rounds).toBe(1);
  });
});
