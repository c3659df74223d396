import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { OperatorError } from './operator-error.ts';
import { root } from './root.ts';

/** Packages with machine code: no bundle can hold them, so they lie beside the bundles that import them. */
export const NATIVE = ['sharp'];

/** What machine code is made for, as npm calls it. */
export interface Machine {
  readonly os: string;
  readonly cpu: string;
  /** On Linux. */
  readonly libc?: string;
}

/** Where native packages are taken from, and for which machine. */
export interface NativeSource {
  /** Holds `node_modules`. */
  readonly folder: string;
  readonly machine: Machine;
}

/** What the functions run on at AWS: `Architecture.ARM_64` in lib/constructs/context-function.ts. */
const LAMBDA: Machine = { os: 'linux', cpu: 'arm64', libc: 'glibc' };

/** This machine, on which the local cloud runs them. */
const here = (): Machine => {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  const libc = header.glibcVersionRuntime === undefined ? 'musl' : 'glibc';
  return { os: process.platform, cpu: process.arch, ...(process.platform === 'linux' ? { libc } : {}) };
};

/** What npm has installed for this machine. */
export const installedHere = (): NativeSource => ({ folder: root, machine: here() });

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
}

const runsOn = ({ os, cpu, libc }: Manifest, machine: Machine): boolean =>
  (os?.includes(machine.os) ?? true) &&
  (cpu?.includes(machine.cpu) ?? true) &&
  (libc === undefined || machine.libc === undefined || libc.includes(machine.libc));

/**
 * A native package, what it needs, and its machine code for one machine and no other, by their names. Throws when that machine's
 * is not installed.
 */
async function closureOf(name: string, { folder, machine }: NativeSource): Promise<string[]> {
  const seen = new Set<string>();
  const read = async (one: string): Promise<Manifest> =>
    JSON.parse(await readFile(join(folder, 'node_modules', one, 'package.json'), 'utf8')) as Manifest;
  const visit = async (one: string): Promise<void> => {
    if (seen.has(one)) return;
    seen.add(one);
    const { dependencies = {}, optionalDependencies = {} } = await read(one);
    for (const needed of Object.keys(dependencies)) await visit(needed);
    const candidates = Object.keys(optionalDependencies);
    let fitting = 0;
    for (const candidate of candidates) {
      const manifest = await read(candidate).catch(() => undefined);
      if (manifest === undefined || !runsOn(manifest, machine)) continue;
      fitting += 1;
      await visit(candidate);
    }
    if (one === name && candidates.length > 0 && fitting === 0) {
      const { os, cpu } = machine;
      throw new OperatorError(`The package ${name} is not installed for ${os} ${cpu}: run npm install and try again.`);
    }
  };
  await visit(name);
  return [...seen].sort();
}

/** Sources in C++, and what is for people. */
const LEFT_OUT = /^(src|install|README\.md|CHANGELOG\.md)$/;

/** Puts a native package with all that it needs into the `node_modules` of a bundle's folder. */
export async function copyNativePackage(name: string, source: NativeSource, bundle: string): Promise<void> {
  const to = join(bundle, 'node_modules');
  await rm(to, { recursive: true, force: true });
  for (const one of await closureOf(name, source)) {
    const from = join(source.folder, 'node_modules', one);
    await mkdir(dirname(join(to, one)), { recursive: true });
    await cp(from, join(to, one), {
      recursive: true,
      dereference: true,
      filter: (file) => !(dirname(file) === from && LEFT_OUT.test(basename(file))),
    });
  }
}

type Locked = Readonly<Record<string, Manifest & { readonly version?: string }>>;

/**
 * The lockfile of the native packages alone, with the versions and checksums of the project's own, as npm writes one. In: the
 * text of the project's.
 */
export function nativeLock(text: string): { readonly manifest: object; readonly lock: object } {
  const { lockfileVersion, packages } = JSON.parse(text) as { lockfileVersion: number; packages: Locked };
  const kept: Record<string, object> = {};
  /** As Node looks for it: beside the package that needs it, then one level up, and so on. */
  const locate = (name: string, from: string): string | undefined => {
    const path = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
    if (path in packages || from === '') return path in packages ? path : undefined;
    return locate(name, from.replace(/\/?node_modules\/(?:@[^/]+\/)?[^/]+$/, ''));
  };
  const keep = (name: string, from: string) => {
    const path = locate(name, from);
    const one = path === undefined ? undefined : packages[path];
    if (path === undefined || one === undefined || path in kept) return;
    kept[path] = one;
    for (const needed of Object.keys({ ...one.dependencies, ...one.optionalDependencies })) keep(needed, path);
  };
  for (const name of NATIVE) keep(name, '');
  const dependencies = Object.fromEntries(
    NATIVE.map((name) => [name, packages[`node_modules/${name}`]?.version ?? '']),
  );
  const manifest = { name: 'printverse-native', version: '0.0.0', private: true, dependencies };
  return { manifest, lock: { ...manifest, lockfileVersion, requires: true, packages: { '': manifest, ...kept } } };
}

/** Installs the native packages for the machines of AWS into a folder of their own. Throws when they cannot be had. */
export async function installForLambda(folder = join(root, 'dist/lambda-packages')): Promise<NativeSource> {
  const { manifest, lock } = nativeLock(await readFile(join(root, 'package-lock.json'), 'utf8'));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify(lock));
  const { os, cpu, libc } = LAMBDA;
  const args = ['ci', `--os=${os}`, `--cpu=${cpu}`, `--libc=${libc}`, '--ignore-scripts', '--no-audit', '--no-fund'];
  await promisify(execFile)('npm', args, { cwd: folder }).catch((error: Error & { stderr?: string }) => {
    const why = /npm error (?!code|A complete log)(.+)/.exec(error.stderr ?? '')?.[1] ?? error.message;
    throw new OperatorError(`${NATIVE.join(', ')} could not be installed for ${os} ${cpu}: ${why}`);
  });
  return { folder, machine: LAMBDA };
}
