import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { root } from './root.ts';

/** What a bundler knows of the bundles in a folder. Paths are relative to that folder, those of sources to the project. */
export interface BundleRecord {
  /** Files that each entry is made of, by `<context>/<entry>`. */
  readonly sources: readonly (readonly [entry: string, files: readonly string[]])[];
  readonly hashes: readonly (readonly [file: string, hash: string])[];
  readonly natives: readonly (readonly [folder: string, name: string])[];
}

export interface KeptBundles {
  /** Copies what was kept into the folder, which must not be there. Out: its record; nothing where none was made of the same files. */
  restore(outdir: string): Promise<BundleRecord | undefined>;
  /** Keeps the bundles of a folder in place of what was kept. */
  keep(outdir: string, record: BundleRecord): Promise<void>;
}

const RECORD = 'kept.json';

/**
 * Bundles that were made before: making all of them is half of what a shop waits for when it starts. They serve as long as
 * nothing changes that they are made of: our functions, the tools that bundle them, the packages, and what wraps an entry.
 * In: the folder for them, that of the functions, and the file that wraps each entry, by `<context>/<entry>`.
 */
export async function keptBundles(
  folder: string,
  functions: string,
  wrappers: ReadonlyMap<string, string>,
): Promise<KeptBundles> {
  const key = await keyOf(functions, wrappers);
  // One place for those that are wrapped and one for those that are not: the newest replaces the one before.
  const place = join(folder, wrappers.size > 0 ? 'wrapped' : 'plain');
  return {
    async restore(outdir) {
      try {
        const kept = JSON.parse(await readFile(join(place, RECORD), 'utf8')) as { key: string; record: BundleRecord };
        if (kept.key !== key) return undefined;
        await cp(join(place, 'functions'), outdir, { recursive: true, mode: constants.COPYFILE_FICLONE });
        return kept.record;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
        // None yet, or another shop is replacing them.
        await rm(outdir, { recursive: true, force: true });
        return undefined;
      }
    },
    async keep(outdir, record) {
      const made = `${place}-${process.pid}`;
      await rm(made, { recursive: true, force: true });
      await mkdir(made, { recursive: true });
      await cp(outdir, join(made, 'functions'), { recursive: true, mode: constants.COPYFILE_FICLONE });
      await writeFile(join(made, RECORD), JSON.stringify({ key, record }));
      await rm(place, { recursive: true, force: true });
      await rename(made, place).catch(async (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
        // Another shop was faster, with the same.
        await rm(made, { recursive: true, force: true });
      });
    },
  };
}

async function keyOf(functions: string, wrappers: ReadonlyMap<string, string>): Promise<string> {
  const folders = new Set([functions, join(root, 'tools'), ...[...wrappers.values()].map(dirname)]);
  const files = [join(root, 'package-lock.json')];
  for (const folder of folders) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const file = join(entry.parentPath, entry.name);
      if (entry.isFile() && !file.includes('/node_modules/')) files.push(file);
    }
  }
  const hash = createHash('sha256').update(JSON.stringify([process.version, process.platform, process.arch]));
  hash.update(JSON.stringify([...wrappers]));
  for (const file of files.toSorted()) hash.update(`\0${file}\0`).update(await readFile(file));
  return hash.digest('hex');
}
