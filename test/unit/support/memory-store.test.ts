import { describe, expect, test } from 'vitest';
import type { Write } from '../../../functions/shared/store/store.ts';
import { ExpressionRefused } from '../../support/simulation/expressions.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';

const key = { pk: 'THING#1', sk: 'META' };

async function storeWith(attributes: object) {
  const store = memoryStore();
  await store.write({ kind: 'put', table: 'things', item: { ...key, ...attributes } });
  return store;
}

type Update = Extract<Write, { kind: 'update' }>;
const change = (update: string, more: Partial<Update> = {}): Update => ({
  kind: 'update',
  table: 'things',
  key,
  update,
  ...more,
});

describe('the store in memory', () => {
  test.each([
    ['an unknown clause', 'ADD amount :one', {}, { ':one': 1 }],
    ['an unknown clause after a known one', 'SET amount = :one DELETE colours :one', {}, { ':one': 1 }],
    ['an unknown function', 'SET amount = list_append(amount, :one)', {}, { ':one': 1 }],
    ['a list index', 'SET lines[0] = :one', {}, { ':one': 1 }],
    ['a clause that comes twice', 'SET amount = :one SET size = :one', {}, { ':one': 1 }],
    ['a path that is changed twice', 'SET saga.done = :one REMOVE saga', {}, { ':one': 1 }],
    ['a change of the key', 'SET pk = :one', {}, { ':one': 1 }],
    ['a value that is missing', 'SET amount = :two', {}, {}],
    ['a name that is missing', 'SET #amount = :one', {}, { ':one': 1 }],
    ['a value that nothing uses', 'SET amount = :one', {}, { ':one': 1, ':two': 2 }],
    ['a name that nothing uses', 'SET amount = :one', { '#two': 'two' }, { ':one': 1 }],
    ['a parent that is not there', 'SET absent.done = :one', {}, { ':one': 1 }],
    ['a sum with what is not there', 'SET amount = absent + :one', {}, { ':one': 1 }],
    ['a sum with what is no number', 'SET amount = colour + :one', {}, { ':one': 1 }],
    ['nothing at all', '', {}, {}],
  ])('refuses an update with %s', async (_, update, names, values) => {
    const store = await storeWith({ amount: 1, colour: 'red', saga: {} });
    const before = store.items('things');
    await expect(store.write(change(update, { names, values }))).rejects.toBeInstanceOf(ExpressionRefused);
    expect(store.items('things')).toEqual(before);
  });

  test.each([
    ['an unknown function', 'size(amount) = :one'],
    ['an unknown comparison', 'amount <> :one'],
    ['an unknown operator', 'amount BETWEEN :one AND :one'],
    ['something after its end', 'amount = :one amount'],
    ['an end too early', 'amount ='],
    ['a sign that is none', 'amount ~ :one'],
  ])('refuses a condition with %s', async (_, condition) => {
    const store = await storeWith({ amount: 1 });
    const write = change('SET amount = :one', { condition, values: { ':one': 1 } });
    await expect(store.write(write)).rejects.toBeInstanceOf(ExpressionRefused);
  });

  test.each([
    ['amount = :one AND colour = :red', true],
    ['amount > :one OR colour = :red', true],
    ['amount = :one AND (colour = :green OR attribute_not_exists(colour))', false],
    ['NOT colour IN (:green, :red) AND amount = :one', false],
    ['amount >= :one AND NOT attribute_exists(absent)', true],
    ['absent < :one AND colour IN (:red)', false],
    ['colour > :one', false],
  ])('judges %s as DynamoDB does', async (condition, holds) => {
    const store = await storeWith({ amount: 1, colour: 'red' });
    const all = { ':one': 1, ':red': 'red', ':green': 'green' };
    const values = Object.fromEntries(Object.entries(all).filter(([name]) => condition.includes(name)));
    const attempt = store.write({ kind: 'delete', table: 'things', key, condition, values });
    await (holds ? expect(attempt).resolves.toBeUndefined() : expect(attempt).rejects.toThrow('Condition failed'));
  });

  test('sets, adds, keeps what is there, and removes', async () => {
    const store = await storeWith({ amount: 5, first: 'a', saga: { done: false, attempt: 1 }, gone: true });
    await store.write(
      change(
        'SET amount = amount - :two, #saga.done = :yes, first = if_not_exists(first, :two), b = :two REMOVE gone',
        {
          names: { '#saga': 'saga' },
          values: { ':two': 2, ':yes': true },
        },
      ),
    );
    expect(store.items('things')).toEqual([{ ...key, amount: 3, first: 'a', saga: { done: true, attempt: 1 }, b: 2 }]);
  });

  test('refuses a transaction that touches an item twice, or takes too many', async () => {
    const store = await storeWith({});
    const put = (pk: string): Write => ({ kind: 'put', table: 'things', item: { pk, sk: 'META' } });
    await expect(store.commit([put('a'), put('a')])).rejects.toThrow('once only');
    await expect(store.commit(Array.from({ length: 101 }, (_, place) => put(`thing-${place}`)))).rejects.toThrow('100');
    expect(store.items('things')).toHaveLength(1);
  });

  test.each([
    ['a filter', { filter: 'amount = :one', values: { ':one': 1 } }],
    ['two conditions on the sort key', { sortPrefix: 'a', sortBefore: 'b' }],
    ['a consistent look at an index', { index: 'gsi1', consistent: true }],
  ] as const)('refuses a query with %s', async (_, clause) => {
    const store = await storeWith({});
    await expect(store.query({ table: 'things', partition: 'THING#1', ...clause })).rejects.toThrow();
  });
});
