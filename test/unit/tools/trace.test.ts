import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildFunctions } from '../../../tools/build.ts';
import { root } from '../../../tools/root.ts';
import { mapTrace } from '../../../tools/trace.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trace-'));
  await mkdir(join(folder, 'functions/orders'), { recursive: true });
  await writeFile(
    join(folder, 'functions/orders/http.ts'),
    [
      'interface Nothing {}',
      '',
      'export const handler = async (): Promise<Nothing> => {',
      "  throw new Error('broken');",
      '};',
    ].join('\n'),
  );
  await buildFunctions({ functions: join(folder, 'functions'), outdir: join(folder, 'out') });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a stack trace of a bundle is told in lines of the sources, by the map beside it [OBS-05]', async () => {
  const bundle = join(folder, 'out/orders/http');
  const url = pathToFileURL(join(bundle, 'index.mjs')).href;
  // Vitest maps traces itself, Lambda's Node does not.
  const told = `import('${url}').then(({ handler }) => handler()).catch(({ stack }) => console.log(stack))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--eval', told]);
  const logged = stdout.replaceAll(pathToFileURL(bundle).href, 'file:///var/task');
  const [first, second] = (await mapTrace(logged, bundle)).split('\n');
  expect(first).toBe('Error: broken');
  expect(second).toContain(`${relative(root, join(folder, 'functions/orders/http.ts'))}:4:9`);
});

test('what names no place of the bundle stays as it is', async () => {
  const line = 'at process (node:internal/process/task_queues:104:5)';
  expect(await mapTrace(line, join(folder, 'out/orders/http'))).toBe(line);
});
