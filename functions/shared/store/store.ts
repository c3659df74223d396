import { DomainError } from '../domain-error.ts';

/** An item as it lies in a table. */
export type Item = Record<string, unknown>;

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

interface Conditional {
  readonly condition?: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, unknown>>;
  /** The business answer when the condition does not hold; it is given the item as it stands, if there is one. */
  readonly refused?: (found: Item | undefined) => Error;
}

export type Put = Conditional & { readonly kind: 'put'; readonly table: string; readonly item: Item & Key };

/** One conditional write. Contexts hand these to each other (`writes.ts`); only the adapter knows how they are sent. */
export type Write =
  | Put
  | (Conditional & { readonly kind: 'update'; readonly table: string; readonly key: Key; readonly update: string })
  | (Conditional & { readonly kind: 'delete'; readonly table: string; readonly key: Key });

/** What has to hold for a transaction that leaves it as it is. */
export type Check = Conditional & {
  readonly kind: 'check';
  readonly table: string;
  readonly key: Key;
  readonly condition: string;
};

/** A keyed read that several contexts' reads can be sent together with, in one request. */
export interface KeyedRead<T> {
  readonly table: string;
  readonly keys: readonly Key[];
  /** Receives the items found, in any order, absent ones missing. */
  readonly parse: (items: readonly Item[]) => T;
}

export interface PageRequest {
  readonly table: string;
  readonly index?: 'gsi1' | 'gsi2';
  readonly partition: string;
  readonly sortPrefix?: string;
  readonly sortBefore?: string;
  readonly sortAfter?: string;
  readonly descending?: boolean;
  readonly limit?: number;
  readonly startKey?: Item | undefined;
  readonly consistent?: boolean;
  readonly filter?: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, unknown>>;
}

export interface Page {
  readonly items: readonly Item[];
  readonly lastKey: Item | undefined;
}

/**
 * The port to the tables. Every method retries throttling by itself until the invocation's deadline, and throws
 * `StoreUnavailable` when the tables do not answer.
 */
export interface Store {
  /** Consistent read of one item. */
  get(table: string, key: Key): Promise<Item | undefined>;
  /** Consistent reads of several contexts in one request; more than 100 keys take one request per hundred. */
  readTogether<const R extends readonly KeyedRead<unknown>[]>(
    reads: R,
  ): Promise<{ [K in keyof R]: R[K] extends KeyedRead<infer T> ? T : never }>;
  query(request: PageRequest): Promise<Page>;
  /** One conditional write; answers the item as it now stands (updates) or nothing. */
  write(write: Write): Promise<Item | undefined>;
  /**
   * All writes or none. A condition that does not hold throws what its write says (`refused`): a business answer.
   * Conflicts and throttles are contention, not refusal: retried with full jitter until the deadline, after
   * `beforeRetry` had a look (it may throw the business answer it finds); then `StoreContention`.
   */
  commit(writes: readonly (Write | Check)[], options?: { readonly beforeRetry?: () => Promise<void> }): Promise<void>;
}

/** The tables were too busy until the deadline. Nothing was written; trying again is safe. */
export class StoreContention extends DomainError {
  override name = 'StoreContention';
  constructor(cause?: unknown) {
    super('unavailable', 'busy', 'The shop is very busy. Please try again in a moment.', { cause, retryAfter: 1 });
  }
}

/** The tables do not answer. Whether a write had its effect is not known; every write may be sent again. */
export class StoreUnavailable extends DomainError {
  override name = 'StoreUnavailable';
  constructor(cause: unknown) {
    super('unavailable', 'unavailable', 'The shop cannot be reached right now. Please try again in a moment.', {
      cause,
      retryAfter: 5,
    });
  }
}

/** A condition failed for which the write declared no business answer: a bug, told apart from contention. */
export class UnexpectedRefusal extends Error {
  override name = 'UnexpectedRefusal';
}

/** Every item of a partition, page after page. */
export async function everyItem(store: Store, request: Omit<PageRequest, 'startKey' | 'limit'>): Promise<Item[]> {
  const items: Item[] = [];
  let startKey: Item | undefined;
  do {
    const page: Page = await store.query({ ...request, startKey });
    items.push(...page.items);
    startKey = page.lastKey;
  } while (startKey);
  return items;
}

export const putNew = (table: string, item: Item & Key, refused?: (found: Item | undefined) => Error): Put => ({
  kind: 'put',
  table,
  item,
  condition: 'attribute_not_exists(pk)',
  ...(refused ? { refused } : {}),
});
