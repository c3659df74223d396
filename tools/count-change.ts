import { execFile } from 'node:child_process';
import { basename } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { OperatorError, runMain } from './operator-error.ts';
import { root } from './root.ts';

/** What a new production line is. Everything that is none of the others has meaning. */
export type LineKind = 'import' | 'blank' | 'ports' | 'wiring' | 'meaning';

const ENTRY = /^(http|http-[a-z-]+|[a-z-]+\.http|on-[a-z-]+|cron-[a-z-]+|steps|relay|pre-token)\.tsx?$/;

/**
 * What each line of a production file is. In: the file's path from the root, its text. `lib/` and the entries are wiring;
 * elsewhere imports, blank lines and the members of `Ports` interfaces are told apart from what has meaning.
 */
export function kindsOfLines(path: string, text: string): LineKind[] {
  const isWiring = path.startsWith('lib/') || ENTRY.test(basename(path));
  let inImport = false;
  let inPorts = false;
  return text.split('\n').map((line): LineKind => {
    if (line.trim() === '') return 'blank';
    if (inImport || /^(import\b|export (type )?(\{|\*)[^=]*( from |$))/.test(line)) {
      inImport = !/;\s*$/.test(line);
      return 'import';
    }
    if (inPorts || /^(export )?interface \w*Ports\b/.test(line)) {
      inPorts = !line.startsWith('}') && !/\}\s*$/.test(line.startsWith(' ') ? '' : line);
      return 'ports';
    }
    return isWiring ? 'wiring' : 'meaning';
  });
}

/** The numbers of the lines (from 1) that a unified diff without context adds. */
export const addedLines = (diff: string): number[] =>
  [...diff.matchAll(/^@@ -\S+ \+(\d+)(?:,(\d+))? @@/gm)].flatMap(([, start, count = '1']) =>
    Array.from({ length: Number(count) }, (_, index) => Number(start) + index),
  );

const git = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)('git', args, { cwd: root, maxBuffer: 2 ** 26 })).stdout;

// node tools/node.js tools/count-change.ts <base>: what the production lines that came since <base> are.
if (import.meta.main) {
  await runMain(async () => {
    const [base] = parseArgs({ allowPositionals: true }).positionals;
    if (base === undefined)
      throw new OperatorError('Say since when: node tools/node.js tools/count-change.ts <commit>');
    const files = (await git('diff', '--name-status', '--no-renames', base, '--', '.'))
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split('\t') as [string, string]);
    const counts: Record<LineKind, number> = { import: 0, blank: 0, ports: 0, wiring: 0, meaning: 0 };
    for (const [status, path] of files) {
      if (status === 'D' || !/^(functions|lib|bin)\/.*\.tsx?$/.test(path)) continue;
      const text = await git('show', `HEAD:${path}`);
      const kinds = kindsOfLines(path, text.replace(/\n$/, ''));
      for (const line of addedLines(await git('diff', '-U0', '--no-renames', base, 'HEAD', '--', path))) {
        const kind = kinds[line - 1];
        if (kind) counts[kind] += 1;
      }
    }
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const added = files.filter(([status]) => status === 'A').length;
    console.log(`${files.length} files: ${added} new, ${files.length - added} touched`);
    for (const [kind, count] of Object.entries(counts)) {
      console.log(
        `${kind.padEnd(8)} ${String(count).padStart(5)} ${total === 0 ? 0 : Math.round((count / total) * 100)} %`,
      );
    }
  });
}
