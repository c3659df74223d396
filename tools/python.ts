import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { OperatorError } from './operator-error.ts';
import { root } from './root.ts';

const run = promisify(execFile);
/** What is installed into a Python of its own, and how to see that it is there. */
const environments = {
  emulator: {
    what: 'the emulator',
    requirements: 'local/emulator/requirements.txt',
    works: 'import ministack.core, cryptography',
  },
  tools: {
    what: 'the Python tools of the tests',
    requirements: 'tools/test-tools.txt',
    works: 'from importlib.metadata import version as v; v("cfn-lint"), v("schemathesis")',
  },
} as const;
type Environment = (typeof environments)[keyof typeof environments];
const oldest = [3, 10] as const;
const candidates = ['python3.13', 'python3.12', 'python3.11', 'python3.10', 'python3', 'python'];

/**
 * The Python that has what was asked for installed, from `.local/python-<hash of the requirements>`; installs it when
 * missing. Built under a name of its own and renamed at the end, so neither a broken-off install nor a second one at the
 * same time leaves half of it. Throws `OperatorError` with what to do.
 */
export async function preparePython(
  wanted: keyof typeof environments,
  onProgress: (line: string) => void,
): Promise<string> {
  const environment = environments[wanted];
  const requirements = join(root, environment.requirements);
  const hash = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 12);
  const home = join(root, '.local', `python-${hash}`);
  const python = join(home, 'bin', 'python');
  if (existsSync(python) && (await works(python, environment))) return python;
  await rm(home, { recursive: true, force: true });

  const base = await findPython();
  onProgress(`installing ${environment.what} (once)`);
  await mkdir(join(root, '.local'), { recursive: true });
  await removeLeftovers(hash);
  const draft = `${home}.${process.pid}`;
  await rm(draft, { recursive: true, force: true });
  try {
    await run(base, ['-m', 'venv', draft]).catch((error: Error & { stdout?: string }) => {
      throw new OperatorError(
        `Python at ${base} cannot make virtual environments (${firstLine(error.stdout || error.message)}); install its venv and pip packages (Debian, Ubuntu: apt install python3-venv).`,
      );
    });
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'];
    const pinned = ['--require-hashes', '--only-binary=:all:', '-r', requirements];
    await run(join(draft, 'bin', 'python'), [...pip, ...pinned]).catch((error: Error & { stderr?: string }) => {
      throw new OperatorError(
        `Python packages (${environment.requirements}) could not be installed (${lastLine(error.stderr || error.message)}); check the network connection and start again.`,
      );
    });
    await rename(draft, home).catch(async (error: NodeJS.ErrnoException) => {
      // Somebody else finished first: theirs is as good as ours.
      if (!(await works(python, environment))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return python;
}

async function works(python: string, environment: Environment): Promise<boolean> {
  return run(python, ['-c', environment.works]).then(
    () => true,
    () => false,
  );
}

async function findPython(): Promise<string> {
  const seen: string[] = [];
  for (const candidate of candidates) {
    const version = await run(candidate, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']).then(
      ({ stdout }) => stdout.trim(),
      () => undefined,
    );
    if (version === undefined) continue;
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major === oldest[0] && minor >= oldest[1]) return candidate;
    seen.push(version);
  }
  throw new OperatorError(
    seen.length > 0
      ? `Python ${oldest.join('.')} or newer is needed for the local cloud and this machine has ${seen[0]}; install a newer one and start again.`
      : `Python ${oldest.join('.')} or newer is needed for the local cloud; install it (with pip and venv) and start again, or point AWS_ENDPOINT_URL at a running one.`,
  );
}

/** Drafts of installs whose process is gone. */
async function removeLeftovers(hash: string): Promise<void> {
  const prefix = `python-${hash}.`;
  for (const name of await readdir(join(root, '.local'))) {
    if (name.startsWith(prefix) && !isAlive(Number(name.slice(prefix.length)))) {
      await rm(join(root, '.local', name), { recursive: true, force: true });
    }
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const lines = (text: string) => text.trim().split('\n');
const firstLine = (text: string) => lines(text)[0] ?? '';
const lastLine = (text: string) => lines(text).at(-1) ?? '';
