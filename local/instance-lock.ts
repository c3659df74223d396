import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { OperatorError } from '../tools/operator-error.ts';
import { isAlive } from '../tools/python.ts';

/** Holds `file` for this process; refuses while the process that holds it lives. Answers how to let it go. */
export async function lockInstance(file: string): Promise<() => Promise<void>> {
  await mkdir(dirname(file), { recursive: true });
  for (;;) {
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' });
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = Number(await readFile(file, 'utf8').catch(() => '0'));
    if (holder > 0 && isAlive(holder)) {
      throw new OperatorError(
        `PrintVerse already runs from this folder (process ${holder}); end it first, or start a second one from a clone of its own with --port.`,
      );
    }
    await rm(file, { force: true });
  }
}
