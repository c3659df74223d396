import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { clientConfig } from '../../local/cloud.ts';
import { openShop, type Shop } from '../../local/shop.ts';
import { type Answer, sendAsWritten, until } from '../../tools/demo/client.ts';
import type { Evidence, Item } from './audit.ts';
import { shortenWaits } from './short-waits.ts';
import type { SdkCall } from './wrapping/sdk-call.ts';

export type Line =
  | ({
      readonly kind: 'call';
      readonly function: string;
      readonly label: string;
      readonly orders: readonly string[];
      readonly status: number;
    } & SdkCall)
  | {
      readonly kind: 'invocation';
      readonly function: string;
      readonly label: string;
      readonly orders: readonly string[];
    };

export interface WrappedShop extends Shop {
  /** Where the functions leave what they did, and find what is to go wrong. */
  readonly wrapping: string;
  /** Every invocation and SDK call so far. */
  lines(): Line[];
  /** The books as they lie: tables and the gateway's ledger. */
  evidence(opened: Readonly<Record<string, number>>): Promise<Evidence>;
}

/** A shop of its own whose every function is counted and can be broken. Its sagas wait this fraction of what they say. */
export async function openWrappedShop(
  folder: string,
  { waits = 0.05, ...options }: Partial<Parameters<typeof openShop>[0]> & { readonly waits?: number } = {},
): Promise<WrappedShop> {
  const wrapping = join(folder, 'wrapping');
  mkdirSync(wrapping, { recursive: true });
  const shop = await openShop({
    folder,
    wrap: () => join(import.meta.dirname, 'wrapping/entry.ts'),
    ...options,
    env: { WRAPPING_DIR: wrapping, ...options.env },
  });
  await shortenWaits(shop.endpoint, waits);
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(shop.endpoint)));
  return {
    ...shop,
    stop: async () => {
      keepRecordings(wrapping);
      await shop.stop();
    },
    wrapping,
    lines: () => linesIn(wrapping),
    evidence: async (opened) => {
      const [orders, inventory, payments, ledger] = await Promise.all([
        allItems(documents, 'printverse-local-orders'),
        allItems(documents, 'printverse-local-inventory'),
        allItems(documents, 'printverse-local-payments'),
        gatewayLedger(shop),
      ]);
      const entriesOf = (paymentId: string) => ledger.filter((entry) => entry.paymentId === paymentId);
      return {
        orders,
        inventory,
        payments,
        opened,
        gatewayNet: (paymentId) =>
          entriesOf(paymentId).reduce(
            (net, { kind, amount }) => net + (kind === 'capture' ? amount.amount : -amount.amount),
            0,
          ),
        gatewayCaptures: (paymentId) => entriesOf(paymentId).filter(({ kind }) => kind === 'capture').length,
      };
    },
  };
}

/** Every invocation and SDK call that was noted in a folder. */
export const linesIn = (folder: string): Line[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);

/** A whole test run gathers what the functions of all its shops did. */
function keepRecordings(wrapping: string): void {
  const run = process.env['WHOLE_RUN'];
  if (run === undefined) return;
  for (const file of readdirSync(wrapping).filter((name) => name.endsWith('.jsonl'))) {
    cpSync(join(wrapping, file), join(run, file));
  }
}

/** Auditors may scan; nothing else does. */
async function allItems(documents: DynamoDBDocumentClient, table: string): Promise<Item[]> {
  const items: Item[] = [];
  let ExclusiveStartKey: Item | undefined;
  do {
    const page = await documents.send(
      new ScanCommand({ TableName: table, ConsistentRead: true, ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}) }),
    );
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items;
}

interface LedgerEntry {
  readonly paymentId: string;
  readonly kind: 'capture' | 'refund';
  readonly amount: { readonly amount: number };
}

interface LedgerPage {
  readonly items: readonly LedgerEntry[];
  readonly nextCursor: string | null;
}

/** What is answered while the cloud runs as many functions as it may. */
const BUSY = [429, 503];

async function gatewayLedger({ endpoint, outputs }: Shop): Promise<LedgerEntry[]> {
  const secrets = new SecretsManagerClient(clientConfig(endpoint));
  const { SecretList = [] } = await secrets.send(new ListSecretsCommand({ MaxResults: 100 }));
  const key = SecretList.find(({ Name }) => Name?.includes('api-key'));
  if (!key?.ARN) throw new Error('The gateway has no API key');
  const { SecretString = '{}' } = await secrets.send(new GetSecretValueCommand({ SecretId: key.ARN }));
  const token = String(JSON.parse(SecretString).current);
  const entries: LedgerEntry[] = [];
  let after: string | null = '';
  while (after !== null) {
    const path = `/v1/ledger?limit=100${after ? `&after=${encodeURIComponent(after)}` : ''}`;
    // A cloud that runs as many functions as it may says so; the books can wait.
    const page: Answer<LedgerPage> = await until('the gateway to show its ledger', async () => {
      const answer = await sendAsWritten<LedgerPage>(outputs.gatewayUrl, 'GET', path, { token });
      return BUSY.includes(answer.status) ? undefined : answer;
    });
    entries.push(...page.body.items);
    after = page.body.nextCursor;
  }
  return entries;
}
