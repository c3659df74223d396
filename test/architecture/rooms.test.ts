import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { cruiseTree, root, rules } from '../support/rooms.ts';

type Summary = Awaited<ReturnType<typeof cruiseTree>>['summary'];

const broken = ({ violations }: Summary) =>
  violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to.replace(/^.*node_modules\//, '')}`).toSorted();

describe('the code', () => {
  let summary: Summary;
  beforeAll(async () => {
    ({ summary } = await cruiseTree(root, ['functions', 'lib', 'bin', 'local', 'tools', 'client', 'web']));
  });

  test('is seen by the cruise at all: an empty cruise would pass every rule', () => {
    expect(summary.totalCruised).toBeGreaterThan(50);
    expect(summary.totalDependenciesCruised ?? 0).toBeGreaterThan(100);
  });

  test('keeps to its rooms and doors', () => {
    expect(broken(summary)).toEqual([]);
  });
});

describe('the planted tree', () => {
  let found: string[];
  beforeAll(async () => {
    const planted = join(root, 'test/fixtures/planted-violations');
    found = broken((await cruiseTree(planted, ['functions', 'lib', 'bin', 'local', 'client', 'web', 'test'])).summary);
  });

  test('breaks every rule there is, each where it was planted, and nothing else', () => {
    expect(found.map((line) => line.replace(/(@aws-sdk\/[a-z-]+|@middy\/core|aws-cdk-lib|fflate)\/.*/, '$1'))).toEqual([
      'client-knows-http-alone: client/shop-client.ts → functions/shared/http/route.ts',
      'data-knows-no-view: web/shop/orders.ts → web/kit/icon.ts',
      'functions-know-no-cdk: functions/orders/store-order.ts → aws-cdk-lib',
      'identity-knows-no-neighbour: functions/identity/forget-user.ts → functions/orders/contract.ts',
      'kit-knows-no-shop: web/kit/price.ts → web/shop/orders.ts',
      'lambdas-bundle-dependencies: functions/orders/pack-order.ts → fflate',
      'lambdas-bundle-dependencies: functions/orders/store-order.ts → aws-cdk-lib',
      'lib-by-the-door: lib/orders.ts → functions/orders/order.ts',
      'neighbours-by-the-door: functions/orders/price-order.ts → functions/inventory/pool.ts',
      'no-circles: functions/inventory/bucket.ts → functions/inventory/pool.ts',
      'nobody-imports-an-entry: functions/orders/cancel-order.ts → functions/orders/http.ts',
      'nothing-unresolved: functions/orders/print-order.ts → ./paper.ts',
      'only-adapters-touch-the-sdk: functions/orders/place-order.ts → @aws-sdk/client-sfn',
      'only-entries-wire-adapters: functions/orders/reservation-policy.ts → functions/orders/orders.dynamodb.ts',
      'pages-know-the-api-by-its-client: web/storefront/order.ts → functions/orders/order.ts',
      'privacy-stands-on-top: functions/orders/forget-order.ts → functions/privacy/contract.ts',
      'production-knows-the-edge-of-the-pages-alone: lib/pages.ts → web/shop/orders.ts',
      'production-needs-no-workshop: functions/orders/ship-order.ts → local/seed.ts',
      'shared-knows-no-context: functions/shared/ids.ts → functions/orders/contract.ts',
      'steps-are-called-by-the-saga: functions/orders/retry-order.ts → functions/orders/reserve-stock.step.ts',
      'the-request-pipeline-lies-in-shared: functions/orders/track-order.ts → @middy/core',
      'words-know-nothing: web/words/en.ts → web/shop/orders.ts',
      'workshop-needs-no-test: local/seed.ts → test/recorder.ts',
    ]);
  });

  test('names no rule that is missing above', () => {
    const fired = new Set(found.map((line) => line.split(':')[0]));
    expect(new Set(rules.forbidden.map(({ name }) => name))).toEqual(fired);
  });
});
