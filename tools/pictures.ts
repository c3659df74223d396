import { once } from 'node:events';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { OperatorError, runMain } from './operator-error.ts';
import { scenes } from './pictures/scenes.ts';
import { root } from './root.ts';

const folder = join(root, 'local/seed/pictures');
/** Contour drawings of the same products, for what is not printed yet or sold out. */
const drawings = join(root, 'local/seed/drawings');

/** `npm run pictures` draws the picture of every product; `npm run pictures -- twist-vase` draws those that are named. */
await runMain(async () => {
  const named = process.argv.slice(2);
  const unknown = named.filter((slug) => !(slug in scenes));
  if (unknown.length > 0) {
    throw new OperatorError(`There is no scene for ${unknown.join(', ')}: add one in tools/pictures.`);
  }
  await mkdir(folder, { recursive: true });
  await mkdir(drawings, { recursive: true });
  const slugs = named.length > 0 ? named : Object.keys(scenes);
  const count = Math.min(availableParallelism(), slugs.length);
  const workers = Array.from({ length: count }, (_, first) => {
    const own = slugs.filter((_slug, index) => index % count === first);
    return new Worker(new URL('pictures/worker.ts', import.meta.url), { workerData: { folder, drawings, slugs: own } });
  });
  await Promise.all(workers.map((worker) => once(worker, 'exit')));
  const files = await readdir(folder);
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`${files.length} pictures, ${(total / 1_000_000).toFixed(2)} MB in ${folder}`);
});
