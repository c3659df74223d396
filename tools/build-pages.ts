import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './root.ts';

/** Where the pages are, as they are deployed. */
export const builtPages = join(root, 'dist/web');

/** Builds the pages with the pictures and drawings that they show by themselves, below the address that they have for them. */
export async function buildShopPages(): Promise<void> {
  // Vite is loaded where pages are built: a bundle of functions needs none of it.
  const { buildPages } = await import('@printverse/web/server.ts');
  await buildPages();
  for (const folder of ['pictures', 'drawings']) {
    await cp(join(root, 'local/seed', folder), join(builtPages, 'media/products'), {
      recursive: true,
    });
  }
}
