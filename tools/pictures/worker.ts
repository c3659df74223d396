import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { drawOutlines, drawProduct, toWebp } from './product-picture.ts';

const { folder, drawings, slugs } = workerData as {
  readonly folder: string;
  readonly drawings: string;
  readonly slugs: readonly string[];
};

for (const slug of slugs) {
  const file = await toWebp(drawProduct(slug));
  await writeFile(join(folder, `${slug}.webp`), file);
  for (const [ending, drawn] of await drawOutlines(slug))
    await writeFile(join(drawings, `${slug}.${ending}.webp`), drawn);
  console.log(`${slug}  ${(file.length / 1_000).toFixed(1)} kB`);
}
