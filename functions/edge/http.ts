import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on, otherwise } from '../shared/http/api.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { checkReadiness } from './check-readiness.ts';
import { ReadDocsAsset, ReadHealth, ReadOpenApi, ReadReadiness, ShowDocs } from './contract.ts';
import { shopDependencies } from './dependencies.aws.ts';
import { filesBeside } from './files.fs.ts';
import { healthOf } from './readiness.ts';
import { refuseUnmatched } from './refuse-unmatched.ts';
import { apiRoutes } from './routes.ts';
import { readDocsAsset, readOpenApi, showDocs } from './show-docs.ts';

const files = filesBeside(import.meta.url);
const dependencies = shopDependencies({
  store: dynamoStore(),
  catalogTable: env('CATALOG_TABLE'),
  busName: env('BUS_NAME'),
  machineArn: env('SAGA_ARN'),
});

export const handler = api([
  on(ReadHealth, async () => healthOf([])),
  on(ReadReadiness, checkReadiness({ dependencies, clock: systemClock })),
  on(ReadOpenApi, readOpenApi(files)),
  on(ShowDocs, showDocs),
  on(ReadDocsAsset, readDocsAsset(files)),
  otherwise(refuseUnmatched(apiRoutes)),
]);
