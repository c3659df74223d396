import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { scenes } from './pictures/scenes.ts';

const folder = join(import.meta.dirname, '../local/seed/pictures');

/** `npm run pictures` draws the picture of every product; `npm run pictures -- twist-vase` draws those that are named. */
async function drawPictures(named: readonly string[]): Promise<void> {
  const unknown = named.filter((slug) => !(slug in scenes));
  if (unknown.length > 0) throw new Error(`There is no scene for ${unknown.join(', ')}; add one in tools/pictures.`);
  await mkdir(folder, { recursive: true });
  const waiting = named.length > 0 ? [...named] : Object.keys(scenes);
  let total = 0;
  const work = async () => {
    const worker = new Worker(new URL('pictures/worker.ts', import.meta.url), { workerData: { folder } });
    for (let slug = waiting.shift(); slug !== undefined; slug = waiting.shift()) {
      worker.postMessage(slug);
      const [done] = (await once(worker, 'message')) as [{ readonly slug: string; readonly bytes: number }];
      total += done.bytes;
      console.log(`${done.slug}  ${(done.bytes / 1_000).toFixed(1)} kB`);
    }
    await worker.terminate();
  };
  const workers = Math.min(availableParallelism(), waiting.length);
  await Promise.all(Array.from({ length: workers }, work));
  console.log(`${(total / 1_000_000).toFixed(2)} MB in ${folder}`);
}

await drawPictures(process.argv.slice(2));
