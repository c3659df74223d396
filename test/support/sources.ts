import { glob, readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { root } from './rooms.ts';

export interface Source {
  /** From the project's root. */
  readonly path: string;
  readonly text: string;
}

/** TypeScript sources under these folders, and whatever else matches; what was installed among them is not ours. */
export async function sources(...patterns: readonly string[]): Promise<Source[]> {
  const found: Source[] = [];
  for (const pattern of patterns) {
    for await (const file of glob(join(root, pattern), { exclude: ['**/node_modules/**'] })) {
      found.push({ path: relative(root, file), text: await readFile(file, 'utf8') });
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The code without its comments and the contents of its strings: what runs. */
export const codeOf = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$|'(?:\\.|[^'\\\n])*'/gm, (part) => (part.startsWith("'") ? "''" : ''));

const WORD = '[a-z0-9]+(-[a-z0-9]+)*';

/** The file grammar of docs/adr/0001: a file's name says what it is. */
const GRAMMAR = {
  entry: new RegExp(`^(http|http-${WORD}|${WORD}[.]http|on-${WORD}|cron-${WORD}|steps|relay|pre-token)[.]tsx?$`),
  door: /^(contract|reads|writes|lists|saga|placing|guards|personal)[.]ts$/,
  step: new RegExp(`^${WORD}[.]step[.]ts$`),
  adapter: new RegExp(`^${WORD}[.](?!http[.]|step[.])[a-z0-9]+[.]ts$`),
  inside: new RegExp(`^${WORD}[.]tsx?$`),
  asset: new RegExp(`^${WORD}[.](html|css|txt|json)$`),
} as const;

export type FileKind = keyof typeof GRAMMAR;

/** What a file of a context is by its name; nothing when it is no name of ours. */
export const kindOf = (path: string): FileKind | undefined =>
  (Object.keys(GRAMMAR) as FileKind[]).find((kind) => GRAMMAR[kind].test(basename(path)));
