import { access, constants } from 'node:fs/promises';
import { OperatorError } from './operator-error.ts';

/** Where Debian's package has it. */
const USUAL = '/usr/bin/chromium';

/** The path of a Chromium: what CHROMIUM_PATH names, else the system's. Throws `OperatorError` where there is none. */
export async function findChromium(): Promise<string> {
  const path = process.env['CHROMIUM_PATH'] ?? USUAL;
  try {
    await access(path, constants.X_OK);
    return path;
  } catch {
    throw new OperatorError(
      `There is no Chromium at ${path}: install it (Debian: apt-get install chromium), or say by CHROMIUM_PATH where it is.`,
    );
  }
}
