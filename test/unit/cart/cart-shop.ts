import type { Owner } from '../../../functions/cart/cart.ts';
import { addItem, changeItem, removeItem } from '../../../functions/cart/change-cart.ts';
import { CartDto } from '../../../functions/cart/contract.ts';
import { readCart } from '../../../functions/cart/read-cart.ts';
import { cartReads } from '../../../functions/cart/reads.ts';
import { mergeItems, transferGuest } from '../../../functions/cart/transfer-cart.ts';
import { cartWrites } from '../../../functions/cart/writes.ts';
import { identityChecks } from '../../../functions/identity/guards.ts';
import { newUser } from '../../../functions/identity/people/user.ts';
import { identityReads } from '../../../functions/identity/reads.ts';
import { identityWrites } from '../../../functions/identity/writes.ts';
import { quotesReads } from '../../../functions/quotes/reads.ts';
import { type Fact, storedFact } from '../../../functions/shared/events/facts.ts';
import type { Locale } from '../../../functions/shared/http/shapes.ts';
import { derivedId } from '../../../functions/shared/ids.ts';
import { withInvocation } from '../../../functions/shared/invocation.ts';
import type { Store } from '../../../functions/shared/store/store.ts';
import { catalogInMemory, draftOf, idOf, now as opened, variantOf } from '../../support/catalog.ts';
import type { MemoryStore } from '../../support/simulation/memory-store.ts';

export const ada = { kind: 'user', userId: derivedId('usr', ['Ada']) } as const;
export const guest = { kind: 'guest', guestId: 'q3Zt0m8ZkW1v5yJxR7bNcA' } as const;
/** One product with one variant at 10.00 EUR, and one with two sizes. */
export const vase = { productId: idOf('vase'), sku: 'VASE' };
export const lamp = { productId: idOf('lamp'), sku: 'LAMP-S' };
export const bigLamp = { ...lamp, sku: 'LAMP-L' };

const en = (owner: Owner) => ({ owner, language: 'en' }) as const;

const MEMBERS = CartDto.shape;

/** A shop with twenty vases and twenty lamps of each size, and Ada, over tables in memory. */
export async function cartShop(memory?: MemoryStore) {
  const catalog = catalogInMemory(memory);
  const { store } = catalog;
  const clock = { time: opened, now: () => clock.time };
  const identity = { reads: identityReads('identity'), writes: identityWrites('identity') };
  const portsOver = (over: Store) => ({
    store: over,
    cart: { reads: cartReads('cart'), writes: cartWrites('cart') },
    catalog: catalog.catalog.reads,
    inventory: catalog.inventory,
    quotes: quotesReads('quotes'),
    identity: { reads: identity.reads, checks: identityChecks('identity') },
    clock,
    currency: 'EUR',
  });
  const as = <T>(owner: Owner, work: () => Promise<T>): Promise<T> =>
    withInvocation(
      {
        correlationId: 'cor_test',
        requestId: 'req_test',
        traceparent: undefined,
        causationId: undefined,
        actor: owner.kind === 'user' ? owner.userId : 'anonymous',
        deadline: Number.MAX_SAFE_INTEGER,
      },
      work,
    );
  for (const sku of ['VASE', 'LAMP-S', 'LAMP-L']) await catalog.open(sku, 20);
  await catalog.save(vase.productId, draftOf('vase'));
  await catalog.save(lamp.productId, draftOf('lamp', { variants: [variantOf('LAMP-S'), variantOf('LAMP-L', 2_500)] }));
  const person = { email: 'ada@shop.example', name: 'Ada', locale: 'en' } as const;
  const user = newUser(ada.userId, person, { role: 'customer', verified: true }, opened);
  await store.commit(identity.writes.admit(user));
  const shown = (cart: CartDto) => {
    for (const name of Object.keys(MEMBERS)) if (!(name in cart)) throw new Error(`The cart has no ${name}`);
    return CartDto.parse(cart);
  };
  return {
    ...catalog,
    clock,
    user,
    portsOver,
    ports: portsOver(store),
    as,
    leave: () => store.commit(identity.writes.erase(user)),
    read: async (owner: Owner, over: Store = store, language: Locale = 'en') =>
      shown(await as(owner, () => readCart(portsOver(over))({ owner, language }))),
    add: async (owner: Owner, item: Parameters<ReturnType<typeof addItem>>[1], over: Store = store) =>
      shown(await as(owner, () => addItem(portsOver(over))(en(owner), item))),
    change: async (owner: Owner, id: string, quantity: number) =>
      shown(await as(owner, () => changeItem(portsOver(store))(en(owner), id, quantity))),
    remove: async (owner: Owner, id: string) =>
      shown(await as(owner, () => removeItem(portsOver(store))(en(owner), id))),
    transfer: async (guestId: string, over: Store = store) =>
      shown(await as(ada, () => transferGuest(portsOver(over))({ owner: ada, language: 'en' }, guestId))),
    merge: async (items: Parameters<ReturnType<typeof mergeItems>>[1], over: Store = store) =>
      shown(await as(ada, () => mergeItems(portsOver(over))({ owner: ada, language: 'en' }, items))),
    facts: (): Fact[] =>
      store
        .items('cart')
        .filter(({ sk }) => String(sk).startsWith('FACT#'))
        .map(storedFact.decode),
    everything: () => JSON.stringify(store.items('cart')),
  };
}

/** What each line of a cart has, by SKU. */
export const quantities = ({ items }: CartDto): Readonly<Record<string, number>> =>
  Object.fromEntries(items.map(({ sku, quantity }) => [sku, quantity]));

/** The store with everybody's calls counted, and each of them waiting for its turn. */
export function countedStore(store: Store, turn: () => Promise<void> = async () => {}) {
  const calls = { reads: 0, writes: 0 };
  const over: Store = {
    ...store,
    readTogether: async (reads) => {
      calls.reads += 1;
      await turn();
      return store.readTogether(reads);
    },
    commit: async (writes, options) => {
      calls.writes += 1;
      await turn();
      return store.commit(writes, options);
    },
  };
  return { over, calls };
}
