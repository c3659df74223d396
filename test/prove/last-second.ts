import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { signedIn } from '@printverse/client/program-client.ts';
import { holdIdOf } from '../../functions/inventory/hold.ts';
import { dueList, holdKey } from '../../functions/inventory/inventory-keys.ts';
import { clientConfig } from '../../local/cloud.ts';
import { until } from '../../tools/demo/client.ts';
import { decideAtGateway } from '../../tools/demo/gateway-page.ts';
import { findGoods } from '../../tools/demo/goods.ts';
import { audit } from '../support/audit.ts';
import type { WrappedShop } from '../support/wrapped-shop.ts';
import { buyOne } from './buy-one.ts';
import { countByStatus, settledBooks, unitsOf } from './settled.ts';

/** Rounds that are played side by side. */
const AT_ONCE = 10;
const TABLE = 'printverse-local-inventory';

export interface LastSecondResult {
  readonly orders: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
}

/**
 * `rounds` orders that wait for their customer. In the moment in which the customer pays, the hold's time is up and the sweeper runs;
 * which of them begins changes from round to round. Every order has to end as bought or as given back, with all books balanced.
 */
export async function lastSecond(
  shop: WrappedShop,
  { rounds }: { readonly rounds: number },
): Promise<LastSecondResult> {
  const { apiUrl, users } = shop.outputs;
  const buyer = await signedIn(apiUrl, users.customer);
  const { plentiful } = await findGoods(buyer);
  const { pooled, taken, brought } = unitsOf(await shop.evidence({}), plentiful.sku);
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(shop.endpoint)));
  const lambda = new LambdaClient(clientConfig(shop.endpoint));

  const place = async () => {
    const bought = await buyOne(buyer, plentiful, new Map(), 'tok_3ds');
    if (!bought) throw new Error('The shop took no order');
    return bought;
  };
  const isHeld = (holdId: string) =>
    until('the units to be held', async () => {
      const { Item } = await documents.send(
        new GetCommand({ TableName: TABLE, Key: { ...holdKey(holdId) }, ConsistentRead: true }),
      );
      return Item?.['state'] === 'HELD' || undefined;
    });
  const isCaptured = (orderId: string) =>
    until('the payment to be captured', async () => {
      const { data } = await buyer.GET('/orders/{orderId}', { params: { path: { orderId } } });
      return data?.payment.status === 'CAPTURED' || undefined;
    });
  /** Only what is held still can expire: one that was sold meanwhile keeps its place outside of the list. */
  const expire = async (holdId: string) => {
    const expiresAt = new Date(Date.now() - 1_000).toISOString();
    const due = dueList(expiresAt, holdId);
    await documents
      .send(
        new UpdateCommand({
          TableName: TABLE,
          Key: { ...holdKey(holdId) },
          UpdateExpression: 'SET expiresAt = :at, gsi1pk = :pk, gsi1sk = :sk',
          ConditionExpression: '#state = :held',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':at': expiresAt, ':pk': due.gsi1pk, ':sk': due.gsi1sk, ':held': 'HELD' },
        }),
      )
      .catch((error: Error) => {
        if (error.name !== 'ConditionalCheckFailedException') throw error;
      });
    await lambda.send(new InvokeCommand({ FunctionName: 'printverse-local-inventory-cron-holds' }));
  };
  const play = async (round: number): Promise<string> => {
    const { order, payment } = await place();
    const holdId = holdIdOf(order.id);
    await isHeld(holdId);
    const pay = () => decideAtGateway(shop, payment.redirectUrl, 'confirm');
    const lapse = () => expire(holdId);
    switch (round % 4) {
      case 0:
        await Promise.all([pay(), lapse()]);
        break;
      case 1:
        await Promise.all([lapse(), pay()]);
        break;
      case 2:
        await pay();
        await lapse();
        break;
      default:
        await pay();
        await isCaptured(order.id);
        await lapse();
    }
    return order.id;
  };

  const ids = new Set<unknown>();
  for (let from = 0; from < rounds; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, rounds - from) }, (_, index) => play(from + index));
    for (const id of await Promise.all(some)) ids.add(id);
  }
  const evidence = await settledBooks(shop, { [plentiful.sku]: pooled + taken - brought }, 180);
  const orders = countByStatus(evidence, ids);
  const ended = Object.values(orders).reduce((total, count) => total + count, 0);
  return {
    orders,
    faults: [
      ...audit(evidence),
      ...(ended === rounds ? [] : [`${ended} of ${rounds} rounds were played out`]),
      ...Object.keys(orders)
        .filter((end) => end !== 'COMPLETED' && end !== 'FAILED payment-expired')
        .map((end) => `ended as ${end}`),
    ],
  };
}
