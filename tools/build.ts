import { glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { type BuildFailure, type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { buildShopPages } from './build-pages.ts';
import { writeEdgeFiles } from './edge-files.ts';
import { type BundleRecord, keptBundles } from './kept-bundles.ts';
import { copyNativePackage, installedHere, NATIVE, type NativeSource } from './native-packages.ts';
import { OperatorError, runMain } from './operator-error.ts';
import { pureConstants } from './pure-constants.ts';
import { root } from './root.ts';

/** One Lambda: an entry file of a context. */
export type Entry = { context: string; entry: string; file: string };

/** Path of a module that stands before an entry and imports it as `printverse:entry`; undefined leaves it as it is. */
export type Wrap = (context: string, entry: string) => string | undefined;

export type BuildInput = {
  outdir?: string;
  wrap?: Wrap | undefined;
  functions?: string;
  /** Which entries; all of them where it is left out. */
  only?: (entry: Entry) => boolean;
  /** For which machine bundles get native packages; for this one where it is left out. */
  natives?: NativeSource;
  /** Whether source maps lie beside the bundles; they do where it is left out. */
  maps?: boolean;
  /** Folder of bundles that were made before, which serve again as long as they would come out the same. For all entries only. */
  kept?: string;
};

export const defaultOutdir = join(root, 'dist/functions');
const defaultFunctions = join(root, 'functions');

const entryName = /^(http|http-[a-z0-9-]+|[a-z0-9-]+\.http|on-[a-z0-9-]+|cron-[a-z0-9-]+|steps|relay|pre-token)\.tsx?$/;

/** Every entry under functions/, in a stable order. */
export async function findEntries(functions = defaultFunctions): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const file of glob(join(functions, '!(shared)/*.{ts,tsx}'))) {
    if (!entryName.test(basename(file))) continue;
    const entry = basename(file).replace(/\.tsx?$/, '');
    entries.push({ context: basename(dirname(file)), entry, file });
  }
  return entries.sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** Bundles every entry to `<outdir>/<context>/<entry>/index.mjs`. */
export async function buildFunctions(input: BuildInput = {}): Promise<Entry[]> {
  return (await openBundler(input)).entries;
}

export type Bundler = {
  entries: Entry[];
  /** Bundles what is made of any of these files, writes what came out different and answers its entries. */
  rebuild(files: readonly string[]): Promise<Entry[]>;
};

/** Bundles every entry in one go and remembers what each is made of, so that the next time takes only what changed. */
export async function openBundler(input: BuildInput = {}): Promise<Bundler> {
  const { outdir = defaultOutdir, only = () => true, natives = installedHere() } = input;
  const entries = (await findEntries(input.functions)).filter(only);
  const sources = new Map<Entry, ReadonlySet<string>>();
  const hashes = new Map<string, string>();
  /** Folders of bundles that have native packages, with their names. */
  const native = new Map<string, string>();
  // What has failed to build is tried again with the next change, wherever that is.
  const pending = new Set<Entry>();
  await rm(outdir, { recursive: true, force: true });

  /** Keeps what bundles are made of, and gives them the native packages that they import. */
  const keep = async (metafile: Metafile, chosen: readonly Entry[]) => {
    for (const [output, { entryPoint, imports }] of Object.entries(metafile.outputs)) {
      const folder = dirname(join(root, output));
      for (const { path } of imports.filter(({ path, external }) => external && NATIVE.includes(path))) {
        if (native.get(folder) === path) continue;
        await copyNativePackage(path, natives, folder);
        native.set(folder, path);
      }
      const entry = chosen.find(({ context, entry }) => join(outdir, context, entry) === folder);
      if (entry !== undefined && entryPoint !== undefined && basename(output) === 'index.mjs') {
        sources.set(entry, readSources(metafile, entryPoint));
      }
    }
  };

  const bundle = async (chosen: readonly Entry[]): Promise<Entry[]> => {
    for (const entry of chosen) pending.add(entry);
    const whole = await bundled(bundleOptions(chosen, input));
    await keep(whole.metafile, chosen);
    const split = chosen.filter((entry) => importsLater(whole.metafile, sources.get(entry), input.functions));
    const parts = await Promise.all(
      split.map((entry) => bundled({ ...bundleOptions([entry], input), ...splitting(entry) })),
    );
    for (const { metafile } of parts) await keep(metafile, split);
    pending.clear();
    const folderOf = ({ context, entry }: Entry) => join(outdir, context, entry);
    const again = new Set(split.map(folderOf));
    const outputFiles = [
      ...whole.outputFiles.filter(({ path }) => !again.has(dirname(path))),
      ...parts.flatMap((part) => part.outputFiles),
    ];
    // A part has another name whenever it is made of something else.
    const made = new Set(outputFiles.map(({ path }) => path));
    const theirs = new Set(chosen.map(folderOf));
    for (const path of [...hashes.keys()].filter((path) => theirs.has(dirname(path)) && !made.has(path))) {
      hashes.delete(path);
      await rm(path);
    }
    const changed = outputFiles.filter(({ path, hash }) => hashes.get(path) !== hash);
    for (const { path, hash, contents } of changed) {
      hashes.set(path, hash);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, contents);
    }
    const folders = new Set(changed.map(({ path }) => dirname(path)));
    const edge = join(outdir, 'edge/http');
    if (input.functions === undefined && folders.has(edge)) await writeEdgeFiles(edge);
    return chosen.filter(({ context, entry }) => folders.has(join(outdir, context, entry)));
  };

  const nameOf = ({ context, entry }: Entry) => `${context}/${entry}`;
  const record = (): BundleRecord => ({
    sources: [...sources].map(([entry, files]) => [nameOf(entry), [...files].map((file) => relative(root, file))]),
    hashes: [...hashes].map(([file, hash]) => [relative(outdir, file), hash]),
    natives: [...native].map(([folder, name]) => [relative(outdir, folder), name]),
  });
  const takeUp = (before: BundleRecord) => {
    const files = new Map(before.sources);
    for (const entry of entries) sources.set(entry, new Set(files.get(nameOf(entry))?.map((file) => join(root, file))));
    for (const [file, hash] of before.hashes) hashes.set(join(outdir, file), hash);
    for (const [folder, name] of before.natives) native.set(join(outdir, folder), name);
  };
  const kept =
    input.kept === undefined
      ? undefined
      : await keptBundles(input.kept, input.functions ?? defaultFunctions, wrappersOf(entries, input));
  const before = await kept?.restore(outdir);
  if (before) takeUp(before);
  else {
    await bundle(entries);
    await kept?.keep(outdir, record());
  }
  const rebuild = async (files: readonly string[]) => {
    const touched: readonly Entry[] = entries.filter((entry) => files.some((file) => sources.get(entry)?.has(file)));
    const chosen = new Set([...touched, ...pending]);
    return chosen.size > 0 ? bundle([...chosen]) : [];
  };
  return { entries, rebuild };
}

const bundled = (options: ReturnType<typeof bundleOptions>) =>
  build(options).catch((failure: BuildFailure) => {
    throw new OperatorError(`The functions could not be bundled. ${describe(failure)}`);
  });

/** Whether a function of ours imports something only when it is needed. In: the files that it is made of. What dependencies do is small. */
const importsLater = ({ inputs }: Metafile, files: ReadonlySet<string> = new Set(), functions = defaultFunctions) =>
  Object.entries(inputs).some(([file, { imports }]) => {
    const path = join(root, file);
    return path.startsWith(`${functions}/`) && files.has(path) && imports.some(({ kind }) => kind === 'dynamic-import');
  });

/** What is needed later is not even read at the start. The parts lie in the folder of their entry, as a function has no other. */
const splitting = ({ context, entry }: Entry) => ({ splitting: true, chunkNames: `${context}/${entry}/[name]-[hash]` });

/** Every file that a bundle is made of, as absolute paths; also those of which nothing was left in it. */
function readSources({ inputs }: Metafile, entryPoint: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { path } of inputs[file]?.imports ?? []) visit(path);
  };
  visit(entryPoint);
  return new Set([...seen].map((file) => join(root, file)));
}

function describe({ errors }: BuildFailure): string {
  return errors
    .map(({ text, location }) => (location === null ? text : `${location.file}:${location.line}: ${text}`))
    .join('\n');
}

/** How everything is bundled. */
export const bundling = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  // Errors say their names themselves; to keep those of all functions would cost a call for each of them at every start.
  minify: true,
  sourcemap: 'linked',
  sourcesContent: false,
  jsx: 'automatic',
  // Mails are React; its development build is slower and weighs half a megabyte.
  define: { 'process.env.NODE_ENV': '"production"' },
  mainFields: ['module', 'main'],
  external: NATIVE,
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
} as const satisfies BuildOptions;

/** The file that wraps each entry, by its name; those that nothing wraps are left out. */
const wrappersOf = (entries: readonly Entry[], { wrap }: BuildInput): ReadonlyMap<string, string> =>
  new Map(
    entries.flatMap(({ context, entry }) => {
      const wrapper = wrap?.(context, entry);
      return wrapper === undefined ? [] : [[`${context}/${entry}`, wrapper] as const];
    }),
  );

function bundleOptions(
  entries: readonly Entry[],
  { outdir = defaultOutdir, functions = defaultFunctions, maps = true, wrap }: BuildInput,
): BuildOptions & { write: false; metafile: true } {
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
    ...bundling,
    ...(maps ? {} : { sourcemap: false }),
    // What is written is what came out different.
    write: false,
    metafile: true,
    plugins: [
      pureConstants(functions),
      credentials,
      fromProcess,
      ...(wrappers.size > 0 ? [wrapEntries(wrappers)] : []),
    ],
  };
}

/**
 * The SDK would look for credentials in files, at other services and in containers, which is a tenth of a bundle. Lambda has them in the
 * environment, where a client that was given none looks as well.
 */
const credentials: Plugin = {
  name: 'credentials',
  setup(build) {
    const namespace = 'credentials';
    build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ path }) => ({ path, namespace }));
    build.onLoad({ filter: /.*/, namespace }, () => ({
      contents:
        "import { fromEnvironment } from './client.aws.ts'; export const defaultProvider = () => fromEnvironment;",
      resolveDir: join(root, 'functions/shared'),
    }));
  },
};

/**
 * An import of node:http evaluates everything that it exports, a whole second HTTP client among it (undici, for WebSocket), which
 * costs more than the rest of the SDK. Asked of the process the module is the same, and each export is evaluated when it is used.
 */
const fromProcess: Plugin = {
  name: 'from-process',
  setup(build) {
    const namespace = 'from-process';
    build.onResolve({ filter: /^(node:)?(http|https|http2)$/ }, ({ path }) => ({
      path: path.replace(/^(node:)?/, 'node:'),
      namespace,
    }));
    build.onLoad({ filter: /.*/, namespace }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('${path}');`,
    }));
  },
};

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
    const begun = Date.now();
    await buildShopPages();
    console.log(`pages built to dist/web in ${Date.now() - begun} ms`);
  });
}
