import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** What is done to every transaction of a deployed shop. */
export interface Meddling {
  /** Probability that a transaction is answered with a conflict, which the local cloud itself never does. */
  readonly conflicts?: number;
  /** The pools' own condition is taken away: the control that shows that the storm can see overselling. */
  readonly unguarded?: boolean;
  /** So many requests of the relay are answered as refused, which the local cloud's bus never does. */
  readonly refusedPublications?: number;
  /** Every connection to the payment gateway is refused. */
  readonly gatewayRefuses?: boolean;
  /** So many workers have been killed in all once this is read: whoever finds one missing kills itself. */
  readonly kills?: number;
}

const FILE = 'meddling.json';

/** From now on, this goes wrong. Functions read the file whenever they run, so it is never there by half. */
export function meddleWith(folder: string, meddling: Meddling): void {
  const written = join(folder, `${FILE}.written`);
  writeFileSync(written, JSON.stringify(meddling));
  renameSync(written, join(folder, FILE));
}

const meddlingIn = (folder: string): Meddling =>
  existsSync(join(folder, FILE)) ? (JSON.parse(readFileSync(join(folder, FILE), 'utf8')) as Meddling) : {};

type PoolUpdate = NonNullable<Transaction['TransactItems'][number]['Update']>;

interface Transaction {
  TransactItems: {
    Update?: { Key: { pk: string }; ConditionExpression?: string; ExpressionAttributeValues: Record<string, unknown> };
  }[];
}

/** Stands between the relay and the bus. A refusal is a file that one process makes. */
export function meddleWithPublications(folder: string): void {
  const send = EventBridgeClient.prototype.send as (...args: unknown[]) => Promise<unknown>;
  (EventBridgeClient.prototype as { send: unknown }).send = function meddled(this: unknown, ...args: unknown[]) {
    const { Entries = [] } = (args[0] as { input: { Entries?: unknown[] } }).input;
    const { refusedPublications = 0 } = meddlingIn(folder);
    for (let refusal = 1; refusal <= refusedPublications; refusal++) {
      if (claimed(join(folder, `refusal-${refusal}`))) {
        return Promise.resolve({
          FailedEntryCount: Entries.length,
          Entries: Entries.map(() => ({ ErrorCode: 'InternalFailure', ErrorMessage: 'The bus is down' })),
        });
      }
    }
    return send.apply(this, args);
  };
}

/** Stands between the code and the payment gateway, which is the one party that is asked by `fetch` under `/v1/payments`. */
export function meddleWithGateway(folder: string): void {
  const ask = globalThis.fetch;
  globalThis.fetch = (...args) => {
    const url = args[0] instanceof Request ? args[0].url : String(args[0]);
    if (!url.includes('/v1/payments') || !meddlingIn(folder).gatewayRefuses) return ask(...args);
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    return Promise.reject(new TypeError('fetch failed', { cause: refused }));
  };
}

/** Ends this process as a crash does, if one more worker is to be killed. A kill is a file that one process makes. */
export function dieIfWanted(folder: string): void {
  const { kills = 0 } = meddlingIn(folder);
  for (let kill = 1; kill <= kills; kill++) {
    if (claimed(join(folder, `kill-${kill}`))) process.kill(process.pid, 'SIGKILL');
  }
}

function claimed(file: string): boolean {
  try {
    writeFileSync(file, '', { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

/** Stands between the code and its DynamoDB client, where requests are not yet signed. */
export function meddleWithTransactions(folder: string): void {
  const send = DynamoDBDocumentClient.prototype.send as (...args: unknown[]) => Promise<unknown>;
  (DynamoDBDocumentClient.prototype as { send: unknown }).send = function meddled(this: unknown, ...args: unknown[]) {
    const { input } = args[0] as { input: Partial<Transaction> };
    if (input.TransactItems) {
      const { conflicts = 0, unguarded = false } = meddlingIn(folder);
      if (Math.random() < conflicts) return Promise.reject(conflict(input.TransactItems.length));
      if (unguarded) for (const { Update } of input.TransactItems) if (Update && takesUnits(Update)) unguard(Update);
    }
    return send.apply(this, args);
  };
}

const conflict = (items: number): Error =>
  new TransactionCanceledException({
    $metadata: {},
    message: 'Transaction cancelled',
    CancellationReasons: Array.from({ length: items }, (_, index) => ({
      Code: index === items - 1 ? 'TransactionConflict' : 'None',
    })),
  });

const takesUnits = ({ Key, ExpressionAttributeValues }: PoolUpdate): boolean =>
  Key.pk.startsWith('POOL#') && ':wanted' in ExpressionAttributeValues;

function unguard(update: PoolUpdate): void {
  delete update.ConditionExpression;
  delete (update as { ReturnValuesOnConditionCheckFailure?: string }).ReturnValuesOnConditionCheckFailure;
  delete update.ExpressionAttributeValues[':wanted'];
}
