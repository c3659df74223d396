import { describe, expect, test, vi } from 'vitest';
import { TooManyAddresses } from '../../../functions/identity/people/address-book.ts';
import { MAX_ADDRESSES } from '../../../functions/identity/people/contract.ts';
import {
  addAddress,
  listAddresses,
  readAddress,
  removeAddress,
  replaceAddress,
} from '../../../functions/identity/people/keep-addresses.ts';
import { NotFound } from '../../../functions/shared/domain-error.ts';
import { ChangedMeanwhile } from '../../../functions/shared/http/request-input.ts';
import { InvalidToken } from '../../../functions/shared/http/tokens.ts';
import { accounts } from './accounts.ts';

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

const home = { name: 'Ada', line1: 'Am Markt 1', city: 'Berlin', postalCode: '10115', country: 'DE', label: 'Home' };

/** A person with an address book. */
async function withAda() {
  const shop = accounts();
  const { id } = await shop.create('ada@example.com', 'customer', 'correct horse battery');
  const as = (userId: string, more: object) => ({ caller: { userId }, once: () => [], ifMatch: () => {}, ...more });
  return {
    ...shop,
    id,
    add: (body: object = home, userId = id) => shop.inside(() => addAddress(shop.ports)(as(userId, { body }) as never)),
    list: async (userId = id) => (await shop.inside(() => listAddresses(shop.ports)(as(userId, {}) as never))).items,
    read: (addressId: string, userId = id) =>
      shop.inside(() => readAddress(shop.ports)(as(userId, { params: { addressId } }) as never)),
    replace: (addressId: string, body: object, more: object = {}) =>
      shop.inside(() => replaceAddress(shop.ports)(as(id, { params: { addressId }, body, ...more }) as never)),
    remove: (addressId: string, userId = id) =>
      shop.inside(() => removeAddress(shop.ports)(as(userId, { params: { addressId } }) as never)),
  };
}

describe('an address', () => {
  test('is kept as it was said, and shown to its owner alone, oldest first [AUT-22]', async () => {
    const shop = await withAda();
    const first = await shop.add();
    const second = await shop.add({ ...home, label: 'Work' });
    expect(first).toMatchObject({ ...home, version: 1 });
    expect((await shop.list()).map(({ id }) => id)).toEqual([first.id, second.id]);
    expect(await shop.read(second.id)).toEqual(second);
    const grace = await shop.create('grace@example.com', 'customer', 'correct horse battery');
    expect(await shop.list(grace.id)).toEqual([]);
    await expect(shop.read(first.id, grace.id)).rejects.toThrow(NotFound);
    await expect(shop.remove(first.id, grace.id)).rejects.toThrow(NotFound);
    expect(await shop.list()).toHaveLength(2);
  });

  test('is written anew as a whole, on the version that was read [AUT-22]', async () => {
    const shop = await withAda();
    const { id } = await shop.add();
    const { label: _, ...unnamed } = { ...home, city: 'Bonn' };
    const changed = await shop.replace(id, unnamed);
    expect(changed).toMatchObject({ id, city: 'Bonn', version: 2 });
    expect(changed).not.toHaveProperty('label');
    const ifMatch = (version: number) => {
      if (version !== 1) throw new ChangedMeanwhile();
    };
    await expect(shop.replace(id, home, { ifMatch })).rejects.toThrow(ChangedMeanwhile);
    expect(await shop.list()).toEqual([changed]);
  });

  test('is gone once it is removed, and removed once [AUT-22]', async () => {
    const shop = await withAda();
    const { id } = await shop.add();
    await shop.remove(id);
    expect(await shop.list()).toEqual([]);
    await expect(shop.remove(id)).rejects.toThrow(NotFound);
    await expect(shop.replace(id, home)).rejects.toThrow(NotFound);
  });

  test('is not kept beyond the number that one person may keep, however many ask at once [AUT-22]', async () => {
    const shop = await withAda();
    for (let count = 1; count < MAX_ADDRESSES; count++) await shop.add();
    const [one, other] = await Promise.allSettled([shop.add(), shop.add()]);
    expect([one.status, other.status].toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(shop.add()).rejects.toThrow(TooManyAddresses);
    expect(await shop.list()).toHaveLength(MAX_ADDRESSES);
  });

  test('is not kept for somebody who is gone by then [AUT-22]', async () => {
    const shop = await withAda();
    const user = await shop.user(shop.id);
    if (!user) throw new Error('There is no user');
    shop.store.beforeCommit = () => {
      shop.store.beforeCommit = () => {};
      const { sk, pk } = { pk: `USER#${user.id}`, sk: 'META' };
      void shop.store.write({ kind: 'delete', table: 'identity', key: { pk, sk } });
    };
    await expect(shop.add()).rejects.toThrow(InvalidToken);
    expect(shop.items().filter(({ sk }) => sk === 'ADDRESSES')).toEqual([]);
  });
});
