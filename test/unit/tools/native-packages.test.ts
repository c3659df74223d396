import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBundler } from '../../../tools/build.ts';
import { copyNativePackage, nativeLock } from '../../../tools/native-packages.ts';
import { root } from '../../../tools/root.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'native-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Names of the packages in a bundle's folder. */
async function packagesIn(bundle: string): Promise<string[]> {
  const names = await readdir(join(bundle, 'node_modules'));
  const scoped = await readdir(join(bundle, 'node_modules/@img'));
  return [...names.filter((name) => name !== '@img'), ...scoped.map((name) => `@img/${name}`)].toSorted();
}

/** A package that is installed, with a file of machine code. */
async function install(name: string, manifest: object): Promise<void> {
  const home = join(folder, 'installed/node_modules', name);
  await mkdir(home, { recursive: true });
  await writeFile(join(home, 'package.json'), JSON.stringify({ name, ...manifest }));
  await writeFile(join(home, 'code.node'), name);
  await mkdir(join(home, 'src'));
  await writeFile(join(home, 'src/code.cc'), 'source');
}

async function installEverything(): Promise<void> {
  await install('sharp', {
    dependencies: { 'detect-libc': '*' },
    optionalDependencies: {
      '@img/sharp-linux-arm64': '1',
      '@img/sharp-linuxmusl-arm64': '1',
      '@img/sharp-linux-x64': '1',
    },
  });
  await install('detect-libc', {});
  await install('@img/sharp-linux-x64', { os: ['linux'], cpu: ['x64'], libc: ['glibc'] });
  await install('@img/sharp-linuxmusl-arm64', { os: ['linux'], cpu: ['arm64'], libc: ['musl'] });
  await install('@img/sharp-linux-arm64', {
    os: ['linux'],
    cpu: ['arm64'],
    libc: ['glibc'],
    optionalDependencies: { '@img/sharp-libvips-linux-arm64': '1' },
  });
  await install('@img/sharp-libvips-linux-arm64', { os: ['linux'], cpu: ['arm64'], libc: ['glibc'] });
}

const LAMBDA = { os: 'linux', cpu: 'arm64', libc: 'glibc' };

describe('a bundle', () => {
  test('of an entry that makes pictures holds the machine code of this machine, and runs; others hold none', async () => {
    const functions = join(folder, 'functions');
    for (const [context, text] of [
      [
        'media',
        "import sharp from 'sharp'; export const handler = () => sharp(Buffer.alloc(3), { raw: { width: 1, height: 1, channels: 3 } }).png().toBuffer();",
      ],
      ['orders', 'export const handler = async () => 1;'],
    ] as const) {
      await mkdir(join(functions, context), { recursive: true });
      await writeFile(join(functions, context, 'http.ts'), text);
    }
    const outdir = join(folder, 'out');
    const bundler = await openBundler({ functions, outdir });
    const found = await packagesIn(join(outdir, 'media/http'));
    expect(found).toEqual(expect.arrayContaining(['sharp', 'detect-libc', 'semver']));
    expect(found.filter((name) => name.startsWith('@img/sharp-')).every((name) => name.includes(process.arch))).toBe(
      true,
    );
    expect(await readdir(join(outdir, 'orders/http'))).not.toContain('node_modules');
    const { handler } = (await import(pathToFileURL(join(outdir, 'media/http/index.mjs')).href)) as {
      handler: () => Promise<Buffer>;
    };
    expect((await handler()).subarray(1, 4).toString()).toBe('PNG');
    // A rebuild leaves it there.
    await writeFile(
      join(functions, 'media/http.ts'),
      "import sharp from 'sharp'; export const handler = async () => sharp;",
    );
    await bundler.rebuild([join(functions, 'media/http.ts')]);
    expect(await packagesIn(join(outdir, 'media/http'))).toEqual(found);
  });

  test('for AWS holds the machine code of its machines and no other, and no sources', async () => {
    await installEverything();
    await copyNativePackage('sharp', { folder: join(folder, 'installed'), machine: LAMBDA }, join(folder, 'bundle'));
    expect(await packagesIn(join(folder, 'bundle'))).toEqual(
      ['sharp', 'detect-libc', '@img/sharp-linux-arm64', '@img/sharp-libvips-linux-arm64'].toSorted(),
    );
    expect(await readdir(join(folder, 'bundle/node_modules/sharp'))).not.toContain('src');
  });

  test('is not made without the machine code of its machine, and one sentence says so', async () => {
    await installEverything();
    const source = { folder: join(folder, 'installed'), machine: { os: 'darwin', cpu: 'arm64' } };
    await expect(copyNativePackage('sharp', source, join(folder, 'bundle'))).rejects.toThrow(
      'The package sharp is not installed for darwin arm64: run npm install and try again.',
    );
  });
});

test('what is installed for AWS has the versions and checksums of the lockfile, and nothing beside', async () => {
  const text = await readFile(join(root, 'package-lock.json'), 'utf8');
  const whole = (JSON.parse(text) as { packages: Record<string, { version: string; integrity: string }> }).packages;
  const { manifest, lock } = nativeLock(text) as {
    manifest: { dependencies: Record<string, string> };
    lock: { packages: Record<string, object> };
  };
  expect(manifest.dependencies).toEqual({ sharp: whole['node_modules/sharp']?.version });
  const { '': own, ...packages } = lock.packages;
  expect(own).toEqual(manifest);
  for (const [path, one] of Object.entries(packages)) expect(one).toEqual(whole[path]);
  expect(Object.keys(packages)).toEqual(
    expect.arrayContaining(['node_modules/@img/sharp-linux-arm64', 'node_modules/@img/sharp-libvips-linux-arm64']),
  );
  expect(Object.keys(packages).some((path) => path.includes('aws-sdk'))).toBe(false);
});
