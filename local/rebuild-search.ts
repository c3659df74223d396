import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';

/** What the function answers: the snapshot that counts now. */
export type Rebuilt = { version: number; products: number; bytes: number };

/** Has a shop build a new snapshot of its search, whatever counts now. In: a client, the stage. Throws what the function says when it fails. */
export async function rebuildSearch(lambda: LambdaClient, stage: string): Promise<Rebuilt> {
  const name = `printverse-${stage}-catalog-cron-snapshots`;
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: name, Payload: JSON.stringify({ always: true }) }),
  );
  const text = Buffer.from(Payload ?? []).toString();
  if (FunctionError) throw new Error(`${name} failed, its log says why: ${text}`);
  return JSON.parse(text) as Rebuilt;
}
