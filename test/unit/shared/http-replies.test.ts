import { beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { DomainError } from '../../../functions/shared/domain-error.ts';
import { api, on, Reply } from '../../../functions/shared/http/api.ts';
import { keptReplies } from '../../../functions/shared/http/replies.ts';
import { customer, defineRoute } from '../../../functions/shared/http/route.ts';
import { putNew } from '../../../functions/shared/store/store.ts';
import { send } from '../../support/pipeline.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

const route = { method: 'POST', access: customer, tag: 'Test', summary: 'Makes a thing', problems: [] } as const;
const Thing = z.object({ id: z.string(), name: z.string(), version: z.number() });
const Make = defineRoute({
  ...route,
  operationId: 'make',
  path: '/things',
  idempotencyKey: 'honoured',
  etag: 'version',
  body: z.strictObject({ name: z.string() }),
  success: { status: 201, description: 'The thing', body: Thing },
});
const MakeOther = defineRoute({ ...Make, operationId: 'makeOther', path: '/others' });

let store: ReturnType<typeof memoryStore>;
let now: Date;
let made: number;
let refuse: boolean;
/** What happens between reading and writing, once. */
let meanwhile: () => Promise<unknown>;
beforeEach(() => {
  store = memoryStore();
  now = new Date('2026-11-21T10:00:00.000Z');
  made = 0;
  refuse = false;
  meanwhile = async () => {};
  present = { role: 'customer', disabled: false };
});

let present: { role: 'customer'; disabled: boolean } | undefined;
const clock = { now: () => now };
const ports = () => ({
  tokens: {
    verify: async (token: string) => ({ userId: token, role: 'customer', signInId: undefined, expiresAt: 0 }) as const,
  },
  users: { current: async () => present },
  trail: { refused: async () => {} },
  replies: keptReplies({ store, table: 'replies', clock }),
});
const handler = () => {
  const make = on(Make, async ({ body, once }) => {
    const inBetween = meanwhile;
    meanwhile = async () => {};
    await inBetween();
    if (refuse) throw new DomainError('conflict', 'full', 'No more things.');
    const thing = { id: `thing ${++made}`, name: body.name, version: 1 };
    const reply = new Reply(thing, { location: `/things/${made}` }, ['seen=1']);
    await store.commit([...once(reply), putNew('things', { pk: thing.id, sk: 'META' })]);
    return reply;
  });
  return api([make, { ...make, route: MakeOther }], ports());
};
const ask = (key: string | undefined, name = 'lamp', userId = 'usr_1', path = '/things') =>
  send(handler(), `POST ${path}`, {
    headers: { authorization: `Bearer ${userId}`, ...(key === undefined ? {} : { 'idempotency-key': key }) },
    body: { name },
  });
const things = () => store.items('things').length;

describe('a request with an Idempotency-Key', () => {
  test('has its effect once, and its repeat the same bytes, status and headers [BFF-09]', async () => {
    const first = await ask('k1');
    expect([first.status, first.headers['location'], first.headers['etag']]).toEqual([201, '/things/1', '"1"']);
    const again = await ask('k1');
    expect([again.status, again.text, again.headers['location'], again.headers['etag']]).toEqual([
      201,
      first.text,
      '/things/1',
      '"1"',
    ]);
    expect(things()).toBe(1);
  });

  test('sent many times at once has its effect once, and the same bytes for all [BFF-09]', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask('k1')));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(things()).toBe(1);
  });

  test('with another body is another request, and refused [BFF-09]', async () => {
    await ask('k1');
    const other = await ask('k1', 'vase');
    expect([other.status, other.body?.code]).toEqual([422, 'idempotency-key-reused']);
    expect(things()).toBe(1);
  });

  test('of somebody else, or for something else, is another one [BFF-09]', async () => {
    const texts = [await ask('k1'), await ask('k1', 'lamp', 'usr_2'), await ask('k1', 'lamp', 'usr_1', '/others')];
    expect(new Set(texts.map(({ text }) => text)).size).toBe(3);
    expect(things()).toBe(3);
  });

  test('that was refused may succeed when it is repeated [BFF-09]', async () => {
    refuse = true;
    expect((await ask('k1')).status).toBe(409);
    refuse = false;
    expect((await ask('k1')).status).toBe(201);
    expect(things()).toBe(1);
  });

  test('that is refused for what its twin has just done is answered as that one was [BFF-09]', async () => {
    let first: string | undefined;
    meanwhile = async () => {
      first = (await ask('k1')).text;
      refuse = true;
    };
    const twin = await ask('k1');
    expect([twin.status, twin.text]).toEqual([201, first]);
    expect(things()).toBe(1);
  });

  test('that is refused beside one of the same key and another body is told that this is none [BFF-09]', async () => {
    meanwhile = async () => {
      await ask('k1', 'vase');
      refuse = true;
    };
    const other = await ask('k1');
    expect([other.status, other.body?.code]).toEqual([422, 'idempotency-key-reused']);
  });

  test('that a fault of ours broke is not said to be done, though its twin was [BFF-08, BFF-09]', async () => {
    meanwhile = async () => {
      await ask('k1');
      throw new Error('broken');
    };
    expect((await ask('k1')).status).toBe(500);
    expect((await ask('k1')).status).toBe(201);
    expect(things()).toBe(1);
  });

  test('is remembered for a day at least, and two at most [BFF-09]', async () => {
    await ask('k1');
    now = new Date(now.getTime() + 24 * 3_600_000);
    await ask('k1');
    expect(things()).toBe(1);
    now = new Date(now.getTime() + 24 * 3_600_000);
    await ask('k1');
    expect(things()).toBe(2);
  });

  test('is not kept readable, and lies with whose it is [BFF-09]', async () => {
    await ask('the-key-of-ada');
    const [kept] = store.items('replies');
    expect(kept?.['pk']).toContain('usr_1');
    expect(JSON.stringify(kept)).not.toContain('the-key-of-ada');
  });

  test('of more than 255 characters is refused [BFF-09]', async () => {
    expect((await ask('k'.repeat(255))).status).toBe(201);
    expect((await ask('k'.repeat(256))).status).toBe(400);
  });
});

test('without a key every request is a new one [BFF-09]', async () => {
  await ask(undefined);
  await ask(undefined);
  await ask('');
  expect(things()).toBe(3);
  expect(store.items('replies')).toEqual([]);
});

test('a use case that does not keep its answer is a fault of ours, not a broken promise [BFF-09]', async () => {
  const forgets = api([on(Make, async ({ body }) => ({ id: 'thing', name: body.name, version: 1 }))], ports());
  const headers = { authorization: 'Bearer usr_1', 'idempotency-key': 'k1' };
  expect((await send(forgets, 'POST /things', { headers, body: { name: 'lamp' } })).status).toBe(500);
});
