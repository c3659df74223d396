import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { drawProduct, toWebp } from './product-picture.ts';

const { folder } = workerData as { readonly folder: string };

parentPort?.on('message', (slug: string) => {
  void (async () => {
    const file = await toWebp(drawProduct(slug));
    await writeFile(join(folder, `${slug}.webp`), file);
    parentPort?.postMessage({ slug, bytes: file.length });
  })();
});
