import { describe, expect, test, vi } from 'vitest';
import { cartIdOf, presentCart, withLine } from '../../../functions/cart/cart.ts';
import { cartWrites } from '../../../functions/cart/writes.ts';
import { personalContexts } from '../../../functions/privacy/contexts.ts';
import { isOverdue, isSettled } from '../../../functions/privacy/erasure.ts';
import { authorPartition, reviewKey, storedReview } from '../../../functions/reviews/reviews.ts';
import { InvalidToken } from '../../../functions/shared/http/tokens.ts';
import { money } from '../../../functions/shared/money.ts';
import type { PageRequest } from '../../../functions/shared/store/store.ts';
import { email, password, withAda } from './ada.ts';

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

describe('whoever leaves', () => {
  test('takes user, address, sessions, tokens, exports and files, and keeps the fact that they were [AUT-22]', async () => {
    const shop = await withAda();
    await shop.signIn(email, password);
    await shop.forgot(email);
    await shop.changeEmail(shop.id, password, 'new@example.com');
    const { id } = await shop.ask();
    await shop.write(id);
    await shop.leave();
    expect(await shop.user(shop.id)).toBeUndefined();
    expect(shop.announced('user.erased')).toEqual([{ userId: shop.id }]);
    await expect(shop.me(shop.id)).rejects.toThrow(InvalidToken);
    await expect(shop.leave()).rejects.toThrow(InvalidToken);
    await shop.erase();
    await shop.erase();
    expect(shop.items()).toEqual([]);
    expect(shop.store.items('privacy').map(({ sk }) => sk)).toEqual(['ERASURE', 'FACT#erased']);
    expect([...shop.bucket]).toEqual([]);
    expect(shop.logins.passwords.has(shop.id)).toBe(false);
  });

  test('ends every session in the very moment, and takes the cookies of the one that asks [AUT-19]', async () => {
    const shop = await withAda();
    const cookie = await shop.signIn(email, password);
    const { cookies } = await shop.leave();
    expect(cookies.map((ended) => /^[^;]*; Max-Age=0;/.exec(ended)?.[0])).toEqual([
      '__Host-refresh=; Max-Age=0;',
      '__Host-csrf=; Max-Age=0;',
    ]);
    await expect(shop.refresh(cookie)).rejects.toThrow();
    await expect(shop.logIn(email, password)).rejects.toThrow();
  });

  test('takes the addresses with the user, before the rest is found [AUT-22]', async () => {
    const shop = await withAda();
    const { identity, store } = shop.ports;
    await store.write(identity.writes.keepAddresses(shop.id, []));
    await shop.leave();
    expect(shop.items().map(({ sk }) => sk)).not.toContain('ADDRESSES');
  });

  test('while the address is being changed leaves neither the old one nor the new one behind [AUT-06, AUT-22]', async () => {
    const shop = await withAda();
    await shop.changeEmail(shop.id, password, 'new@example.com');
    const { commit } = shop.store;
    shop.store.commit = async (writes) => {
      shop.store.commit = commit;
      await shop.verify(shop.mailed('change-email').at(-1) ?? '');
      await commit(writes);
    };
    await shop.leave();
    expect(shop.told('auth.email.changed')).toHaveLength(1);
    expect(shop.items().filter(({ pk }) => String(pk).startsWith('EMAIL#'))).toEqual([]);
  });

  test('frees the address for whoever comes next [AUT-22]', async () => {
    const shop = await withAda();
    await shop.leave();
    const next = await shop.create(email, 'customer', password);
    await shop.erase();
    expect((await shop.user(next.id))?.email).toBe(email);
  });
});

describe('an erasure', () => {
  const settled = 600;

  test('lets go of what has ended at once, and of an order that ran once that has ended [AUT-22, SHP-06]', async () => {
    const shop = await withAda();
    await shop.order('ord_done', 'COMPLETED');
    await shop.order('ord_failed', 'FAILED');
    await shop.order('ord_runs', 'RESERVED');
    await shop.leave();
    await shop.erase();
    // Of the invoice of a completed order the addresses stay.
    const invoice = 'orders ORDER#ord_done DETAILS';
    expect(shop.traces()).toEqual([invoice, 'orders ORDER#ord_runs DETAILS', 'payments PAYMENT#pay_runs META']);
    shop.wait(settled);
    await shop.lookAgain();
    expect(await shop.unfinished()).toEqual([shop.id]);
    await shop.becomes('ord_runs', 'FAILED');
    await shop.lookAgain();
    expect(shop.traces()).toEqual([invoice]);
    expect(await shop.unfinished()).toEqual([]);
  });

  test('finds by itself what its event never told, and what was written in the very moment of the leaving [AUT-22]', async () => {
    const shop = await withAda();
    await shop.leave();
    await shop.lookAgain();
    expect(await shop.unfinished()).toEqual([shop.id]);
    await shop.order('ord_late', 'FAILED');
    shop.wait(settled - 1);
    await shop.lookAgain();
    expect(shop.traces()).toEqual([]);
    expect(await shop.unfinished()).toEqual([shop.id]);
    shop.wait(1);
    await shop.lookAgain();
    expect(await shop.unfinished()).toEqual([]);
  });

  test('writes nothing that it has written before, however often it looks [AUT-22]', async () => {
    const shop = await withAda();
    await shop.order('ord_done', 'COMPLETED');
    await shop.order('ord_failed', 'CANCELED');
    await shop.leave();
    await shop.erase();
    const write = vi.spyOn(shop.store, 'write');
    await shop.erase();
    await shop.lookAgain();
    expect(write).not.toHaveBeenCalled();
    shop.wait(settled);
    await shop.lookAgain();
    expect(write).toHaveBeenCalledTimes(1);
    await shop.erase();
    expect(write).toHaveBeenCalledTimes(1);
  });

  test('goes on in every context where one fails, says so, and is finished when that one works again [AUT-22]', async () => {
    const shop = await withAda();
    await shop.order('ord_failed', 'FAILED');
    const close = vi.spyOn(shop.logins, 'close').mockRejectedValue(new Error('The pool is away'));
    await shop.leave();
    await expect(shop.erase()).rejects.toThrow(`1 of ${personalContexts.length}`);
    expect(shop.traces().filter((place) => !place.startsWith('identity'))).toEqual([]);
    shop.wait(settled);
    await expect(shop.lookAgain()).rejects.toThrow();
    expect(await shop.unfinished()).toEqual([shop.id]);
    close.mockRestore();
    await shop.lookAgain();
    expect([shop.traces(), await shop.unfinished()]).toEqual([[], []]);
  });

  test('of somebody keeps the orders of everybody else as they are, and looks at none of them [AUT-22]', async () => {
    const shop = await withAda();
    const grace = await shop.create('grace@example.com', 'customer', password);
    await shop.order('ord_grace', 'COMPLETED', grace.id);
    const before = JSON.stringify([shop.store.items('orders'), shop.store.items('payments')]);
    const keys: string[] = [];
    const { readTogether } = shop.store;
    shop.store.readTogether = (reads) => {
      keys.push(...reads.flatMap((read) => read.keys.map(({ pk }) => pk)));
      return readTogether(reads);
    };
    await shop.leave();
    await shop.erase();
    shop.wait(settled);
    await shop.lookAgain();
    expect(JSON.stringify([shop.store.items('orders'), shop.store.items('payments')])).toBe(before);
    expect(keys.filter((pk) => /ord_grace|pay_grace/.test(pk))).toEqual([]);
  });

  test('that is nobody’s costs one query: an order of somebody who stays costs nothing [PRF-02]', async () => {
    const shop = await withAda();
    await shop.order('ord_1', 'RESERVED');
    await shop.becomes('ord_1', 'COMPLETED');
    const asked: Pick<PageRequest, 'table' | 'partition'>[] = [];
    const { query } = shop.store;
    shop.store.query = (request) => {
      asked.push({ table: request.table, partition: request.partition });
      return query(request);
    };
    const others = (['get', 'readTogether', 'write', 'commit'] as const).map((name) => vi.spyOn(shop.store, name));
    await shop.lookAgain();
    expect(asked).toEqual([{ table: 'privacy', partition: 'ERASURES' }]);
    for (const other of others) expect(other).not.toHaveBeenCalled();
  });

  test('of whoever reviewed leaves the stars, and nothing of who gave them; until then the file has it all [AUT-22, PLT-05]', async () => {
    const shop = await withAda();
    const at = shop.clock.time.toISOString();
    const shown = { verifiedPurchase: false, status: 'SHOWN', updatedAt: at } as const;
    const kept = { id: 'rev_1', productId: 'prd_1', rating: 5, createdAt: at, ...shown };
    const written = { ...kept, title: 'Watertight', text: 'It holds tulips well.', name: 'Ada' };
    const place = { ...reviewKey('rev_1'), gsi2pk: authorPartition(shop.id), gsi2sk: '1' };
    const item = storedReview.encode({ ...written, authorId: shop.id, version: 1 }, place);
    await shop.store.write({ kind: 'put', table: 'reviews', item });
    const { id } = await shop.ask();
    await shop.write(id);
    expect(JSON.parse(shop.bucket.get(`${shop.id}/${id}`) ?? '').reviews).toEqual([written]);
    await shop.leave();
    await shop.erase();
    await shop.erase();
    expect(shop.store.items('reviews')).toEqual([
      {
        ...reviewKey('rev_1'),
        gsi1pk: 'PRODUCT#prd_1',
        gsi1sk: `${at}#rev_1`,
        ...kept,
        version: 2,
        schema: 2,
      },
    ]);
  });

  test('of whoever filled a cart leaves nothing of it, a guest’s stays; until then the file has it [AUT-22, PLT-05]', async () => {
    const shop = await withAda();
    const vase = { productId: 'prd_01JD0000000000000000000000', sku: 'VASE-M' };
    const seen = { ...vase, name: 'Vase', unitPrice: money(1_000, 'EUR') };
    for (const owner of [
      { kind: 'user', userId: shop.id },
      { kind: 'guest', guestId: 'q3Zt0m8ZkW1v5yJxR7bNcA' },
    ] as const) {
      const cart = presentCart(undefined, cartIdOf(owner), shop.clock.time);
      const lines = withLine([], seen, 2);
      await shop.inside(() => shop.store.commit(cartWrites('cart').change(cart, lines, owner.kind, shop.clock.time)));
    }
    const { id } = await shop.ask();
    await shop.write(id);
    expect(JSON.parse(shop.bucket.get(`${shop.id}/${id}`) ?? '').cart).toEqual({
      lines: [{ ...seen, quantity: 2 }],
      quotes: [],
      updatedAt: shop.clock.time.toISOString(),
    });
    expect(shop.store.items('cart')).toHaveLength(4);
    await shop.leave();
    await shop.erase();
    await shop.erase();
    expect(shop.store.items('cart').map(({ pk }) => pk)).toEqual(
      Array(2).fill(`CART#${cartIdOf({ kind: 'guest', guestId: 'q3Zt0m8ZkW1v5yJxR7bNcA' })}`),
    );
  });

  test('counts as settled after ten minutes and as overdue after a week', () => {
    const erasure = { userId: 'usr_1', begunAt: '2026-11-21T10:00:00.000Z' };
    const at = (time: string) => new Date(`2026-11-${time}Z`);
    expect([at('21T10:09:59.999'), at('21T10:10:00')].map((now) => isSettled(erasure, now))).toEqual([false, true]);
    expect([at('28T09:59:59.999'), at('28T10:00:00')].map((now) => isOverdue(erasure, now))).toEqual([false, true]);
  });
});
