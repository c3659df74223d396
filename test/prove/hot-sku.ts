import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { signedIn } from '@printverse/client/program-client.ts';
import { newIntent } from '@printverse/client/shop-client.ts';
import { clientConfig } from '../../local/cloud.ts';
import { findGoods } from '../../tools/demo/goods.ts';
import { audit } from '../support/audit.ts';
import type { WrappedShop } from '../support/wrapped-shop.ts';
import { countByStatus, settledBooks, unitsOf } from './settled.ts';

export interface StormResult {
  readonly answers: Readonly<Record<string, number>>;
  readonly orders: Readonly<Record<string, number>>;
  /** Units sold beyond what there was; the control run wants it above 0. */
  readonly oversold: number;
  readonly faults: readonly string[];
}

/** `buyers` people order one unit each of something of which there are `units`, all at once, over HTTP. */
export async function hotSku(
  shop: WrappedShop,
  { buyers, units }: { buyers: number; units: number },
): Promise<StormResult> {
  const { apiUrl, users } = shop.outputs;
  const buyer = await signedIn(apiUrl, users.customer);
  const { plentiful } = await findGoods(buyer);
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(shop.endpoint)));
  const { taken, brought } = unitsOf(await shop.evidence({}), plentiful.sku);
  await documents.send(
    new UpdateCommand({
      TableName: 'printverse-local-inventory',
      Key: { pk: `POOL#${plentiful.sku}#0`, sk: 'META' },
      UpdateExpression: 'SET available = :units',
      ExpressionAttributeValues: { ':units': units },
    }),
  );
  const buy = () =>
    buyer.POST('/checkout', {
      params: { header: newIntent() },
      body: {
        items: [{ ...plentiful, quantity: 1 }],
        shippingAddress: { name: 'Buyer', line1: 'Werkstrasse 1', city: 'Berlin', postalCode: '10115', country: 'DE' },
        payment: { provider: 'sandbox', token: 'tok_visa' },
      },
    });
  const answers: Record<string, number> = {};
  const ids = new Set<string>();
  for (const { data, error, response } of await Promise.all(Array.from({ length: buyers }, buy))) {
    if (data) ids.add(data.order.id);
    const answer = data ? '201' : `${response.status} ${'code' in error ? error.code : ''}`;
    answers[answer] = (answers[answer] ?? 0) + 1;
  }
  const opened = { [plentiful.sku]: units + taken - brought };
  const evidence = await settledBooks(shop, opened, 300);
  const orders = countByStatus(evidence, ids);
  return { answers, orders, oversold: (orders['COMPLETED'] ?? 0) - units, faults: audit(evidence) };
}
