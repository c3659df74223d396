import type { Context } from 'aws-lambda';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { log } from '../shared/observability.ts';
import { scheduled } from '../shared/schedule.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { checkReadiness } from './check-readiness.ts';
import { shopDependencies } from './dependencies.aws.ts';

const check = checkReadiness({
  dependencies: shopDependencies({
    store: dynamoStore(),
    catalogTable: env('CATALOG_TABLE'),
    busName: env('BUS_NAME'),
    machineArn: env('SAGA_ARN'),
  }),
  clock: systemClock,
});

/** Looks whether the shop is ready, whoever asks or nobody; started every five minutes. What it finds is counted. */
export const handler = (_event: unknown, context: Context): Promise<void> =>
  scheduled('check-readiness', context, async () => log.info('readiness', { status: (await check()).status }));
