import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readStacks } from '../../../local/assembly.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assembly-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const writeJson = (name: string, value: unknown) => writeFile(join(folder, name), JSON.stringify(value));

test('stacks come after those they depend on, each with its own assets and without its template', async () => {
  const stack = (name: string, dependencies: string[]) => ({
    type: 'aws:cloudformation:stack',
    properties: { templateFile: `${name}.template.json`, stackName: `shop-${name}` },
    dependencies: [...dependencies, `${name}.assets`],
  });
  const assets = (name: string) => ({ type: 'cdk:asset-manifest', properties: { file: `${name}.assets.json` } });
  await writeJson('manifest.json', {
    artifacts: {
      front: stack('front', ['back']),
      'front.assets': assets('front'),
      back: stack('back', []),
      'back.assets': assets('back'),
      Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
    },
  });
  for (const name of ['front', 'back']) {
    await writeJson(`${name}.template.json`, { Resources: {} });
    const file = (path: string, packaging: string, objectKey: string) => ({
      source: { path, packaging },
      destinations: { here: { bucketName: 'assets', objectKey } },
    });
    await writeJson(`${name}.assets.json`, {
      files: {
        code: file(`asset.${name}`, 'zip', `${name}.zip`),
        template: file(`${name}.template.json`, 'file', `${name}.json`),
      },
    });
  }
  const stacks = await readStacks(folder);
  expect(stacks.map(({ name }) => name)).toEqual(['shop-back', 'shop-front']);
  expect(stacks.map(({ assets }) => assets.map(({ objectKey }) => objectKey))).toEqual([['back.zip'], ['front.zip']]);
});
