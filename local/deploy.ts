import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Capability,
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type StackEvent,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { LambdaClient, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { zipSync } from 'fflate';
import { OperatorError } from '../tools/operator-error.ts';
import { type FileAsset, readStacks, type Stack, type Template } from './assembly.ts';
import { clientConfig } from './cloud.ts';

/** Not the name that `cdk bootstrap` takes, so that the CDK's own commands still work on the same local cloud. */
const assetBucket = 'printverse-local-assets';
const capabilities: Capability[] = ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'];
const pollMs = 60;
const stackSeconds = 300;

export type StackOutputs = Record<string, Record<string, string>>;

/**
 * Creates or updates every stack of a cloud assembly on the cloud at `endpoint` and answers their outputs by stack name.
 * A stack that fails ends it with one sentence that names the resource and the reason.
 */
export async function deployAssembly({
  endpoint,
  assembly,
  onProgress = () => {},
}: {
  endpoint: string;
  assembly: string;
  onProgress?: (line: string) => void;
}): Promise<StackOutputs> {
  const config = clientConfig(endpoint);
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const cloudFormation = new CloudFormationClient(config);
  try {
    await s3.send(new CreateBucketCommand({ Bucket: assetBucket })).catch((error: Error) => {
      if (!/BucketAlready(OwnedByYou|Exists)/.test(error.name)) throw error;
    });
    const outputs: StackOutputs = {};
    for (const stack of await readStacks(assembly)) {
      const started = Date.now();
      await Promise.all(stack.assets.map((asset) => upload(s3, asset)));
      const templateUrl = await uploadTemplate(s3, endpoint, stack);
      const verb = await putStack(cloudFormation, stack.name, templateUrl);
      outputs[stack.name] = await readOutputs(cloudFormation, stack.name);
      onProgress(`${stack.name} ${verb} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
    }
    return outputs;
  } finally {
    s3.destroy();
    cloudFormation.destroy();
  }
}

/** Replaces a function's code by the bundle in `folder`. */
export async function updateFunction(endpoint: string, functionName: string, folder: string): Promise<void> {
  const lambda = new LambdaClient(clientConfig(endpoint));
  try {
    await lambda.send(
      new UpdateFunctionCodeCommand({
        FunctionName: functionName,
        ZipFile: await zipFolder(folder),
      }),
    );
  } finally {
    lambda.destroy();
  }
}

/** A folder as a zip that depends on names and contents alone. */
export async function zipFolder(folder: string): Promise<Uint8Array> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name).slice(folder.length + 1))
    .sort();
  const files: Record<string, Uint8Array> = {};
  for (const name of names) files[name] = await readFile(join(folder, name));
  // The oldest time a zip can hold. Stored, not packed: it travels over the loopback.
  return zipSync(files, { level: 0, mtime: new Date(1980, 0, 1) });
}

async function upload(s3: S3Client, { path, packaging, objectKey }: FileAsset): Promise<void> {
  const target = { Bucket: assetBucket, Key: objectKey };
  // The key is a hash of the contents.
  const there = await s3.send(new HeadObjectCommand(target)).then(
    () => true,
    () => false,
  );
  if (there) return;
  const body = packaging === 'zip' ? await zipFolder(path) : await readFile(path);
  await s3.send(new PutObjectCommand({ ...target, Body: body }));
}

/** By address, because a body in the call may hold 51,200 bytes only. */
async function uploadTemplate(s3: S3Client, endpoint: string, stack: Stack): Promise<string> {
  let body = JSON.stringify(withoutBootstrap(stack.template));
  for (const bucketName of new Set(stack.assets.map((asset) => asset.bucketName))) {
    body = body.replaceAll(JSON.stringify({ 'Fn::Sub': bucketName }), JSON.stringify(assetBucket));
    body = body.replaceAll(JSON.stringify(bucketName), JSON.stringify(assetBucket));
  }
  const hash = createHash('sha256').update(body).digest('hex');
  const key = `templates/${stack.name}-${hash.slice(0, 16)}.json`;
  await s3.send(
    new PutObjectCommand({
      Bucket: assetBucket,
      Key: key,
      Body: body,
      ContentType: 'application/json',
    }),
  );
  return `${endpoint}/${assetBucket}/${key}`;
}

/** A bootstrapped account is what the CDK's own deployment looks for first; here there is none to look for. */
function withoutBootstrap(template: Template): Template {
  const { BootstrapVersion: _, ...Parameters } = template.Parameters ?? {};
  const { CheckBootstrapVersion: __, ...Rules } = template.Rules ?? {};
  const { Parameters: ___, Rules: ____, ...rest } = template;
  return {
    ...rest,
    ...(Object.keys(Parameters).length > 0 ? { Parameters } : {}),
    ...(Object.keys(Rules).length > 0 ? { Rules } : {}),
  };
}

async function putStack(
  client: CloudFormationClient,
  name: string,
  templateUrl: string,
): Promise<'created' | 'updated' | 'unchanged'> {
  const status = await readStatus(client, name);
  // What never came to life cannot be updated.
  const stillborn = /^(CREATE_FAILED|ROLLBACK_COMPLETE|ROLLBACK_FAILED|DELETE_FAILED)$/.test(status ?? '');
  if (stillborn) {
    await client.send(new DeleteStackCommand({ StackName: name }));
    await waitForStack(client, name);
  }
  const input = {
    StackName: name,
    TemplateURL: templateUrl,
    Capabilities: capabilities,
  };
  const exists = status !== undefined && !stillborn && status !== 'DELETE_COMPLETE';
  try {
    await client.send(
      exists ? new UpdateStackCommand(input) : new CreateStackCommand({ ...input, OnFailure: 'DO_NOTHING' }),
    );
  } catch (error) {
    const { message } = error as Error;
    if (exists && /no updates are to be performed/i.test(message)) return 'unchanged';
    throw new OperatorError(`Stack ${name} was refused: ${message}`);
  }
  const end = await waitForStack(client, name);
  if (end !== (exists ? 'UPDATE_COMPLETE' : 'CREATE_COMPLETE')) {
    throw new OperatorError(`Stack ${name} ended as ${end}: ${await readFailure(client, name)}`);
  }
  return exists ? 'updated' : 'created';
}

async function waitForStack(client: CloudFormationClient, name: string): Promise<string | undefined> {
  const deadline = Date.now() + stackSeconds * 1000;
  while (Date.now() < deadline) {
    const status = await readStatus(client, name);
    if (!status?.endsWith('_IN_PROGRESS')) return status;
    await sleep(pollMs);
  }
  throw new OperatorError(`Stack ${name} did not finish within ${stackSeconds} s.`);
}

async function describe(client: CloudFormationClient, name: string) {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks[0];
  } catch (error) {
    if (/does not exist/.test((error as Error).message)) return undefined;
    throw error;
  }
}

async function readStatus(client: CloudFormationClient, name: string): Promise<string | undefined> {
  return (await describe(client, name))?.StackStatus;
}

async function readOutputs(client: CloudFormationClient, name: string): Promise<Record<string, string>> {
  const outputs = (await describe(client, name))?.Outputs ?? [];
  return Object.fromEntries(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
}

/** The earliest failure of the last operation; the later ones are its consequences. */
async function readFailure(client: CloudFormationClient, name: string): Promise<string> {
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: name }));
  const isStart = ({ LogicalResourceId, ResourceStatus }: StackEvent) =>
    LogicalResourceId === name && /^(CREATE|UPDATE)_IN_PROGRESS$/.test(ResourceStatus ?? '');
  const start = StackEvents.findIndex(isStart);
  const events = StackEvents.slice(0, start < 0 ? undefined : start).toReversed();
  const failed = events.find(
    ({ ResourceStatus = '', ResourceStatusReason = '' }) =>
      ResourceStatus.endsWith('_FAILED') && !/cancell?ed/i.test(ResourceStatusReason),
  );
  if (failed === undefined) return 'no resource says why';
  return `${failed.LogicalResourceId} (${failed.ResourceType}): ${failed.ResourceStatusReason}`;
}
