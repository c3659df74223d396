import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findEntries, openBundler } from '../../../local/build.ts';

let folder: string;
let functions: string;
let outdir: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundles-'));
  functions = join(folder, 'functions');
  outdir = join(folder, 'out');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, text: string): Promise<void> {
  const file = join(functions, name);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, text);
}

const greet = (word: string) => `export const handler = async () => '${word}';`;

async function load(entry: string): Promise<() => Promise<string>> {
  const url = pathToFileURL(join(outdir, entry, 'index.mjs'));
  const module = (await import(`${url.href}?${Math.random()}`)) as { handler: () => Promise<string> };
  return module.handler;
}

test('entries are recognised by their names, everything else is not a function', async () => {
  const entries = [
    'http',
    'http-admin',
    'webhook.http',
    'on-order-created',
    'cron-holds',
    'steps',
    'relay',
    'pre-token',
  ];
  const others = ['order', 'take-payment.step', 'orders.dynamodb', 'contract', 'reads', 'http-admin.test', 'https'];
  for (const name of [...entries, ...others]) await write(`orders/${name}.ts`, greet(name));
  expect((await findEntries(functions)).map(({ entry }) => entry).sort()).toEqual(entries.sort());
});

test('a rebuild writes and answers only what came out different', async () => {
  await write('orders/http.ts', greet('orders'));
  await write('cart/http.ts', greet('cart'));
  const bundler = await openBundler({ functions, outdir });
  try {
    expect(await bundler.rebuild()).toEqual([]);
    await write('cart/http.ts', greet('full cart'));
    expect((await bundler.rebuild()).map(({ context }) => context)).toEqual(['cart']);
    expect(await (await load('cart/http'))()).toBe('full cart');
  } finally {
    await bundler.close();
  }
});

test('a wrapper stands before each entry it is asked to wrap and before no other', async () => {
  await write('orders/steps.ts', greet('order'));
  await write('payments/steps.ts', greet('payment'));
  await write('cart/http.ts', greet('cart'));
  const wrapper = join(folder, 'wrapper.ts');
  await writeFile(
    wrapper,
    "import { handler as real } from 'printverse:entry';\nexport const handler = async () => `wrapped ${await real()}`;",
  );
  const wrap = (_context: string, entry: string) => (entry === 'steps' ? wrapper : undefined);
  await (await openBundler({ functions, outdir, wrap })).close();
  const said = await Promise.all(
    ['orders/steps', 'payments/steps', 'cart/http'].map(async (name) => (await load(name))()),
  );
  expect(said).toEqual(['wrapped order', 'wrapped payment', 'cart']);
});

test('a file that cannot be bundled is told by place and reason', async () => {
  await write('orders/http.ts', 'export const handler = async ( => 1;');
  await expect(openBundler({ functions, outdir })).rejects.toThrow(/orders\/http\.ts:1: /);
});

test('error classes keep their names through the bundle', async () => {
  await write(
    'orders/steps.ts',
    'class OutOfStock extends Error {}\nexport const handler = async () => OutOfStock.name;',
  );
  await (await openBundler({ functions, outdir })).close();
  expect(await (await load('orders/steps'))()).toBe('OutOfStock');
});
