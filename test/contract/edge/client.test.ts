import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CALLED_BY_COOKIE } from '@printverse/client/shop-client.ts';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { apiRoutes } from '../../../functions/edge/routes.ts';
import { clientTypes } from '../../../tools/generate-client.ts';
import { root } from '../../../tools/root.ts';

test('the types of the client are those of the contracts: npm run client makes them anew [BFF-10]', async () => {
  expect(await clientTypes()).toBe(await readFile(join(root, 'client/api.d.ts'), 'utf8'));
}, 60_000);

test('the client knows which routes are called by cookie [AUT-19, AUT-20]', () => {
  const byCookie = apiRoutes.filter(({ access }) => access.kind === 'cookie').map(({ path }) => path);
  expect(CALLED_BY_COOKIE.toSorted()).toEqual(byCookie.toSorted());
});

test('the client is fit for a page: it needs nothing of Node, and next to nothing at all [BFF-10]', async () => {
  const { metafile, outputFiles } = await build({
    entryPoints: [join(root, 'client/shop-client.ts')],
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'esm',
    metafile: true,
    write: false,
    absWorkingDir: root,
  });
  expect(Object.keys(metafile.inputs).toSorted()).toEqual([
    'client/shop-client.ts',
    'node_modules/openapi-fetch/dist/index.mjs',
  ]);
  // 6.4 KB of it are openapi-fetch.
  expect(outputFiles[0]?.contents.length).toBeLessThan(10_000);
});
