import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { builtPages } from '../../tools/build-pages.ts';

/** What the build says of each of its parts. */
interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

const KB = 1_024;
/** Bytes, brotli: what the first page loads before it shows anything, and each page besides. */
const BUDGETS = {
  shop: { script: 120 * KB, style: 14 * KB },
  office: { script: 150 * KB, style: 16 * KB },
  page: 12 * KB,
  /** What draws a model: nobody loads it who has none. */
  viewer: 115 * KB,
  fonts: 78 * KB,
} as const;

/** What each of the applications loads for its first page. */
const FIRST = {
  shop: ['index.html', 'words/en.ts', 'storefront/home.route.tsx'],
  office: ['backoffice/index.html', 'words/en.ts', 'words/office/en.ts', 'backoffice/today.route.tsx'],
} as const;

/** The pages as they were built for the shop of all these tests. */
let manifest: Readonly<Record<string, Chunk>>;
beforeAll(async () => {
  manifest = JSON.parse(await readFile(join(builtPages, '.vite/manifest.json'), 'utf8')) as typeof manifest;
});

const sizeOf = async (file: string): Promise<number> =>
  brotliCompressSync(await readFile(join(builtPages, file))).length;
const sum = async (files: Iterable<string>): Promise<number> =>
  (await Promise.all([...new Set(files)].map(sizeOf))).reduce((total, size) => total + size, 0);

/** A part with everything that it imports before it runs. */
function loadedWith(name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const part of manifest[name]?.imports ?? []) loadedWith(part, seen);
  return seen;
}

test.each(['shop', 'office'] as const)('the first page of the %s loads no more than was decided', async (app) => {
  const parts = new Set(FIRST[app].flatMap((name) => [...loadedWith(name)]));
  for (const name of FIRST[app]) expect(manifest[name], name).toBeDefined();
  const chunks = [...parts].flatMap((name) => manifest[name] ?? []);
  const script = await sum(chunks.map(({ file }) => file).filter((file) => file.endsWith('.js')));
  const style = await sum(chunks.flatMap(({ css = [] }) => css));
  console.log(`first page of the ${app}: ${script} bytes of script, ${style} of style`);
  expect(script).toBeGreaterThan(50_000);
  expect(script).toBeLessThanOrEqual(BUDGETS[app].script);
  expect(style).toBeGreaterThan(1_000);
  expect(style).toBeLessThanOrEqual(BUDGETS[app].style);
});

test('nobody who buys something loads a part of the back office', () => {
  const pages = Object.keys(manifest).filter((name) => /^(index\.html|(storefront|words|shop)\/)/.test(name));
  const loaded = pages.filter((name) => !name.startsWith('words/office/')).flatMap((name) => [...loadedWith(name)]);
  expect(loaded.length).toBeGreaterThan(20);
  expect(loaded.filter((name) => /^(backoffice|words\/office)/.test(name))).toEqual([]);
});

test('no page adds more script of its own than was decided', async () => {
  const pages = Object.keys(manifest).filter((name) => name.endsWith('.route.tsx'));
  expect(pages.length).toBeGreaterThan(10);
  const over: string[] = [];
  for (const name of pages) {
    const size = await sizeOf(manifest[name]?.file ?? '');
    if (size > BUDGETS.page) over.push(`${name}: ${size}`);
  }
  expect(over).toEqual([]);
});

test('what draws a model comes when there is one, and no page waits for it', async () => {
  const viewer = 'storefront/model-scene.ts';
  const size = await sizeOf(manifest[viewer]?.file ?? '');
  expect(size).toBeGreaterThan(20_000);
  expect(size).toBeLessThanOrEqual(BUDGETS.viewer);
  expect(Object.keys(manifest).filter((name) => name !== viewer && loadedWith(name).has(viewer))).toEqual([]);
});

test('the fonts are ours and small', async () => {
  const fonts = Object.values(manifest)
    .map(({ file }) => file)
    .filter((file) => file.endsWith('.woff2'));
  expect(fonts.length).toBe(3);
  const bytes = await Promise.all(fonts.map(async (file) => (await readFile(join(builtPages, file))).length));
  expect(bytes.reduce((total, size) => total + size, 0)).toBeLessThanOrEqual(BUDGETS.fonts);
});
