import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findEntries, openBundler } from '../../../tools/build.ts';
import { root } from '../../../tools/root.ts';

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

test('a bundle looks for credentials in the environment alone, and loads no HTTP client that it does not use [RES-06]', async () => {
  await write(
    'orders/http.ts',
    [
      "import http from 'node:http';",
      `import { secret } from '${join(root, 'functions/shared/secrets.aws.ts')}';`,
      "export const handler = async () => `${typeof http.get} ${typeof secret('one')}`;",
    ].join('\n'),
  );
  await openBundler({ functions, outdir });
  const bundle = await readFile(join(outdir, 'orders/http/index.mjs'), 'utf8');
  expect(bundle).not.toMatch(/fromSSO|fromIni|AssumeRole|\bfrom ?"node:https?2?"/);
  expect(bundle).toContain('AWS_SESSION_TOKEN');
  expect(await (await load('orders/http'))()).toBe('function function');
});

test('what no function uses of a module is not in its bundle, whatever calls make it', async () => {
  await write(
    'orders/contract.ts',
    [
      'const made = (word: string) => ({ word, at: new Date() });',
      "export const Used = made('used').word;",
      "export const Unused = [made('left out'), made('and this').word];",
      "export const waited = await Promise.resolve('waited for');",
      "export const later = (): string => made('called').word;",
    ].join('\n'),
  );
  await write(
    'orders/http.ts',
    "import { later, Used, waited } from './contract.ts';\nexport const handler = async () => `${Used} ${waited} ${later()}`;",
  );
  await openBundler({ functions, outdir });
  expect(await (await load('orders/http'))()).toBe('used waited for called');
  expect(await readFile(join(outdir, 'orders/http/index.mjs'), 'utf8')).not.toMatch(/left out|and this/);
});

test('what an entry imports only when it is needed lies beside it in a file of its own, also after a rebuild', async () => {
  await write('orders/large.ts', "export const word = 'large';");
  await write('cart/http.ts', greet('cart'));
  await write('orders/words.ts', "export const word = async () => (await import('./large.ts')).word;");
  await write('orders/http.ts', "import { word } from './words.ts';\nexport const handler = () => word();");
  const bundler = await openBundler({ functions, outdir });
  const start = () => readFile(join(outdir, 'orders/http/index.mjs'), 'utf8');
  expect(await start()).not.toContain('"large"');
  expect(await (await load('orders/http'))()).toBe('large');
  await write('orders/large.ts', "export const word = 'larger';");
  expect(await bundler.rebuild([join(functions, 'orders/large.ts')])).toMatchObject([{ context: 'orders' }]);
  expect(await start()).not.toContain('"larger"');
  expect(await (await load('orders/http'))()).toBe('larger');
  const parts = (await readdir(join(outdir, 'orders/http'))).filter((name) => name.startsWith('large-'));
  expect(parts.filter((name) => name.endsWith('.mjs'))).toHaveLength(1);
});

test('a rebuild writes and answers only what came out different', async () => {
  await write('orders/http.ts', greet('orders'));
  await write('cart/http.ts', greet('cart'));
  const bundler = await openBundler({ functions, outdir });
  const rebuild = async (name: string) =>
    (await bundler.rebuild([join(functions, name)])).map(({ context }) => context);
  expect(await rebuild('cart/http.ts')).toEqual([]);
  await write('cart/http.ts', greet('full cart'));
  expect(await rebuild('cart/http.ts')).toEqual(['cart']);
  expect(await (await load('cart/http'))()).toBe('full cart');
});

test('a changed file rebuilds every entry that is made of it, also over another file', async () => {
  await write('shared/word.ts', "export const word = 'one';");
  await write('orders/order.ts', "export { word } from '../shared/word.ts';");
  await write('orders/http.ts', "import { word } from './order.ts';\nexport const handler = async () => word;");
  await write('orders/steps.ts', "import { word } from './order.ts';\nexport const handler = async () => word;");
  await write('cart/http.ts', greet('cart'));
  const bundler = await openBundler({ functions, outdir });
  await write('shared/word.ts', "export const word = 'two';");
  const rebuilt = await bundler.rebuild([join(functions, 'shared/word.ts')]);
  expect(rebuilt.map(({ context, entry }) => `${context}/${entry}`)).toEqual(['orders/http', 'orders/steps']);
  expect(await (await load('orders/steps'))()).toBe('two');
});

test('what failed to build is built as soon as the cause is mended, wherever that was', async () => {
  await write('orders/http.ts', greet('before'));
  const bundler = await openBundler({ functions, outdir });
  await write('orders/http.ts', "export { handler } from './missing.ts';");
  await expect(bundler.rebuild([join(functions, 'orders/http.ts')])).rejects.toThrow(/missing\.ts/);
  await write('orders/missing.ts', greet('after'));
  expect(await bundler.rebuild([join(functions, 'orders/missing.ts')])).toHaveLength(1);
  expect(await (await load('orders/http'))()).toBe('after');
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
  await openBundler({ functions, outdir, wrap });
  const answers = await Promise.all(
    ['orders/steps', 'payments/steps', 'cart/http'].map(async (name) => (await load(name))()),
  );
  expect(answers).toEqual(['wrapped order', 'wrapped payment', 'cart']);
});

test('bundles that were kept serve as long as nothing changes that they are made of', async () => {
  const kept = join(folder, 'kept');
  await write('orders/http.ts', greet('order'));
  await write('cart/http.ts', greet('cart'));
  await openBundler({ functions, outdir, kept });
  // Only who takes what was kept can say this.
  await writeFile(join(kept, 'plain/functions/cart/http/index.mjs'), greet('kept'));
  const answers = async () => [await (await load('orders/http'))(), await (await load('cart/http'))()];

  const bundler = await openBundler({ functions, outdir, kept });
  expect(await answers()).toEqual(['order', 'kept']);
  // They are made anew one by one, like those that were made here.
  await write('orders/http.ts', greet('another order'));
  expect(await bundler.rebuild([join(functions, 'orders/http.ts')])).toMatchObject([{ context: 'orders' }]);
  expect(await answers()).toEqual(['another order', 'kept']);

  await openBundler({ functions, outdir, kept });
  expect(await answers()).toEqual(['another order', 'cart']);
  // Another wrapper makes other bundles.
  const wrapper = join(folder, 'wrapping/entry.ts');
  await mkdir(join(folder, 'wrapping'));
  await writeFile(wrapper, "export { handler } from 'printverse:entry';");
  await writeFile(join(kept, 'plain/functions/cart/http/index.mjs'), greet('kept'));
  await openBundler({ functions, outdir, kept, wrap: () => wrapper });
  expect(await answers()).toEqual(['another order', 'cart']);
});

test('a file that cannot be bundled is told by place and reason', async () => {
  await write('orders/http.ts', 'export const handler = async ( => 1;');
  await expect(openBundler({ functions, outdir })).rejects.toThrow(/orders\/http\.ts:1: /);
});

test('an error that says its name has it in the bundle as well', async () => {
  await write(
    'orders/steps.ts',
    "class OutOfStock extends Error { override name = 'OutOfStock'; }\nexport const handler = async () => new OutOfStock().name;",
  );
  await openBundler({ functions, outdir });
  expect(await (await load('orders/steps'))()).toBe('OutOfStock');
});
