import type { TestProject } from 'vitest/node';
import type { StackOutputs } from '../../local/deploy.ts';
import type { Outputs } from '../../local/outputs.ts';
import { comparePrivileges } from './least-privilege.ts';
import { makeTestFolder } from './test-folder.ts';
import { openWrappedShop } from './wrapped-shop.ts';

declare module 'vitest' {
  interface ProvidedContext {
    shop: { endpoint: string; outputs: Outputs; stacks: StackOutputs; wrapping: string };
  }
}

/**
 * One deployed and seeded shop for the whole run, on an emulator, port and folder of its own. Its functions are counted:
 * after a whole run, what they were allowed to do and what they did must be the same.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { folder, remove } = await makeTestFolder('shop');
  try {
    const shop = await openWrappedShop(folder, { onProgress: (line) => console.log(`[shop] ${line}`) });
    const { endpoint, outputs, stacks, wrapping } = shop;
    project.provide('shop', { endpoint, outputs, stacks, wrapping });
    return async () => {
      const { excess, missing } = comparePrivileges(shop);
      await shop.stop();
      await remove();
      if (process.env['WHOLE_RUN'] && excess.length + missing.length > 0) {
        throw new Error(
          `Granted but never used in the whole run: ${excess.join(', ') || 'nothing'}. Used but not granted: ${missing.join(', ') || 'nothing'}.`,
        );
      }
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
