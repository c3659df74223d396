import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { App, CfnOutput, CfnResource, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deployAssembly } from '../../../local/deploy.ts';
import { config, probe } from './probe.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deployer-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function deploy(fill: (app: App) => void): Promise<{ progress: string[]; outputs: Record<string, object> }> {
  const outdir = join(folder, randomUUID());
  await mkdir(outdir);
  const app = new App({ outdir, analyticsReporting: false });
  fill(app);
  app.synth();
  const progress: string[] = [];
  const outputs = await deployAssembly({
    endpoint: probe.endpoint,
    assembly: outdir,
    onProgress: (line) => progress.push(line.replace(/ in .*/, '')),
  });
  return { progress, outputs };
}

const addTable = (stack: Stack, id: string, tableName: string) =>
  new Table(stack, id, {
    tableName,
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
  });

test('a stack is created, then left alone, then updated', async () => {
  const name = `life-${randomUUID().slice(0, 8)}`;
  const fill = (tables: string[]) => (app: App) => {
    const stack = new Stack(app, name);
    for (const table of tables) addTable(stack, table, `${name}-${table}`);
    new CfnOutput(stack, 'Count', { value: String(tables.length) });
  };
  expect(await deploy(fill(['one']))).toEqual({ progress: [`${name} created`], outputs: { [name]: { Count: '1' } } });
  expect((await deploy(fill(['one']))).progress).toEqual([`${name} unchanged`]);
  expect(await deploy(fill(['one', 'two']))).toMatchObject({
    progress: [`${name} updated`],
    outputs: { [name]: { Count: '2' } },
  });
  const { TableNames = [] } = await new DynamoDBClient(config).send(new ListTablesCommand({}));
  expect(TableNames).toEqual(expect.arrayContaining([`${name}-one`, `${name}-two`]));
});

test('a failed stack is told by its resource and the reason, and can be deployed once it is mended', async () => {
  const name = `broken-${randomUUID().slice(0, 8)}`;
  const broken = (app: App) => {
    const stack = new Stack(app, name);
    new CfnResource(stack, 'Ghost', {
      type: 'AWS::Lambda::EventSourceMapping',
      properties: { FunctionName: 'nobody', EventSourceArn: { 'Fn::GetAtt': ['Table', 'Nowhere'] } },
    });
    const table = addTable(stack, 'Table', `${name}-table`);
    (table.node.defaultChild as CfnResource).overrideLogicalId('Table');
  };
  await expect(deploy(broken)).rejects.toThrow(new RegExp(`Stack ${name} .*Ghost`));
  const mended = (app: App) => void addTable(new Stack(app, name), 'Table', `${name}-table`);
  expect((await deploy(mended)).progress).toEqual([`${name} created`]);
});
