import { beforeEach, describe, expect, test, vi } from 'vitest';
import { guards } from '../../../functions/identity/guards.ts';
import type { SecurityTrail } from '../../../functions/shared/http/api-ports.ts';
import { accounts } from './accounts.ts';

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

/** Of one user, or of all strangers together. */
const A_MINUTE = 60;

let shop: ReturnType<typeof accounts>;
let trail: SecurityTrail;
beforeEach(() => {
  shop = accounts();
  ({ trail } = guards(shop.store, 'identity', shop.clock));
});

const idOf = (n: number) => `usr_01KAK0V5T2M3N4P5Q6R7S8T${String(n).padStart(3, '0')}`;
const refused = (userId?: string, times = 1) =>
  shop.inside(async () => {
    for (let time = 0; time < times; time++) {
      await trail.refused({
        kind: 'permission-denied',
        operationId: 'adminListUsers',
        userId,
        sourceIp: '192.0.2.1',
        userAgent: 'B'.repeat(1_000),
      });
    }
  });
const told = (userId?: string) =>
  shop
    .events()
    .map(({ data }) => data)
    .filter((data) => data['userId'] === userId);

describe('the trail of refusals', () => {
  test('says who, what and from where, is remembered for thirty days, and each is found with its user [AUT-25]', async () => {
    await refused(idOf(1));
    expect(told(idOf(1))).toEqual([
      { userId: idOf(1), operation: 'adminListUsers', ip: '192.0.2.1', userAgent: 'B'.repeat(256) },
    ]);
    expect(shop.items()).toMatchObject([
      {
        type: 'auth.permission.denied',
        gsi1pk: `TRACES#${idOf(1)}`,
        ttl: shop.clock.time.getTime() / 1000 + 30 * 86_400,
      },
    ]);
  });

  test.each([
    ['one user', idOf(1)],
    ['somebody whom nobody knows', undefined],
  ])('is told so many of %s in a minute and no more, and goes on in the next [AUT-25]', async (_, userId) => {
    await refused(userId, 500);
    expect(told(userId)).toHaveLength(A_MINUTE);
    shop.clock.time = new Date(shop.clock.time.getTime() + 60_000);
    await refused(userId, 500);
    expect(told(userId)).toHaveLength(2 * A_MINUTE);
  });

  test('hides nobody behind another: each user has a count, and strangers one together [AUT-25]', async () => {
    await refused(idOf(1), 500);
    await refused(undefined, 500);
    for (let n = 2; n < 100; n++) await refused(idOf(n));
    expect(told(idOf(1))).toHaveLength(A_MINUTE);
    expect(told()).toHaveLength(A_MINUTE);
    for (let n = 2; n < 100; n++) expect(told(idOf(n))).toHaveLength(1);
  });

  test('that cannot be written is nobody’s trouble but ours [AUT-25]', async () => {
    shop.store.write = () => Promise.reject(new Error('No answer'));
    await refused(idOf(1));
    expect(shop.items()).toEqual([]);
  });
});
