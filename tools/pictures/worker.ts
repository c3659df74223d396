import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { drawProduct, toWebp } from './product-picture.ts';

const { folder, slugs } = workerData as { readonly folder: string; readonly slugs: readonly string[] };

for (const slug of slugs) {
  const file = await toWebp(drawProduct(slug));
  await writeFile(join(folder, `${slug}.webp`), file);
  console.log(`${slug}  ${(file.length / 1_000).toFixed(1)} kB`);
}
