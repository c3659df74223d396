import type { TestProject } from 'vitest/node';
import type { StackOutputs } from '../../local/deploy.ts';
import type { Outputs } from '../../local/outputs.ts';
import { openShop } from '../../local/shop.ts';
import { makeTestFolder } from './test-folder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    shop: { endpoint: string; outputs: Outputs; stacks: StackOutputs };
  }
}

/** One deployed and seeded shop for the whole run, on an emulator, port and folder of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { folder, remove } = await makeTestFolder('shop');
  try {
    const shop = await openShop({ folder, onProgress: (line) => console.log(`[shop] ${line}`) });
    const { endpoint, outputs, stacks } = shop;
    project.provide('shop', { endpoint, outputs, stacks });
    return async () => {
      await shop.stop();
      await remove();
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
