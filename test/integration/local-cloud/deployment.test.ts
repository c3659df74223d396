import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetBucketLifecycleConfigurationCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { updateFunction, zipFolder } from '../../../local/deploy.ts';
import { config, output, probe } from './probe.ts';

const lambda = new LambdaClient(config);

async function greet(): Promise<unknown> {
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'probe-cron-greet' }));
  return JSON.parse(Buffer.from(Payload ?? []).toString());
}

test('new code of a function is live with the next call', async () => {
  await greet();
  const before = join(probe.bundles, 'probe', 'cron-greet');
  const after = join(probe.bundles, 'probe', 'cron-greet-after');
  await cp(before, after, { recursive: true });
  const file = join(after, 'index.mjs');
  const code = await readFile(file, 'utf8');
  expect(code).toContain('greeting:"before"');
  await writeFile(file, code.replace('greeting:"before"', 'greeting:"after"'));
  await updateFunction(probe.endpoint, 'probe-cron-greet', after);
  expect(await greet()).toEqual({ greeting: 'after' });
  await updateFunction(probe.endpoint, 'probe-cron-greet', before);
  expect(await greet()).toEqual({ greeting: 'before' });
});

test('the lifecycle rules of the template are in force', async () => {
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const { Rules } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: output('BucketName') }));
  expect(Rules).toMatchObject([{ Filter: { Prefix: 'drafts/' }, Expiration: { Days: 3 }, Status: 'Enabled' }]);
});

test('a folder zips to the same bytes however often it is copied', async () => {
  const folder = join(probe.bundles, 'probe', 'http');
  const copy = join(probe.bundles, 'probe', 'http-copy');
  await cp(folder, copy, { recursive: true });
  expect(Buffer.from(await zipFolder(copy)).equals(Buffer.from(await zipFolder(folder)))).toBe(true);
});
