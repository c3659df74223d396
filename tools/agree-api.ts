import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { apiDigest, breakingApiChanges, fromText, toText } from './api-digest.ts';
import { OperatorError, runMain } from './operator-error.ts';
import { root } from './root.ts';

/** The API as clients were promised it last. */
export const agreedFile = join(root, 'test/contract/edge/agreed-api.jsonl');

// npm run api:agree: takes the API as it now is for the agreed one; a change that breaks clients needs --breaking.
if (import.meta.main) {
  await runMain(async () => {
    const { breaking } = parseArgs({ options: { breaking: { type: 'boolean', default: false } } }).values;
    const current = apiDigest();
    const breaks = breakingApiChanges(fromText(await readFile(agreedFile, 'utf8').catch(() => '')), current);
    if (breaks.length > 0 && !breaking) {
      throw new OperatorError(
        `This breaks clients:\n${breaks.map((one) => `  ${one}`).join('\n')}\nWhere that is decided, run it again with --breaking and say why in the commit.`,
      );
    }
    await writeFile(agreedFile, toText(current));
    console.log(`${current.length} lines agreed`);
  });
}
