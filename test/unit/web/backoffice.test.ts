import fc from 'fast-check';
import { expect, test } from 'vitest';
import { permissionsOf, ROLES } from '../../../functions/shared/http/permissions.ts';
import type { AdminProduct } from '../../../web/backoffice/data/shapes.ts';
import { menuOf } from '../../../web/backoffice/menu.ts';
import {
  amountOf,
  changedFields,
  draftOf,
  emptyProduct,
  faultsOf,
  patchOf,
  typedOf,
} from '../../../web/backoffice/product-form.ts';
import { lanesOf } from '../../../web/backoffice/saga-lanes.ts';
import { lookUpOf, matches } from '../../../web/backoffice/words-match.ts';
import de from '../../../web/words/office/de.ts';
import en from '../../../web/words/office/en.ts';
import fr from '../../../web/words/office/fr.ts';

test('the menu shows what permissions open, and nothing to whoever has none [AUT-21]', () => {
  const seenBy = Object.fromEntries(
    ROLES.map((role) => [role, menuOf({ permissions: [...permissionsOf(role)] }).map(({ name }) => name)]),
  );
  expect(seenBy['customer']).toEqual(['today']);
  expect(seenBy['operator']).toEqual(['today']);
  const staff = ['today', 'orders', 'quotes', 'board', 'sagas', 'products', 'stock', 'capacity', 'rules', 'reviews'];
  expect(seenBy['staff']).toEqual(staff);
  expect(seenBy['admin']).toEqual([...staff, 'users']);
});

test('a page of the menu is current on its own address and below it', () => {
  const at = (path: string) =>
    menuOf({ permissions: [...permissionsOf('admin')] })
      .filter(({ isAt }) => isAt(path))
      .map(({ name }) => name);
  expect(at('/admin')).toEqual(['today']);
  expect(at('/admin/')).toEqual(['today']);
  expect(at('/admin/orders/ord_1')).toEqual(['orders']);
});

const saga = (changes: object = {}) => ({
  direction: 'FORWARD' as const,
  parked: false,
  attempt: 1,
  done: false,
  ...changes,
});
const told = (...types: string[]) =>
  types.map((type, index) => ({ at: `2026-11-29T09:00:0${index}.000Z`, type, title: type, actor: 'system' }));
const states = (steps: readonly { readonly name: string; readonly state: string }[]) =>
  Object.fromEntries(steps.map(({ name, state }) => [name, state]));

test('a saga that goes forward runs at its first step that is missing, and stands there when it is parked [ADM-03]', () => {
  const facts = told('order.created', 'inventory.reserved');
  const { forward, back } = lanesOf(saga(), facts);
  expect(states(forward)).toEqual({ reserve: 'done', pay: 'now', ship: 'todo', complete: 'todo' });
  expect(back).toEqual([]);
  expect(states(lanesOf(saga({ parked: true }), facts).forward)).toMatchObject({ pay: 'stuck', ship: 'todo' });
});

test('a saga that goes back tells where it turned, and undoes the last step first [ADM-03]', () => {
  const facts = told('inventory.reserved', 'payment.processed', 'shipping.failed', 'shipping.nothing-scheduled');
  const { forward, back } = lanesOf(saga({ direction: 'BACK', parked: true }), facts);
  expect(states(forward)).toEqual({ reserve: 'done', pay: 'done', ship: 'refused', complete: 'todo' });
  expect(states(back)).toEqual({ release: 'todo', refund: 'stuck', cancel: 'nothing' });
  const ended = lanesOf(saga({ direction: 'BACK', done: true }), [
    ...facts,
    ...told('payment.refunded', 'inventory.released'),
  ]);
  expect(states(ended.back)).toEqual({ release: 'done', refund: 'done', cancel: 'nothing' });
});

test('prices are typed with a point or a comma, and nothing else is a price', () => {
  expect(['24.90', '24,9', '24', ' 0.05 '].map(amountOf)).toEqual([2490, 2490, 2400, 5]);
  expect(['', '24.', '.9', '1e3', '-1', '24.905', 'free'].map(amountOf)).toEqual(Array(7).fill(undefined));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999 }), (amount) => {
      expect(amountOf((amount / 100).toFixed(2))).toBe(amount);
    }),
  );
});

const fields = {
  slug: 'twist-vase',
  kind: 'stock' as const,
  department: 'home' as const,
  category: 'vases',
  tags: ['watertight', 'spiral'],
  status: 'ACTIVE' as const,
  texts: {
    en: { name: 'Twist vase', description: 'Turned once.', keywords: ['flowers'] },
    de: { name: 'Vase Drehung' },
  },
  taxClass: 'standard' as const,
  variants: [
    {
      sku: 'TWIST-M',
      name: { en: 'Medium', de: 'Mittel' },
      price: { amount: 2490, currency: 'EUR' },
      options: { size: 'm' },
      dimensionsMm: { x: 110, y: 112.5, z: 240 },
      weightG: 640,
    },
  ],
};
const vase: AdminProduct = {
  ...fields,
  id: 'prd_01KAK0V5T2M3N4P5Q6R7S8T9VW',
  images: [],
  prices: [],
  createdAt: '2026-11-01T09:00:00.000Z',
  updatedAt: '2026-11-01T09:00:00.000Z',
  version: 3,
};

test('a product that nobody touched says what it said, and sends nothing [CAT-10]', () => {
  const before = draftOf(typedOf(vase), vase);
  expect(before).toEqual(fields);
  expect(patchOf(before, before)).toEqual({});
});

test('only what was changed is sent, so that what others changed meanwhile stays [CAT-10]', () => {
  const before = draftOf(typedOf(vase), vase);
  const typed = typedOf(vase);
  const after = draftOf({ ...typed, texts: { ...typed.texts, en: { ...typed.texts.en, name: 'Twisted vase' } } }, vase);
  expect(changedFields(before, after)).toEqual(['texts']);
  expect(patchOf(before, after)).toEqual({
    texts: { ...vase.texts, en: { ...vase.texts.en, name: 'Twisted vase' } },
  });
});

test('a form says which fields are missing or no number, each by the name that the API gives it', () => {
  const [variant] = emptyProduct().variants;
  const typed = { ...emptyProduct(), variants: variant ? [{ ...variant, price: 'free', x: '10', weight: '0' }] : [] };
  expect(faultsOf(typed)).toEqual({
    slug: 'must',
    category: 'must',
    'texts.en.name': 'must',
    'texts.en.description': 'must',
    'variants.0.sku': 'must',
    'variants.0.name.en': 'must',
    'variants.0.price.amount': 'mustPrice',
    'variants.0.dimensionsMm.y': 'mustNumber',
    'variants.0.dimensionsMm.z': 'mustNumber',
    'variants.0.weightG': 'mustNumber',
  });
  expect(faultsOf(typedOf(vase))).toEqual({});
});

test('a search finds each of its words, whatever their accents and size', () => {
  expect(matches('ORD-20261129-G2B9A Grace Hopper Köln', 'koln grace')).toBe(true);
  expect(matches('ORD-20261129-G2B9A Grace Hopper Köln', 'grace berlin')).toBe(false);
  expect(matches('anything', '')).toBe(true);
});

test('a whole number and a whole address are looked up by the shop, anything else is looked for in what was read [ADM-03]', () => {
  // As people read a number out: it has neither I, L nor O.
  expect(lookUpOf(' ord-20261129-g2bo1 ')).toEqual({ orderNumber: 'ORD-20261129-G2B01' });
  expect(lookUpOf('ORD-20261129-G2BIL')).toEqual({ orderNumber: 'ORD-20261129-G2B11' });
  expect(lookUpOf('ada@example.com')).toEqual({ email: 'ada@example.com' });
  for (const words of [
    '',
    'ORD-20261129',
    'ORD-20261129-G2B9',
    'ORD-20261129-G2BUU',
    'ada@',
    'ada@example',
    'ada lovelace',
  ]) {
    expect(lookUpOf(words)).toBeUndefined();
  }
});

/** Every path to a text of a dictionary, with how many parameters it takes. */
const shapeOf = (words: object, path = ''): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? shapeOf(value, `${path}${key}.`)
      : [`${path}${key}${typeof value === 'function' ? `(${value.length})` : ''}`],
  );

test.each([
  ['German', de],
  ['French', fr],
])('%s has every word of the back office that English has', (_language, words) => {
  expect(shapeOf(words)).toEqual(shapeOf(en));
});
