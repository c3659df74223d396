import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import type { operations } from '@printverse/client/api.d.ts';
import { answered, type Refused } from '@printverse/client/shop-client.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { AdminListOrders, AdminListSagas, AdminOrderDto } from '../../../functions/orders/contract.ts';
import { newId } from '../../../functions/shared/ids.ts';
import { clientConfig } from '../../../local/cloud.ts';
import { roles } from '../../../local/outputs.ts';
import { type Answer, sendAsWritten, signIn } from '../../../tools/demo/client.ts';
import {
  apiUrl,
  asStaff,
  type Customer,
  countOf,
  endpoint,
  factOf,
  factsOf,
  isParked,
  newCustomer,
  nowhere,
  orderBody,
  retry,
  sagaExecution,
  staff,
  users,
} from './buying.ts';

type Filter = NonNullable<operations['adminListOrders']['parameters']['query']>;

const sfn = new SFNClient(clientConfig(endpoint));

let grace: Customer;
let done: string;
let failed: string;
beforeAll(async () => {
  grace = await newCustomer();
  done = (await grace.buy()).order.id;
  failed = (await grace.buy(orderBody('tok_visa', { shippingAddress: nowhere }))).order.id;
  await grace.reaches(done, 'COMPLETED');
  await grace.reaches(failed, 'FAILED');
});

describe('the back office', () => {
  test.each([
    ['GET', '/admin/orders', 200],
    ['GET', '/admin/sagas', 200],
    ['POST', `/admin/sagas/${newId('ord')}/retry`, 404],
  ])('is for staff and admins alone: %s %s [AUT-21, AUT-23]', async (method, path, allowed) => {
    for (const role of roles) {
      const token = await signIn(apiUrl, users[role]);
      const { status } = await sendAsWritten(apiUrl, method, path, { token });
      expect([role, status]).toEqual([role, role === 'staff' || role === 'admin' ? allowed : 403]);
    }
    expect((await sendAsWritten(apiUrl, method, path)).status).toBe(401);
  });

  test('lists a customer’s orders by status, and shows where their sagas stand [ADM-03, AUT-23]', async () => {
    const shop = await staff;
    const list = async (filter: Filter) => {
      const query = { customerId: grace.id, ...filter };
      const page = await answered(shop.GET('/admin/orders', { params: { query } }));
      return AdminListOrders.success.body.parse(page).items.map(({ id }) => id);
    };
    expect(await list({ limit: 10 })).toEqual([failed, done]);
    expect(await list({ status: 'COMPLETED' })).toEqual([done]);
    expect(await list({ status: 'FAILED' })).toEqual([failed]);
    expect(await list({ productionStatus: 'RECEIVED' })).toEqual([done]);
    const path = { orderId: failed };
    const one = await answered(shop.GET('/admin/orders/{orderId}', { params: { path } }));
    expect(AdminOrderDto.parse(one)).toMatchObject({
      customerId: grace.id,
      saga: { direction: 'BACK', parked: false, attempt: 1, done: true },
    });
    expect((await asStaff('GET', `/admin/orders/${newId('ord')}`)).status).toBe(404);
  });

  test('lists everybody’s orders, newest first, each once, and keeps to a filter over all pages [ADM-03]', async () => {
    const walk = async (filter: string) => {
      const seen: { id: string; status: string; createdAt: string }[] = [];
      for (let path: string | undefined = `/admin/orders?limit=3${filter}`; path !== undefined; ) {
        const answer: Answer = await asStaff('GET', path);
        seen.push(...AdminListOrders.success.body.parse(answer.body).items);
        path = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
      }
      return seen;
    };
    const everything = await walk('');
    const ids = everything.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining([done, failed]));
    expect(everything.map(({ createdAt }) => createdAt)).toEqual(
      everything
        .map(({ createdAt }) => createdAt)
        .toSorted()
        .reverse(),
    );
    const failures = await walk('&status=FAILED');
    expect(failures.map(({ id }) => id)).toContain(failed);
    expect(new Set(failures.map(({ status }) => status))).toEqual(new Set(['FAILED']));
  });
});

describe('a saga', () => {
  test('whose execution was aborted is parked, and goes on where it stood when staff send it on its way [SAG-10, SAG-08]', async () => {
    const { order, payment } = await grace.buy(orderBody('tok_3ds'));
    await factOf(order.id, 'reserve-stock#do');
    await sfn.send(new StopExecutionCommand({ executionArn: sagaExecution(order.id) }));
    expect(await isParked(order.id)).toMatchObject({ reason: 'ABORTED', direction: 'FORWARD', attempt: 1 });

    const answers = await Promise.allSettled([retry(order.id), retry(order.id), retry(order.id)]);
    expect(answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))).toEqual([
      { orderId: order.id, attempt: 2 },
    ]);
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as Refused] : []));
    expect(refused.map(({ status }) => status)).toEqual([409, 409]);

    await grace.confirm(payment.redirectUrl);
    await grace.reaches(order.id, 'COMPLETED');
    const facts = await factsOf(order.id);
    for (const type of ['inventory.reserved', 'payment.processed', 'order.retried', 'order.parked']) {
      expect([type, countOf(facts, type)]).toEqual([type, 1]);
    }
    const query = { limit: 100 };
    const sagas = await answered((await staff).GET('/admin/sagas', { params: { query } }));
    expect(AdminListSagas.success.body.parse(sagas).items.map(({ orderId }) => orderId)).not.toContain(order.id);
  });

  test('that is not parked cannot be sent on its way [AUT-23, SAG-10]', async () => {
    const before = await factsOf(done);
    await expect(retry(done)).rejects.toMatchObject({ status: 409, code: 'not-parked' });
    expect(await factsOf(done)).toEqual(before);
  });
});
