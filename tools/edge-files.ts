import { execFile } from 'node:child_process';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DOCS_ASSETS } from '../functions/edge/contract.ts';
import { OperatorError } from './operator-error.ts';
import { root } from './root.ts';

const run = promisify(execFile);
const viewer = { 'LICENSE.txt': 'LICENSE' } as Readonly<Record<string, string>>;

/** The files that the edge's function serves and finds beside its code: the OpenAPI document and its viewer. */
export async function writeEdgeFiles(folder: string): Promise<void> {
  await mkdir(join(folder, 'docs'), { recursive: true });
  const copies = Object.keys(DOCS_ASSETS).map((name) =>
    copyFile(join(root, 'node_modules/swagger-ui-dist', viewer[name] ?? name), join(folder, 'docs', name)),
  );
  await Promise.all([writeDocument(folder), ...copies]);
}

/** In a process of its own, because this one keeps the contracts as it first read them. */
async function writeDocument(folder: string): Promise<void> {
  const { stdout } = await run(process.execPath, [join(root, 'tools/openapi.ts')], { maxBuffer: 2 ** 26 }).catch(
    (error: Error & { stderr: string }) => {
      throw new OperatorError(`The OpenAPI document could not be made.\n${error.stderr}`);
    },
  );
  await writeFile(join(folder, 'openapi.json'), stdout);
}
