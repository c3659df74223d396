import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { storedCard, storedDepartment, storedProduct, storedSku } from '../../../functions/catalog/reads.ts';
import { storedSession, storedToken, storedUser } from '../../../functions/identity/reads.ts';
import { storedHold, storedPool } from '../../../functions/inventory/reads.ts';
import { storedMail } from '../../../functions/notifications/reads.ts';
import { storedDetails, storedHead } from '../../../functions/orders/reads.ts';
import { storedPayment } from '../../../functions/payments/reads.ts';
import { storedErasure, storedExport, storedLastExport } from '../../../functions/privacy/reads.ts';
import { storedFact } from '../../../functions/shared/events/facts.ts';
import { type StoredKind, storedKind, UnreadableItem } from '../../../functions/shared/store/decode.ts';
import { storedShipment } from '../../../functions/shipping/reads.ts';

const kinds = {
  card: storedCard,
  department: storedDepartment,
  details: storedDetails,
  erasure: storedErasure,
  export: storedExport,
  fact: storedFact,
  head: storedHead,
  hold: storedHold,
  lastExport: storedLastExport,
  mail: storedMail,
  payment: storedPayment,
  pool: storedPool,
  product: storedProduct,
  session: storedSession,
  shipment: storedShipment,
  sku: storedSku,
  token: storedToken,
  user: storedUser,
} as unknown as Readonly<Record<string, StoredKind<Record<string, unknown>>>>;

const STORAGE = ['pk', 'sk', 'schema', 'gsi1pk', 'gsi1sk', 'gsi2pk', 'gsi2sk', 'ttl'];
const place = { pk: 'THING#1', sk: 'META', gsi1pk: 'LIST#1', gsi1sk: '1', gsi2pk: 'LIST#2', gsi2sk: '2', ttl: 3 };
const attributes = fc.dictionary(
  fc.stringMatching(/^[a-z][A-Za-z0-9:]{0,11}$/).filter((name) => !STORAGE.includes(name)),
  fc.jsonValue(),
);

describe.each(Object.entries(kinds))('a stored %s', (_, kind) => {
  test('reads as it was written, without where it lies', () => {
    fc.assert(
      fc.property(attributes, (value) => {
        const item = kind.encode(value, place);
        expect(item).toEqual({ ...value, ...place, schema: kind.version });
        expect(kind.decode(item)).toEqual({ ...value });
      }),
      { numRuns: 25 },
    );
  });

  test('is refused when a newer version wrote it, or none is named', () => {
    const { schema: _, ...nameless } = kind.encode({}, place);
    for (const item of [{ ...nameless, schema: kind.version + 1 }, { ...nameless, schema: 0 }, nameless]) {
      expect(() => kind.decode(item)).toThrow(UnreadableItem);
    }
  });
});

describe('a kind of item whose form has changed twice', () => {
  /** Version 1 had `name` and `cents`; 2 has an amount; 3 has a list of names. */
  const things = storedKind<{ readonly names: readonly string[]; readonly amount: object }>('thing', 3, {
    1: ({ cents, ...rest }) => ({ amount: { amount: cents, currency: 'EUR' }, ...rest }),
    2: ({ name, ...rest }) => ({ names: [name], ...rest }),
  });
  const now = { names: ['Vase'], amount: { amount: 500, currency: 'EUR' } };

  test.each([
    [1, { name: 'Vase', cents: 500 }],
    [2, { name: 'Vase', amount: now.amount }],
    [3, now],
  ])('is read from version %i', (schema, attributes) => {
    expect(things.decode({ pk: 'THING#1', sk: 'META', schema, ...attributes })).toEqual(now);
  });

  test('is read where an update put the new form into an item of an older version', () => {
    expect(things.decode({ pk: 'THING#1', sk: 'META', schema: 1, name: 'Old', cents: 1, ...now })).toMatchObject(now);
  });

  test('names in its refusal the item, its version and those that are known', () => {
    expect(() => things.decode({ pk: 'THING#1', sk: 'META', schema: 4 })).toThrow(
      'thing THING#1 META has version 4; known are 1 to 3',
    );
  });

  test('cannot be declared without an upcast from each version', () => {
    expect(() => storedKind('thing', 3, { 1: (item) => item })).toThrow('no upcast from version 2');
  });
});
