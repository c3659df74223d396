import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFreePort } from '../../../local/emulator/emulator.ts';
import { readOutputs } from '../../../local/outputs.ts';
import { preparePython } from '../../../tools/python.ts';
import { root } from '../../../tools/root.ts';
import { eventually } from '../../support/eventually.ts';
import { makeTestFolder } from '../../support/test-folder.ts';

const SOURCES = [
  'functions',
  'lib',
  'statemachines',
  'local',
  'tools',
  'client',
  'web',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
const HANDLER = 'functions/catalog/list-categories.ts';
/** An entry of the copy that lib/ makes no function of. */
const UNDEPLOYED = 'functions/catalog/on-nothing.ts';
const INFRASTRUCTURE = 'lib/config.ts';

let copy: string;
let remove: () => Promise<void>;
let shop: ChildProcess;
let apiUrl: string;
let output = '';

/** What `npm start` runs, in a copy of the sources: the ones that other tests look at stay as they are. */
beforeAll(async () => {
  await preparePython('emulator', () => {});
  ({ folder: copy, remove } = await makeTestFolder('live'));
  for (const source of SOURCES) {
    await cp(join(root, source), join(copy, source), { recursive: true, filter: (path) => !/node_modules/.test(path) });
  }
  await writeFile(join(copy, UNDEPLOYED), "export const handler = (): string => 'nothing';\n");
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  await mkdir(join(copy, '.local'));
  for (const name of (await readdir(join(root, '.local'))).filter((name) => name.startsWith('python-'))) {
    await symlink(join(root, '.local', name), join(copy, '.local', name));
  }
  const { AWS_ENDPOINT_URL: _, ...env } = process.env;
  const args = ['local/up.ts', '--port', String(await findFreePort())];
  shop = spawn(process.execPath, args, { cwd: copy, env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [shop.stdout, shop.stderr]) {
    stream?.on('data', (text: Buffer) => {
      output += text.toString();
    });
  }
  await hears(/PrintVerse is up/, 240);
  apiUrl = (await readOutputs(join(copy, '.local/outputs.json')))?.apiUrl ?? '';
}, 300_000);

afterAll(async () => {
  if (shop !== undefined && shop.exitCode === null) {
    shop.kill('SIGTERM');
    await once(shop, 'exit');
  }
  await remove();
}, 60_000);

/** Waits until npm start has said something, and forgets what it said until then. */
async function hears(words: RegExp, seconds = 120): Promise<string> {
  return eventually(
    `npm start to say ${words}, and not only: ${output}`,
    async () => {
      if (shop.exitCode !== null) throw new Error(`npm start has ended: ${output}`);
      if (!words.test(output)) return undefined;
      const all = output;
      output = '';
      return all;
    },
    seconds,
  );
}

/** Saves a file of the copy with `before` replaced by `after`, as an editor does. */
async function save(file: string, before: string, after: string): Promise<void> {
  const text = await readFile(join(copy, file), 'utf8');
  expect(text).toContain(before);
  await writeFile(join(copy, file), text.replace(before, after));
}

/** For how many seconds /categories may be kept, as it says itself: the number that these tests change. */
const freshness = async () =>
  Number(/max-age=(\d+)/.exec((await fetch(`${apiUrl}/categories`)).headers.get('cache-control') ?? '')?.[1]);
const answers = (seconds: number) =>
  eventually(`the function to answer ${seconds}`, async () => ((await freshness()) === seconds ? true : undefined), 60);

test('a saved handler is what its function answers with, and no other function is touched', async () => {
  await answers(60);
  await save(HANDLER, 'FRESH_SECONDS = 60', 'FRESH_SECONDS = 61');
  expect((await hears(/is live/)).match(/\S+ is live/g)).toEqual(['catalog/http is live']);
  await answers(61);
}, 200_000);

test('a save that is broken is said by file and line, and changes nothing; mended, it is live', async () => {
  await save(HANDLER, 'FRESH_SECONDS = 61', 'FRESH_SECONDS = = 62');
  expect(await hears(/could not be bundled/)).toMatch(/functions\/catalog\/list-categories\.ts:\d+: Unexpected "="/);
  expect(await freshness()).toBe(61);
  await save(HANDLER, 'FRESH_SECONDS = = 62', 'FRESH_SECONDS = 62');
  await hears(/catalog\/http is live/);
  await answers(62);
}, 200_000);

test('saved infrastructure is deployed, and handlers are live as before', async () => {
  const allowed = async (origin: string) =>
    (await fetch(`${apiUrl}/categories`, { headers: { origin } })).headers.get('access-control-allow-origin');
  expect(await allowed('http://localhost:5199')).toBeNull();
  await save(INFRASTRUCTURE, "origins: ['http://localhost:5173']", "origins: ['http://localhost:5199']");
  await hears(/infrastructure is live/, 240);
  expect(await allowed('http://localhost:5199')).toBe('http://localhost:5199');
  await save(HANDLER, 'FRESH_SECONDS = 62', 'FRESH_SECONDS = 63');
  await hears(/catalog\/http is live/);
  await answers(63);
}, 400_000);

test('a saved entry that no deployed function runs is said in one sentence', async () => {
  await save(UNDEPLOYED, 'nothing', 'nothing yet');
  expect(await hears(/No deployed function/)).toContain(
    'No deployed function runs catalog/on-nothing: start again with npm start to deploy it.\n',
  );
}, 200_000);
