import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { Subscription } from '../../functions/shared/events/consumer.ts';
import type { Row } from '../../functions/shared/http/api.ts';
import { servedKeysOf } from '../../functions/shared/http/route.ts';
import type { Step } from '../../functions/shared/steps.ts';
import type { Entry } from '../../tools/build.ts';
import { root } from './rooms.ts';
import { makeTestFolder } from './test-folder.ts';

/** What an entry turned out to need, by its own code. */
export interface ObservedEntry {
  /** Context and entry, as its function is named: `orders-http`. */
  readonly name: string;
  /** Environment variables that it read while it came up. */
  readonly variables: readonly string[];
  /** Of these, the ones that its function does not have. It stops at the first. */
  readonly missing: readonly string[];
  /** Keys of the routes in its table, aliases included; `$default` for the answer to the rest. */
  readonly routes: readonly string[];
  /** What its table of events takes: `printverse.orders order.created`. */
  readonly events: readonly string[];
  /** What its table of steps can do: `reserve-stock#do`. */
  readonly steps: readonly string[];
  /** Indexes that code in its bundle queries: `orders/gsi1`. */
  readonly indexes: readonly string[];
}

/** What entries hand to the kernel while they come up. */
interface Recorder {
  env(name: string): string;
  api(rows: readonly Row[]): void;
  consumer(subscriptions: readonly Subscription[]): void;
  steps(table: readonly Step[]): void;
}

const RECORDER = 'printverseRecorder';
const world = globalThis as { [RECORDER]?: Recorder };

/** Kernel modules whose functions tell the recorder what they are given. The real ones do their work all the same. */
const RECORDED: Readonly<Record<string, string>> = {
  'shared/env.ts': `
    export const env = (name) => globalThis.${RECORDER}.env(name);
    export const envNumber = (name) => Number(env(name));`,
  ...Object.fromEntries(
    [
      ['shared/http/api.ts', 'api'],
      ['shared/events/consumer.ts', 'consumer'],
      ['shared/steps.ts', 'steps'],
    ].map(([file = '', name = '']) => [
      file,
      `import { ${name} as real } from './${basename(file)}';
      export * from './${basename(file)}';
      export const ${name} = (table, ...more) => {
        globalThis.${RECORDER}.${name}(table);
        return real(table, ...more);
      };`,
    ]),
  ),
};

const recordingKernel: Plugin = {
  name: 'recording-kernel',
  setup(build) {
    const filter = new RegExp(
      `/(${Object.keys(RECORDED)
        .map((file) => basename(file, '.ts'))
        .join('|')})[.]ts$`,
    );
    build.onResolve({ filter }, ({ path, resolveDir, namespace, kind }) => {
      const file = join(resolveDir, path);
      const recorded = Object.keys(RECORDED).some((one) => file === join(root, 'functions', one));
      if (!recorded || namespace === 'recording' || kind === 'entry-point') return undefined;
      return { path: file, namespace: 'recording' };
    });
    build.onLoad({ filter: /.*/, namespace: 'recording' }, ({ path }) => ({
      contents: RECORDED[path.slice(join(root, 'functions/').length)] ?? '',
      resolveDir: dirname(path),
    }));
  },
};

/** The environment of a function, by the name that `ObservedEntry` has. */
export type Environments = ReadonlyMap<string, Readonly<Record<string, string>>>;

let observations = 0;

/**
 * Brings entries of functions/ up as Lambda would, each from a bundle of its own and with the variables of its function, and
 * answers what they needed.
 */
export async function observeEntries(environments: Environments, entries: readonly Entry[]): Promise<ObservedEntry[]> {
  // A module that was loaded from one folder is never loaded from it again.
  const { folder, remove } = await makeTestFolder(`wiring-${observations++}`);
  try {
    const { outputFiles } = await build({
      entryPoints: entries.map(({ context, entry, file }) => ({ in: file, out: `${context}-${entry}` })),
      outdir: folder,
      absWorkingDir: root,
      bundle: true,
      packages: 'external',
      platform: 'node',
      target: 'node24',
      format: 'esm',
      jsx: 'automatic',
      outExtension: { '.js': '.mjs' },
      plugins: [recordingKernel],
      write: false,
      logLevel: 'silent',
    });
    await Promise.all(outputFiles.map(({ path, contents }) => writeFile(path, contents)));
    const require = createRequire(import.meta.url);
    return outputFiles.map(({ path, text }) => {
      const name = basename(path, '.mjs').replaceAll('.', '-');
      return { name, ...bringUp(() => require(path), environments.get(name) ?? {}), indexes: queriedIndexes(text) };
    });
  } finally {
    await remove();
  }
}

/** A token verifier reads where its pool is off the id, which a template does not know yet. */
const STAND_INS: Readonly<Record<string, string>> = { USER_POOL_ID: 'eu-central-1_standin' };

function bringUp(load: () => unknown, environment: Readonly<Record<string, string>>) {
  const [variables, missing] = [new Set<string>(), new Set<string>()];
  const found = { routes: [] as string[], events: [] as string[], steps: [] as string[] };
  world[RECORDER] = {
    env(name) {
      variables.add(name);
      const value = environment[name];
      if (value === undefined) missing.add(name);
      return STAND_INS[name] ?? value ?? '';
    },
    api(rows) {
      found.routes.push(
        ...rows.flatMap(({ route }) => (route.path === '$default' ? ['$default'] : servedKeysOf(route))),
      );
    },
    consumer(subscriptions) {
      found.events.push(...subscriptions.map(({ definition: { context, type } }) => `printverse.${context} ${type}`));
    },
    steps(table) {
      found.steps.push(
        ...table.flatMap((step) =>
          (['do', 'undo'] as const).filter((way) => step[way]).map((way) => `${step.name}#${way}`),
        ),
      );
    },
  };
  try {
    load();
  } catch (error) {
    // Without a setting that it reads as JSON an entry cannot come up; that it is missing is the finding.
    if (missing.size === 0) throw error;
  } finally {
    delete world[RECORDER];
  }
  return { variables: [...variables], missing: [...missing], ...found };
}

/**
 * The indexes that are queried in what the bundler left of each file. An index is queried by code of the context that has the
 * table; code of the kernel that does it for others counts for each context that reaches it.
 */
export function queriedIndexes(bundle: string): string[] {
  const files = [...bundle.matchAll(/^\/\/ (?:recording:)?.*?functions\/(\S+)\n([\s\S]*?)(?=^\/\/ \S+$|(?![\s\S]))/gm)];
  const queries = (code: string) => [...code.matchAll(/\bindex: "(gsi\d)"/g)].map(([, index = '']) => index);
  const kernel = files
    .filter(([, path = '']) => path.startsWith('shared/'))
    .flatMap(([, , code = '']) => code.split(/^(?=(?:async )?function\*? |var )/m))
    .flatMap((code) => {
      const name = /^(?:(?:async )?function\*?|var) (\w+)/.exec(code)?.[1];
      return name ? [{ name, code, called: new RegExp(`(?<!function\\*? )\\b${name}\\(`) }] : [];
    });
  /** What code queries by itself, and by the kernel's functions that it calls, and those that these call. */
  const reached = (code: string, seen: readonly string[] = []): string[] => {
    const called = kernel.filter((one) => !seen.includes(one.name) && one.called.test(code));
    return [...queries(code), ...called.flatMap((one) => reached(one.code, [...seen, one.name]))];
  };
  const found = files
    .filter(([, path = '']) => !path.startsWith('shared/'))
    .flatMap(([, path = '', code = '']) => reached(code).map((index) => `${path.split('/')[0]}/${index}`));
  return [...new Set(found)].sort();
}
