import { buildPages } from '@printverse/web/server.ts';
import type { TestProject } from 'vitest/node';
import { findFreePort } from '../../local/emulator/emulator.ts';
import type { Outputs } from '../../local/outputs.ts';
import { openShop } from '../../local/shop.ts';
import { makeTestFolder } from '../support/test-folder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    pages: { endpoint: string; outputs: Outputs };
  }
}

/** One shop with its built pages for all files. Each has a customer of its own, and leaves what others look for as it is. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { folder, remove } = await makeTestFolder('pages');
  try {
    await buildPages();
    const shop = await openShop({ folder, webPort: await findFreePort(), builtPages: true });
    project.provide('pages', { endpoint: shop.endpoint, outputs: shop.outputs });
    return async () => {
      await shop.stop();
      await remove();
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
