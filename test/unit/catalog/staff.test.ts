import { beforeEach, describe, expect, test } from 'vitest';
import { readProduct } from '../../../functions/catalog/read-product.ts';
import type { StoredImage } from '../../../functions/catalog/shapes.ts';
import { ProductPatch } from '../../../functions/catalog/staff/contract.ts';
import {
  adminAddProduct,
  adminChangeProduct,
  adminReadProduct,
  adminReplaceProduct,
  adminWithdrawProduct,
} from '../../../functions/catalog/staff/keep-products.ts';
import { adminListProducts } from '../../../functions/catalog/staff/list-products.ts';
import { productLists } from '../../../functions/catalog/staff/products.dynamodb.ts';
import { signedCursors } from '../../../functions/shared/http/cursor.ts';
import { expectation } from '../../../functions/shared/http/request-input.ts';
import type { Route } from '../../../functions/shared/http/route.ts';
import { derivedId } from '../../../functions/shared/ids.ts';
import { asOperator } from '../../../local/as-operator.ts';
import { catalogInMemory, draftOf, idOf, variantOf } from '../../support/catalog.ts';

const caller = { userId: 'usr_staff' };
const imageId = (name: string) => derivedId('img', [name]);
const DAY_MS = 24 * 3_600_000;
let shop: ReturnType<typeof backOffice>;
beforeEach(() => {
  shop = backOffice();
});

/** The catalog as staff see it, on a day that the test moves on. */
function backOffice() {
  const catalog = catalogInMemory();
  let today = Date.parse('2026-11-21T12:00:00.000Z');
  const clock = { now: () => new Date(today) };
  const ports = {
    ...catalog,
    clock,
    currency: 'EUR',
    apiUrl: 'https://api.example',
    lists: productLists(catalog.store, 'catalog'),
    cursors: signedCursors(async () => ({ current: 'the key of cursors', previous: undefined })),
  };
  const run = (use: (request: never) => Promise<unknown>, request: object): Promise<any> =>
    asOperator(() => use({ caller, once: () => [], ifMatch: () => {}, ...request } as never));
  const requiring = (header: string | undefined) => ({
    ifMatch: expectation({ ifMatch: 'required', operationId: 'x' } as Route, header),
  });
  return {
    ...catalog,
    passDays: (days: number) => {
      today += days * DAY_MS;
    },
    add: async (slug: string, changes = {}) =>
      (await run(adminAddProduct(ports), { body: draftOf(slug, changes) })).body,
    read: (productId: string) => run(adminReadProduct(ports), { params: { productId } }),
    replace: (productId: string, body: object, header = '*') =>
      run(adminReplaceProduct(ports), { params: { productId }, body, ...requiring(header) }),
    change: (productId: string, body: object, header = '*') =>
      run(adminChangeProduct(ports), { params: { productId }, body: ProductPatch.parse(body), ...requiring(header) }),
    withdraw: (productId: string, header = '*') =>
      run(adminWithdrawProduct(ports), { params: { productId }, ...requiring(header) }),
    list: (query: object = {}) => run(adminListProducts(ports), { query: { limit: 20, ...query } }),
    shown: async (productId: string) => {
      const read = readProduct({
        ...ports,
        catalog: catalog.catalog.reads,
        reviews: catalog.reviews,
        search: async () => undefined,
      });
      return (await read({ params: { productId }, query: {}, language: 'en' } as never)).body as any;
    },
  };
}

describe('a product that staff make', () => {
  test('is seen by staff in all languages at once, and by customers when it is on sale [ADM-02]', async () => {
    const texts = { en: { name: 'Bowl', description: 'Round' }, de: { name: 'Schale' } };
    const made = await shop.add('bowl', { status: 'DRAFT', texts });
    expect(await shop.read(made.id)).toMatchObject({ status: 'DRAFT', texts, version: 1 });
    await expect(shop.shown(made.id)).rejects.toMatchObject({ code: 'not-found' });
    await shop.change(made.id, { status: 'ACTIVE' });
    expect(await shop.shown('bowl')).toMatchObject({
      product: { id: made.id, name: 'Bowl' },
      availability: 'sold-out',
    });
    expect(shop.cards()).toHaveLength(1);
  });

  test('is found under its slug, and under those that it had before, which lead to the one that it has [CAT-06]', async () => {
    const { id } = await shop.add('bowl');
    await shop.change(id, { slug: 'deep-bowl' });
    for (const name of [id, 'bowl', 'deep-bowl']) {
      expect((await shop.shown(name)).product).toMatchObject({ id, slug: 'deep-bowl' });
    }
    await expect(shop.shown('flat-bowl')).rejects.toMatchObject({ code: 'not-found' });
  });

  test('is sold in the currency of the shop, and refused with the field that is wrong [ADM-02]', async () => {
    const francs = { ...variantOf('BOWL'), price: { amount: 100, currency: 'CHF' } };
    await expect(shop.add('bowl', { variants: [francs] })).rejects.toMatchObject({
      code: 'invalid-request',
      errors: [{ pointer: '/variants/0/price/currency' }],
    });
    expect(shop.store.items('catalog')).toEqual([]);
  });
});

describe('a change', () => {
  test('names the version that it was decided on, and is refused on another and without one [ADM-02]', async () => {
    const { id } = await shop.add('bowl');
    await shop.change(id, { category: 'bowls' }, '"1"');
    const before = shop.store.items('catalog');
    for (const act of [
      () => shop.change(id, { category: 'vases' }, '"1"'),
      () => shop.replace(id, draftOf('bowl'), '"1"'),
      () => shop.withdraw(id, '"1"'),
    ]) {
      await expect(act()).rejects.toMatchObject({ kind: 'stale' });
    }
    expect(() => expectation({ ifMatch: 'required', operationId: 'x' } as Route, undefined)).toThrow(
      expect.objectContaining({ kind: 'unconditional' }),
    );
    expect(shop.store.items('catalog')).toEqual(before);
    expect((await shop.replace(id, draftOf('bowl', { category: 'lamps' }), '"2"')).version).toBe(3);
  });

  test('of some of it leaves the rest, and is refused where the whole would make no sense [ADM-02]', async () => {
    const { id } = await shop.add('bowl', { tags: ['round'] });
    expect(await shop.change(id, { category: 'bowls' })).toMatchObject({
      tags: ['round'],
      category: 'bowls',
      version: 2,
    });
    const configuration = { material: ['pla'], finish: ['sanded'], colour: ['white'] };
    await expect(shop.change(id, { configuration })).rejects.toMatchObject({ errors: [{ pointer: '/configuration' }] });
    await shop.change(id, { kind: 'print', configuration });
    await shop.change(id, { kind: 'stock', configuration: null });
    expect(await shop.read(id)).not.toHaveProperty('configuration');
  });

  test('of images keeps those that are named, in their order, and no others [CAT-09]', async () => {
    const { id } = await shop.add('bowl');
    const rendition = (name: string) => ({ webp: `/media/${name}.webp`, avif: `/media/${name}.avif` });
    const image = (name: string): StoredImage => ({
      id: imageId(name),
      url: `/media/${name}.webp`,
      sizes: { small: rendition(name), medium: rendition(name), large: rendition(name) },
      width: 4,
      height: 3,
      placeholder: '',
      alt: { en: name },
    });
    await asOperator(() => shop.put(id, (product) => ({ ...product, images: [image('A'), image('B'), image('C')] })));
    const named = (...names: string[]) => ({
      images: names.map((name) => ({ id: imageId(name), alt: { en: 'New' } })),
    });
    expect(await shop.change(id, named('C', 'A'))).toMatchObject({
      images: [{ url: '/media/C.webp', alt: { en: 'New' } }, { url: '/media/A.webp' }],
    });
    expect(shop.cards().map(({ imageUrl }) => imageUrl)).toEqual(['/media/C.webp']);
    for (const images of [named('B'), named('A', 'A')]) {
      await expect(shop.change(id, images)).rejects.toMatchObject({ code: 'invalid-request' });
    }
  });

  test('of a price leaves what it cost: customers see the lowest price of 30 days beside a reduced one [CAT-01, ADM-02]', async () => {
    const { id } = await shop.add('bowl', { variants: [variantOf('BOWL', 2_000)] });
    shop.passDays(40);
    await shop.change(id, { variants: [variantOf('BOWL', 1_500)] });
    expect((await shop.shown(id)).product).toMatchObject({
      lowestPrice30d: { amount: 2_000, currency: 'EUR' },
      variants: [{ price: { amount: 1_500 }, lowestPrice30d: { amount: 2_000 } }],
    });
    expect((await shop.read(id)).prices).toHaveLength(2);
    shop.passDays(31);
    expect((await shop.shown(id)).product).not.toHaveProperty('lowestPrice30d');
  });
});

describe('withdrawing a product', () => {
  test('takes it off sale once, and leaves it to staff [ADM-02]', async () => {
    const { id } = await shop.add('bowl');
    await shop.withdraw(id);
    await shop.withdraw(id);
    await expect(shop.shown(id)).rejects.toMatchObject({ code: 'not-found' });
    expect(await shop.read(id)).toMatchObject({ status: 'WITHDRAWN', version: 2 });
    expect(shop.cards()).toEqual([]);
    await expect(shop.withdraw(idOf('nothing'))).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('the list of staff', () => {
  test('shows every product once over its pages, drafts first, and those of a status alone [ADM-02]', async () => {
    for (const [index, status] of (['ACTIVE', 'DRAFT', 'WITHDRAWN', 'ACTIVE', 'DRAFT', 'ACTIVE'] as const).entries()) {
      await shop.add(`p${index}`, { status });
      shop.passDays(1);
    }
    const walk = async (query: object) => {
      const slugs: string[] = [];
      let cursor: string | undefined;
      do {
        const { items, nextCursor } = await shop.list({ ...query, cursor });
        slugs.push(...items.map(({ slug }: { slug: string }) => slug));
        cursor = nextCursor ?? undefined;
      } while (cursor);
      return slugs;
    };
    expect(await walk({ limit: 2 })).toEqual(['p4', 'p1', 'p5', 'p3', 'p0', 'p2']);
    expect(await walk({ limit: 1, status: 'ACTIVE' })).toEqual(['p5', 'p3', 'p0']);
    expect(await walk({ query: 'P3' })).toEqual(['p3']);
  });
});
