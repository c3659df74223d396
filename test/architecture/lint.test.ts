import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/rooms.ts';

/** Our rules over a folder that the usual run passes by; answers what was found, as `rule:line`. */
async function lint(folder: string): Promise<string[]> {
  const rules = (await readFile(join(root, '.oxlintrc.json'), 'utf8')).replace(/^\s*\/\/.*$/gm, '');
  const config = { ...(JSON.parse(rules) as object), ignorePatterns: [], overrides: [] };
  await mkdir(join(root, '.test'), { recursive: true });
  const file = join(root, '.test/oxlintrc.json');
  await writeFile(file, JSON.stringify(config));
  const args = [join(root, 'node_modules/.bin/oxlint'), '--config', file, '--format', 'unix', folder];
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, args, { cwd: root }, (_, stdout) => resolve(stdout));
  });
  return [...output.matchAll(/:(\d+):\d+: .*\[Error\/[a-z]+\(([a-z-]+)\)\]/g)].map(
    ([, line, rule]) => `${rule}:${line}`,
  );
}

test('the typed lint sees dropped promises, switches that miss a case, and what is thrown without being an error', async () => {
  expect(new Set(await lint('test/fixtures/planted-slips'))).toEqual(
    new Set([
      'no-floating-promises:6',
      'no-misused-promises:10',
      'switch-exhaustiveness-check:16',
      'only-throw-error:24',
      'no-non-null-assertion:27',
    ]),
  );
}, 30_000);
