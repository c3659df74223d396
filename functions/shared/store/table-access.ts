/** What a function may do to tables, by the names of their contexts. Constructs grant it; a context says it of others than its own entries. */
export type TableAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem';

export type TableIndex = 'gsi1' | 'gsi2';

/** `{ orders: ['UpdateItem'], 'orders/gsi1': ['Query'] }`. A table of which only an index is queried has no actions: `orders: []`. */
export type TableAccess<Contexts extends string> = Readonly<
  Record<Contexts, readonly TableAction[]> & Partial<Record<`${Contexts}/${TableIndex}`, readonly ['Query']>>
>;
