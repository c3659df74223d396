import { readFile } from 'node:fs/promises';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { defaultOutdir } from './build.ts';
import { OperatorError, runMain } from './operator-error.ts';
import { root } from './root.ts';

const usage = 'npm run trace -- --function <context>/<entry> [file], or the text on stdin';

/**
 * A stack trace of a bundle with the places in the sources instead. In: any text, and the folder of the bundle, whose source map lies beside
 * it. What names no place of the bundle stays as it is. Deployed functions map nothing by themselves: it would cost each cold start.
 */
export async function mapTrace(trace: string, bundle: string): Promise<string> {
  const file = join(bundle, 'index.mjs.map');
  const payload = JSON.parse(await readFile(file, 'utf8')) as SourceMapPayload;
  const map = new SourceMap(payload);
  return trace.replaceAll(/[^\s()"']*index\.mjs:(\d+):(\d+)/g, (place, line: string, column: string) => {
    const origin = map.findOrigin(Number(line), Number(column));
    if (!('fileName' in origin)) return place;
    const source = relative(root, join(dirname(file), origin.fileName));
    return `${source}:${origin.lineNumber}:${origin.columnNumber}`;
  });
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
