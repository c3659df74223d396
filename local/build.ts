import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { type BuildContext, type BuildOptions, context, type Metafile, type Plugin } from 'esbuild';
import { root } from './cloud.ts';
import { runMain } from './operator-error.ts';

/** One Lambda: an entry file of a context. */
export type Entry = { context: string; entry: string; file: string };

/** Path of a module that stands before an entry and imports it as `printverse:entry`; undefined leaves it as it is. */
export type Wrap = (context: string, entry: string) => string | undefined;

export type BuildInput = { outdir?: string; wrap?: Wrap; functions?: string };

export const defaultOutdir = join(root, 'dist/functions');

const entryName = /^(http|http-.+|.+\.http|on-.+|cron-.+|steps|relay|pre-token)\.tsx?$/;

/** Every entry under functions/, in a stable order. */
export async function findEntries(functions = join(root, 'functions')): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const file of glob(join(functions, '*/*.{ts,tsx}'))) {
    if (!entryName.test(basename(file))) continue;
    const entry = basename(file).replace(/\.tsx?$/, '');
    entries.push({ context: basename(dirname(file)), entry, file });
  }
  return entries.sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** Bundles every entry to `<outdir>/<context>/<entry>/index.mjs` in one go. */
export async function buildFunctions(input: BuildInput = {}): Promise<Entry[]> {
  const entries = await findEntries(input.functions);
  const bundler = await context(bundleOptions(entries, input));
  try {
    await bundler.rebuild();
  } finally {
    await bundler.dispose();
  }
  return entries;
}

/**
 * A bundler that stays warm. `rebuild` reads again what changed and answers the entries and, for each, the source files
 * it is made of (relative to the checkout).
 */
export async function openBundler(input: BuildInput = {}): Promise<{
  entries: Entry[];
  rebuild(): Promise<Metafile>;
  close(): Promise<void>;
}> {
  const entries = await findEntries(input.functions);
  const bundler: BuildContext = await context(bundleOptions(entries, input));
  return {
    entries,
    rebuild: async () => (await bundler.rebuild()).metafile as Metafile,
    close: () => bundler.dispose(),
  };
}

function bundleOptions(entries: Entry[], { outdir = defaultOutdir, wrap }: BuildInput): BuildOptions {
  const wrappers = new Map<string, Entry & { wrapper: string }>();
  const entryPoints = entries.map((entry) => {
    const out = `${entry.context}/${entry.entry}/index`;
    const wrapper = wrap?.(entry.context, entry.entry);
    if (wrapper === undefined) return { in: entry.file, out };
    wrappers.set(out, { ...entry, wrapper });
    return { in: `wrapped:${out}`, out };
  });
  return {
    entryPoints,
    outdir,
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    minify: true,
    // Error names are part of the state machines' language and come from class names.
    keepNames: true,
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    jsx: 'automatic',
    mainFields: ['module', 'main'],
    loader: {
      '.json': 'json',
      '.html': 'text',
      '.css': 'text',
      '.txt': 'text',
      '.svg': 'text',
    },
    // CommonJS dependencies call require for Node's own modules.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    logLevel: 'silent',
    plugins: wrappers.size > 0 ? [wrapEntries(wrappers)] : [],
  };
}

/** Gives each wrapped entry its own copy of the wrapper, because one module can import only one `printverse:entry`. */
function wrapEntries(wrappers: Map<string, Entry & { wrapper: string }>): Plugin {
  const found = (out: string) => {
    const wrapped = wrappers.get(out);
    if (wrapped === undefined) throw new Error(`no wrapped entry ${out}`);
    return wrapped;
  };
  return {
    name: 'wrap-entries',
    setup(build) {
      build.onResolve({ filter: /^wrapped:/ }, ({ path }) => ({
        path: path.slice('wrapped:'.length),
        namespace: 'wrapped',
      }));
      build.onLoad({ filter: /.*/, namespace: 'wrapped' }, async ({ path }) => {
        const { wrapper } = found(path);
        return {
          contents: await readFile(wrapper, 'utf8'),
          loader: 'ts',
          resolveDir: dirname(wrapper),
        };
      });
      build.onResolve({ filter: /^printverse:entry$/ }, ({ importer }) => ({
        path: found(importer).file,
      }));
    },
  };
}

if (import.meta.main) {
  await runMain(async () => {
    const started = Date.now();
    const entries = await buildFunctions();
    const where = relative(root, defaultOutdir);
    console.log(`${entries.length} functions bundled to ${where} in ${Date.now() - started} ms`);
    if (!existsSync(defaultOutdir)) throw new Error(`nothing was written to ${where}`);
  });
}
