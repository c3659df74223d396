import type { Check, Item, Key, Store, Write } from '../../../functions/shared/store/store.ts';
import { expressionsOf } from './expressions.ts';

const address = (table: string, key: Key): string => `${table}|${key.pk}|${key.sk}`;
/** As many writes as DynamoDB takes in one transaction. */
const TRANSACTION_WRITES = 100;

const refusedWithoutWord = ({ kind, table }: Write | Check) => new Error(`Condition failed on a ${kind} in ${table}`);

const keyOf = (write: Write | Check): Key =>
  write.kind === 'put' ? { pk: write.item.pk, sk: write.item.sk } : write.key;

export interface MemoryStore extends Store {
  /** Every item of a table, as it stands. */
  items(table: string): Item[];
  /** Answers what puts everything back as it is now. */
  snapshot(): () => void;
  /** Runs before each commit; what it throws is what the caller sees, and nothing is written. */
  beforeCommit: (writes: readonly (Write | Check)[]) => void;
}

/** Tables in memory with the semantics that the rules lean on: all or nothing, and conditions judged on what is there. */
export function memoryStore(): MemoryStore {
  const items = new Map<string, Item>();
  const apply = (writes: readonly (Write | Check)[]): void => {
    const places = writes.map((write) => address(write.table, keyOf(write)));
    if (new Set(places).size < places.length) throw new Error('A transaction touches an item once only');
    if (writes.length > TRANSACTION_WRITES) throw new Error(`A transaction takes ${TRANSACTION_WRITES} writes`);
    const meant = writes.map((write) => expressionsOf(write));
    for (const [index, write] of writes.entries()) {
      const found = items.get(places[index] ?? '');
      if (!meant[index]?.holds(found)) {
        throw write.refused?.(structuredClone(found)) ?? refusedWithoutWord(write);
      }
    }
    const changed = writes.map((write, index): [string, Item | undefined] => {
      const where = places[index] ?? '';
      const found = items.get(where);
      switch (write.kind) {
        case 'put':
          return [where, structuredClone(write.item)];
        case 'update':
          return [where, meant[index]?.updated(found ?? { ...write.key })];
        case 'delete':
          return [where, undefined];
        case 'check':
          return [where, found];
      }
    });
    for (const [where, item] of changed) {
      if (item) items.set(where, item);
      else items.delete(where);
    }
  };
  const store: MemoryStore = {
    beforeCommit: () => {},
    items: (table) =>
      [...items].flatMap(([where, item]) => (where.startsWith(`${table}|`) ? [structuredClone(item)] : [])),
    snapshot: () => {
      const kept = new Map(items);
      return () => {
        items.clear();
        for (const [where, item] of kept) items.set(where, item);
      };
    },
    get: async (table, key) => structuredClone(items.get(address(table, key))),
    readTogether: async (reads) =>
      reads.map((read) =>
        read.parse(
          read.keys.flatMap((key) => {
            const item = items.get(address(read.table, key));
            return item ? [structuredClone(item)] : [];
          }),
        ),
      ) as never,
    query: async ({ table, index, partition, startKey, limit, descending = false, consistent, ...sort }) => {
      const { sortPrefix, sortBefore, sortAfter, ...unknown } = sort;
      const between = sortBefore !== undefined && sortAfter !== undefined;
      const clauses = [sortPrefix, sortBefore ?? sortAfter].filter((clause) => clause !== undefined);
      if (clauses.length > 1 || Object.values(unknown).some((clause) => clause !== undefined)) {
        throw new Error('The store in memory knows one condition on the sort key, and no filters');
      }
      if (index && consistent) throw new Error('An index is never consistent');
      const [pk, sk] = index ? [`${index}pk`, `${index}sk`] : ['pk', 'sk'];
      const sorts = (key: string): boolean =>
        key.startsWith(sortPrefix ?? '') &&
        (sortBefore === undefined || key <= sortBefore) &&
        (sortAfter === undefined || key > sortAfter || (between && key === sortAfter));
      const direction = descending ? -1 : 1;
      const found = store
        .items(table)
        .filter((item) => item[pk] === partition && sorts(String(item[sk])))
        .toSorted((a, b) => (String(a[sk]) < String(b[sk]) ? -direction : direction));
      const from = startKey
        ? found.findIndex((item) => item['pk'] === startKey['pk'] && item[sk] === startKey[sk]) + 1
        : 0;
      const page = found.slice(from, limit === undefined ? undefined : from + limit);
      const last = page.at(-1);
      const more = last && from + page.length < found.length;
      return {
        items: page,
        lastKey: more ? { pk: last['pk'], sk: last['sk'], [pk]: last[pk], [sk]: last[sk] } : undefined,
      };
    },
    write: async (write) => {
      apply([write]);
      return structuredClone(items.get(address(write.table, keyOf(write))));
    },
    commit: async (writes, options) => {
      try {
        store.beforeCommit(writes);
      } catch (error) {
        await options?.beforeRetry?.();
        throw error;
      }
      apply(writes);
    },
  };
  return store;
}
