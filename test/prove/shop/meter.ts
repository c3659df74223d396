import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { marshall } from '@aws-sdk/util-dynamodb';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Item, Key, Store } from '../../../functions/shared/store/store.ts';
import { type Attributes, itemBytes, readUnits, writeUnits } from './store-units.ts';

/** What a page asks of the tables beside its own one call, counted apart. */
export type LookUp = 'slug' | 'user' | 'manifest';

/** One request to DynamoDB as it went over the wire. */
export interface MeteredCall {
  readonly operation: string;
  readonly lookUp: LookUp | undefined;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Of the items that were read. */
  readonly bytes: number;
}

type Message = Record<string, any>;

/** Which keys are read alone for what. */
const LOOK_UPS: readonly (readonly [pk: RegExp, lookUp: LookUp])[] = [
  [/^SLUG#/, 'slug'],
  [/^USER#/, 'user'],
  [/^SEARCH$/, 'manifest'],
];

const keyOf = ({ pk, sk }: Attributes): Key => ({ pk: String(pk?.['S']), sk: String(sk?.['S']) });

/**
 * Counts what the SDK's clients of this process send to DynamoDB, in the handler that puts requests on the wire. In: the tables
 * behind it, for what a write replaces. Out: the calls since it was asked last, and what takes the meter away again.
 */
export function meterStore(store: Store) {
  const send = NodeHttpHandler.prototype.handle;
  let calls: MeteredCall[] = [];
  NodeHttpHandler.prototype.handle = async function handle(request, options) {
    const answered = await send.call(this, request, options);
    const [service, operation = ''] = (request.headers['x-amz-target'] ?? '').split('.');
    if (!service?.startsWith('DynamoDB')) return answered;
    const body = await text(answered.response.body as Readable);
    answered.response.body = Readable.from([Buffer.from(body)]);
    calls.push(await callOf(store, operation, JSON.parse(sentIn(request)), JSON.parse(body)));
    return answered;
  };
  return {
    take(): MeteredCall[] {
      const taken = calls;
      calls = [];
      return taken;
    },
    remove: () => {
      NodeHttpHandler.prototype.handle = send;
    },
  };
}

const sentIn = ({ body }: { readonly body?: unknown }): string =>
  typeof body === 'string' ? body : new TextDecoder().decode(body as Uint8Array);

/** In: request and answer of an operation. Throws for one that no page of the shop makes, rather than to count it as nothing. */
async function callOf(store: Store, operation: string, request: Message, answer: Message): Promise<MeteredCall> {
  switch (operation) {
    case 'BatchGetItem':
      return batchGet(request, answer);
    case 'Query': {
      const bytes = (answer['Items'] as Attributes[]).reduce((sum, item) => sum + itemBytes(item), 0);
      const units = readUnits(bytes, request['ConsistentRead'] === true);
      return { operation, lookUp: undefined, readUnits: units, writeUnits: 0, bytes };
    }
    case 'TransactWriteItems': {
      const units = await Promise.all((request['TransactItems'] as Message[]).map((item) => unitsIn(store, item)));
      const total = units.reduce((sum, one) => sum + one, 0);
      return { operation, lookUp: undefined, readUnits: 0, writeUnits: total, bytes: 0 };
    }
    default:
      throw new Error(`No units are known of ${operation}`);
  }
}

/** Each item is rounded up by itself, and a key that leads to nothing costs as a small item. */
function batchGet({ RequestItems }: Message, { Responses }: Message): MeteredCall {
  const asked = Object.entries(RequestItems as Record<string, Message>);
  const keys = asked.flatMap(([, { Keys }]) => (Keys as Attributes[]).map(keyOf));
  const [first] = keys;
  let units = 0;
  let bytes = 0;
  for (const [table, { Keys, ConsistentRead }] of asked) {
    const sizes = ((Responses[table] ?? []) as Attributes[]).map(itemBytes);
    const missing = (Keys as Attributes[]).length - sizes.length;
    for (const size of [...sizes, ...Array<number>(missing).fill(0)]) {
      units += readUnits(size, ConsistentRead === true);
      bytes += size;
    }
  }
  const lookUp = keys.length === 1 ? LOOK_UPS.find(([pk]) => pk.test(first?.pk ?? ''))?.[1] : undefined;
  return { operation: 'BatchGetItem', lookUp, readUnits: units, writeUnits: 0, bytes };
}

async function unitsIn(store: Store, item: Message): Promise<number> {
  const [kind, write] = Object.entries(item)[0] as [string, Message];
  if (kind !== 'Put' && kind !== 'ConditionCheck') throw new Error(`No units are known of a ${kind} in a transaction`);
  const put: Attributes | undefined = write['Item'];
  const before = sizeOf(await store.get(write['TableName'], keyOf(put ?? write['Key'])));
  return writeUnits(before, put ? itemBytes(put) : 0, true);
}

const sizeOf = (item: Item | undefined): number =>
  item ? itemBytes(marshall(item, { removeUndefinedValues: true }) as unknown as Attributes) : 0;
