import type { Check, Item, Key, Store, Write } from '../../../functions/shared/store/store.ts';
import { holds, updated } from './expressions.ts';

const address = (table: string, key: Key): string => `${table}|${key.pk}|${key.sk}`;
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
    for (const write of writes) {
      const found = items.get(address(write.table, keyOf(write)));
      if (!holds(write.condition, found, write)) {
        throw write.refused?.(found) ?? new Error(`Condition failed on a ${write.kind} in ${write.table}`);
      }
    }
    for (const write of writes) {
      const where = address(write.table, keyOf(write));
      if (write.kind === 'put') items.set(where, structuredClone(write.item));
      else if (write.kind === 'delete') items.delete(where);
      else if (write.kind === 'update')
        items.set(where, updated(write.update, items.get(where) ?? { ...write.key }, write));
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
    query: async ({ table, index, partition, sortPrefix = '', sortBefore, sortAfter, startKey, ...others }) => {
      if (others.filter || (sortBefore !== undefined && sortAfter !== undefined)) {
        throw new Error('The simulation knows no filters and no ranges');
      }
      const [pk, sk] = index ? [`${index}pk`, `${index}sk`] : ['pk', 'sk'];
      const sorts = (sort: string): boolean =>
        sort.startsWith(sortPrefix) &&
        (sortBefore === undefined || sort <= sortBefore) &&
        (sortAfter === undefined || sort > sortAfter);
      const direction = others.descending ? -1 : 1;
      const found = store
        .items(table)
        .filter((item) => item[pk] === partition && sorts(String(item[sk])))
        .toSorted((a, b) => (String(a[sk]) < String(b[sk]) ? -direction : direction));
      const from = startKey
        ? found.findIndex((item) => item['pk'] === startKey['pk'] && item[sk] === startKey[sk]) + 1
        : 0;
      const page = found.slice(from, others.limit === undefined ? undefined : from + others.limit);
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
