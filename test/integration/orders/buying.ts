import { randomBytes, randomUUID } from 'node:crypto';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Order, paths, Saga } from '@printverse/client/api.d.ts';
import { signedIn } from '@printverse/client/program-client.ts';
import { answered } from '@printverse/client/shop-client.ts';
import { inject } from 'vitest';
import type { Fact } from '../../../functions/shared/events/facts.ts';
import { dynamoStore } from '../../../functions/shared/store/store.dynamodb.ts';
import type { Key } from '../../../functions/shared/store/store.ts';
import { clientConfig } from '../../../local/cloud.ts';
import type { Mail } from '../../../local/mailbox.ts';
import type { Login } from '../../../local/outputs.ts';
import { DEMO_PRODUCT, seedProductId } from '../../../local/seed/products.ts';
import { makeUser } from '../../../local/seed-users.ts';
import { type Answer, sendAsWritten, until } from '../../../tools/demo/client.ts';
import { decideAtGateway } from '../../../tools/demo/gateway-page.ts';
import { linesIn } from '../../support/wrapped-shop.ts';

export const { endpoint, outputs, stacks, wrapping } = inject('shop');
export const { apiUrl, users } = outputs;

export const documents = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(endpoint)), {
  marshallOptions: { removeUndefinedValues: true },
});
export const tableOf = (context: string): string => `printverse-local-${context}`;

/** What a test orders unless it says otherwise: 24.90 and 4.90 for the parcel, in Germany. */
export const vase = { productId: DEMO_PRODUCT.id, sku: DEMO_PRODUCT.sku, quantity: 1 };
export const productOf = (slug: string, sku = slug.toUpperCase()) => ({ productId: seedProductId(slug), sku });

export const berlin = {
  name: 'Grace Hopper',
  line1: 'Werkstrasse 1',
  city: 'Berlin',
  postalCode: '10115',
  country: 'DE',
};

export const orderBody = (cardToken = 'tok_visa', changes: Record<string, unknown> = {}): CheckoutBody => ({
  items: [vase],
  shippingAddress: berlin,
  payment: { provider: 'sandbox', token: cardToken },
  ...changes,
});
/** The carrier refuses this one. */
export const nowhere = { ...berlin, postalCode: '99990' };

type CheckoutRoute = paths['/checkout']['post'];
type CheckoutBody = CheckoutRoute['requestBody']['content']['application/json'];
type Placed = CheckoutRoute['responses'][201]['content']['application/json'];

export type Customer = Awaited<ReturnType<typeof newCustomer>>;

/** Somebody of a role who nobody else in the run is. */
export async function newUser(role: keyof typeof users): Promise<{ readonly id: string; readonly login: Login }> {
  const login: Login = {
    email: `grace-${randomBytes(6).toString('hex')}@example.com`,
    password: randomBytes(15).toString('base64url'),
  };
  const cognito = new CognitoIdentityProviderClient(clientConfig(endpoint));
  const identityTable = tableOf('identity');
  const books = { store: dynamoStore(documents), identityTable, userPoolId: outputs.userPoolId, cognito };
  const { id } = await makeUser(books, role, login);
  return { id, login };
}

/** A customer who nobody else in the run is, signed in. */
export async function newCustomer() {
  const { id, login } = await newUser('customer');
  const shop = await signedIn(apiUrl, login);
  const token = shop.accessToken() ?? '';
  /** A request as it is written here, right or wrong. */
  const ask = <T = any>(
    method: string,
    path: string,
    options: Parameters<typeof sendAsWritten>[3] = {},
  ): Promise<Answer<T>> => sendAsWritten<T>(apiUrl, method, path, { token, ...options });
  /** What the checkout said, whatever it was; the bytes of an order, too. */
  const checkOut = async (
    body: unknown,
    key: string = randomUUID(),
    headers: Record<string, string> = {},
  ): Promise<Answer<Placed & { code?: string }>> => {
    const asked = { params: { header: { 'Idempotency-Key': key } }, body: body as CheckoutBody, headers };
    const { data, error, response } = await shop.POST('/checkout', { ...asked, parseAs: 'text' });
    const text = data ?? JSON.stringify(error);
    return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
  };
  const order = (orderId: string): Promise<Order> =>
    answered(shop.GET('/orders/{orderId}', { params: { path: { orderId } } }));
  return {
    id,
    login,
    shop,
    token,
    email: login.email,
    ask,
    checkOut,
    order,
    async buy(body: unknown = orderBody(), headers: Record<string, string> = {}): Promise<Placed> {
      const answer = await checkOut(body, randomUUID(), headers);
      if (answer.status !== 201) throw new Error(`The checkout answered ${answer.status} ${answer.text}`);
      return answer.body;
    },
    /** Decides on the gateway's page, led there by the checkout's link as a browser is. */
    confirm: (redirectUrl: string, decision: 'confirm' | 'decline' = 'confirm') =>
      decideAtGateway({ outputs }, redirectUrl, decision),
    /** Waits for the order's end, whichever it is. */
    ends: (orderId: string): Promise<Order> =>
      until(`order ${orderId} to end`, async () => {
        const current = await order(orderId);
        return current.status === 'COMPLETED' || current.status === 'FAILED' ? current : undefined;
      }),
    /** Waits for the order to stand there. */
    reaches: (orderId: string, status: Order['status']): Promise<Order> =>
      until(`order ${orderId} to be ${status}`, async () => {
        const current = await order(orderId);
        return current.status === status ? current : undefined;
      }),
  };
}

/** The shop as staff see it. */
export const staff = signedIn(apiUrl, users.staff);

/** A request by staff as it is written here, right or wrong. */
export const asStaff = async (method: string, path: string): Promise<Answer<any>> =>
  sendAsWritten(apiUrl, method, path, { token: (await staff).accessToken() });

/** Sends a parked order on its way again. Throws `Refused`. */
export const retry = async (orderId: string) =>
  answered((await staff).POST('/admin/sagas/{orderId}/retry', { params: { path: { orderId } } }));

export const isParked = (orderId: string): Promise<Saga> =>
  until(`order ${orderId} to be parked`, async () => {
    const query = { state: 'parked' as const, limit: 100 };
    const { items } = await answered((await staff).GET('/admin/sagas', { params: { query } }));
    return items.find((saga) => saga.orderId === orderId);
  });

/** The facts of an order as they lie in its table, oldest first. */
export const factsOf = (orderId: string): Promise<Fact[]> => factsIn('orders', `ORDER#${orderId}`);

/** The facts of a partition of a context's table, in the order in which they came to be. */
export async function factsIn(context: string, pk: string): Promise<Fact[]> {
  const items = (await itemsIn(context, pk)).filter(({ sk }) => sk.startsWith('FACT#'));
  return (items as (Key & Fact)[]).toSorted((a, b) => a.sequence - b.sequence || a.at.localeCompare(b.at));
}

/** A partition of a context's table, as it lies there. */
export async function itemsIn(context: string, pk: string): Promise<(Key & Record<string, any>)[]> {
  const request = {
    TableName: tableOf(context),
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
    ConsistentRead: true,
  };
  return ((await documents.send(new QueryCommand(request))).Items ?? []) as Key[];
}

/** Waits for a fact of a key in the order's story. */
export const factOf = (orderId: string, key: string): Promise<Fact> =>
  until(`order ${orderId} to tell ${key}`, async () => (await factsOf(orderId)).find((fact) => fact.key === key));

export const countOf = (facts: readonly Fact[], type: string): number =>
  facts.filter((fact) => fact.type === type).length;

/** An item as it lies in a context's table. */
export async function itemOf(context: string, pk: string, sk = 'META'): Promise<Record<string, any> | undefined> {
  const request = { TableName: tableOf(context), Key: { pk, sk }, ConsistentRead: true };
  return (await documents.send(new GetCommand(request))).Item;
}

/** The execution of an order's first attempt. */
export const sagaExecution = (orderId: string): string =>
  `arn:aws:states:us-east-1:000000000000:execution:printverse-local-order-saga:${orderId}`;

/** Units of a SKU that nobody holds. */
export const available = async (sku: string): Promise<number> =>
  Number((await itemOf('inventory', `POOL#${sku}#0`))?.['available']);

/** Every mail to an address, oldest first. */
export async function mailsTo(email: string): Promise<Mail[]> {
  const mails = (await (await fetch(outputs.mailUrl)).json()) as Mail[];
  return mails.filter(({ To }) => To.includes(email));
}

/** Waits until as many mails are noted in the order's story, so that none of them is still on its way. */
export const mailsNoted = (orderId: string, count: number): Promise<string[]> =>
  until(`${count} mails of ${orderId}`, async () => {
    const mails = (await factsOf(orderId)).filter(({ type }) => type === 'email.sent');
    return mails.length >= count ? mails.map(({ details }) => String(details?.['template'])) : undefined;
  });

/** How often a function has worked on an order. */
export const workedOn = (name: string, orderId: string): number =>
  linesIn(wrapping).filter(
    ({ kind, label, orders }) => kind === 'invocation' && label === name && orders.includes(orderId),
  ).length;

const lambda = new LambdaClient(clientConfig(endpoint));

/** Starts a function by hand, as the clock does; throws what it throws. */
export async function invoke(name: string): Promise<void> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: `printverse-local-${name}`, Payload: Buffer.from('{}') }),
  );
  if (FunctionError) throw new Error(`${name}: ${Buffer.from(Payload ?? []).toString()}`);
}
