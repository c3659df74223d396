import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Entry } from '../tools/build.ts';
import { OperatorError } from '../tools/operator-error.ts';
import { root } from '../tools/root.ts';
import { readStacks, type Template } from './assembly.ts';
import { deployAssembly, updateFunction } from './deploy.ts';
import { closeGaps } from './gaps.ts';
import type { Shop } from './shop.ts';

/** An editor writes a file in several steps, and saves several files at once. */
const quietMs = 40;
const run = promisify(execFile);

/** Brings what is saved to the running shop: a handler by its function alone, anything else by a deployment. */
export async function watchSources(shop: Shop, onProgress: (line: string) => void): Promise<() => void> {
  let names = await readFunctionNames(shop);
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();

  const bringLive = async () => {
    const files = [...changed];
    changed.clear();
    const started = Date.now();
    const took = () => `${Date.now() - started} ms`;
    try {
      const entries = await shop.bundler.rebuild(files);
      if (files.some((file) => !file.startsWith(join(root, 'functions')))) {
        await redeploy(shop);
        names = await readFunctionNames(shop);
        onProgress(`infrastructure is live (${took()})`);
        return;
      }
      await Promise.all(entries.map((entry) => update(shop, names, entry)));
      for (const { context, entry } of entries) onProgress(`${context}/${entry} is live (${took()})`);
    } catch (error) {
      // What was saved is broken; the shop goes on with what it had.
      onProgress(error instanceof OperatorError ? error.message : String((error as Error).stack));
    }
  };
  const watchers = ['functions', 'lib', 'statemachines'].map((folder) =>
    watch(join(root, folder), { recursive: true }, (_event, file) => {
      if (file === null || !/\.(tsx?|json|html|css|txt|svg)$/.test(file)) return;
      changed.add(join(root, folder, file));
      clearTimeout(timer);
      timer = setTimeout(() => {
        working = working.then(bringLive);
      }, quietMs);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

async function update(shop: Shop, names: Map<string, string>, { context, entry }: Entry): Promise<void> {
  const name = names.get(join(context, entry));
  if (name === undefined) {
    throw new OperatorError(`No deployed function runs ${context}/${entry}: start again with npm start to deploy it.`);
  }
  await updateFunction(shop.endpoint, name, join(shop.bundles, context, entry));
}

/** In a process of its own, because this one has read lib/ already and keeps what it read. */
async function redeploy({ endpoint, bundles, assembly, outputs }: Shop): Promise<void> {
  await run(process.execPath, [
    join(root, 'local/synth.ts'),
    endpoint,
    bundles,
    assembly,
    ...(outputs.webUrl ? [outputs.webUrl] : []),
  ]).catch((error: Error & { stderr: string }) => {
    throw new OperatorError(`The app could not be synthesised.\n${error.stderr}`);
  });
  await deployAssembly({ endpoint, assembly });
  await closeGaps({ endpoint, assembly });
}

/** Function names by `<context>/<entry>`; recognised by their code, so no naming rule is repeated here. */
async function readFunctionNames({ assembly, bundles, bundler }: Shop): Promise<Map<string, string>> {
  const byCode = new Map<string, string>();
  for (const { template, assets } of await readStacks(assembly)) {
    for (const { name, key } of functionsOf(template)) {
      const asset = assets.find(({ objectKey }) => objectKey === key);
      if (asset !== undefined) byCode.set(await readHash(join(asset.path, 'index.mjs')), name);
    }
  }
  const names = new Map<string, string>();
  for (const { context, entry } of bundler.entries) {
    const name = byCode.get(await readHash(join(bundles, context, entry, 'index.mjs')));
    if (name !== undefined) names.set(join(context, entry), name);
  }
  return names;
}

/** Functions of a template by the key under which their code was uploaded. */
function functionsOf({ Resources }: Template): { name: string; key: string }[] {
  return Object.values(Resources).flatMap(({ Type, Properties }) => {
    const name = Properties?.['FunctionName'];
    const key = (Properties?.['Code'] as { S3Key?: unknown } | undefined)?.S3Key;
    return Type === 'AWS::Lambda::Function' && typeof name === 'string' && typeof key === 'string'
      ? [{ name, key }]
      : [];
  });
}

async function readHash(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}
