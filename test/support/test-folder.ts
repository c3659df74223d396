import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../../tools/python.ts';
import { root } from '../../tools/root.ts';

const home = join(root, '.test');

/** A folder of this run's own, `.test/<name>-<pid>`; those of runs that were killed are removed. */
export async function makeTestFolder(name: string): Promise<{ folder: string; remove(): Promise<void> }> {
  await mkdir(home, { recursive: true });
  for (const left of await readdir(home)) {
    const pid = Number(/-(\d+)$/.exec(left)?.[1]);
    if (pid > 0 && pid !== process.pid && !isAlive(pid)) await rm(join(home, left), { recursive: true, force: true });
  }
  const folder = join(home, `${name}-${process.pid}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
