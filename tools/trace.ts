import { readdir, readFile } from 'node:fs/promises';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { basename, join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { defaultOutdir } from './build.ts';
import { OperatorError, runMain } from './operator-error.ts';
import { root } from './root.ts';

const usage = 'npm run trace -- --function <context>/<entry> [file], or the text on stdin';

/**
 * A stack trace of a bundle with the places in the sources instead. In: any text, and the folder of the bundle, whose source maps lie beside
 * its files. What names no place of the bundle stays as it is. Deployed functions map nothing by themselves: it would cost each cold start.
 */
export async function mapTrace(trace: string, bundle: string): Promise<string> {
  const maps = new Map<string, SourceMap>();
  for (const file of await readdir(bundle)) {
    if (!file.endsWith('.mjs.map')) continue;
    const payload = JSON.parse(await readFile(join(bundle, file), 'utf8')) as SourceMapPayload;
    maps.set(basename(file, '.map'), new SourceMap(payload));
  }
  return trace.replaceAll(
    /[^\s()"']*?([\w.-]+\.mjs):(\d+):(\d+)/g,
    (place, file: string, line: string, column: string) => {
      const origin = maps.get(file)?.findOrigin(Number(line), Number(column));
      if (!origin || !('fileName' in origin)) return place;
      const source = relative(root, join(bundle, origin.fileName));
      return `${source}:${origin.lineNumber}:${origin.columnNumber}`;
    },
  );
}

if (import.meta.main) {
  await runMain(async () => {
    const { values, positionals } = (() => {
      try {
        return parseArgs({ options: { function: { type: 'string' } }, allowPositionals: true });
      } catch (error) {
        throw new OperatorError(`${(error as Error).message}\n${usage}`);
      }
    })();
    const [file] = positionals;
    if (!values.function) throw new OperatorError(`Say which function it comes from: ${usage}`);
    const trace = file === undefined ? await text(process.stdin) : await readFile(file, 'utf8');
    const bundle = join(defaultOutdir, values.function);
    console.log(
      await mapTrace(trace, bundle).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
        throw new OperatorError(`There is no bundle of ${values.function}: npm run build, from what was deployed.`);
      }),
    );
  });
}
