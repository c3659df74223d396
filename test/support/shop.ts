import type { TestProject } from 'vitest/node';
import type { StackOutputs } from '../../local/deploy.ts';
import type { Outputs } from '../../local/outputs.ts';
import { comparePrivileges, type Privileges } from './least-privilege.ts';
import { makeTestFolder } from './test-folder.ts';
import { linesIn, openWrappedShop } from './wrapped-shop.ts';

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
      await shop.stop();
      if (process.env['WHOLE_RUN']) judge(comparePrivileges(shop.assembly, linesIn(process.env['WHOLE_RUN'])));
      await remove();
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** What is torn down last can fail no test any more, so it fails the run. */
function judge({ granted, excess, missing }: Privileges): void {
  if (excess.length + missing.length === 0) {
    console.log(`[shop] ${granted} granted actions, all of them used, none used beyond them`);
    return;
  }
  console.error(
    `[shop] Granted and never used: ${excess.join(', ') || 'nothing'}. Used and not granted: ${missing.join(', ') || 'nothing'}.`,
  );
  process.exitCode = 1;
}
