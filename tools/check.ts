import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { runMain } from './operator-error.ts';
import { root } from './root.ts';

type Check = { what: string; command: string; args: string[] };

const checks: Check[] = [
  { what: 'types', command: 'tsc', args: ['--noEmit', '--pretty', 'false'] },
  { what: 'types of the pages', command: 'tsc', args: ['--noEmit', '--pretty', 'false', '-p', 'web'] },
  { what: 'lint', command: 'oxlint', args: ['--format', 'unix'] },
  {
    what: 'format',
    command: 'biome',
    args: ['check', '--linter-enabled=false', '--colors=off', '--max-diagnostics=50'],
  },
  {
    what: 'dependencies between rooms',
    command: 'depcruise',
    args: ['bin', 'functions', 'lib', 'local', 'tools', 'client', 'web', 'test'],
  },
  { what: 'unused code', command: 'knip', args: ['--no-progress'] },
];

export type CheckResult = { what: string; passed: boolean };

/** Runs the static checks side by side, prints a line for each as it ends and, of one that fails, what it printed. */
export async function runChecks(): Promise<CheckResult[]> {
  return Promise.all(
    checks.map(async ({ what, command, args }) => {
      const started = Date.now();
      const { code, output } = await run(command, args);
      const passed = code === 0;
      if (!passed) console.log(output.trimEnd());
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      console.log(`${passed ? 'passed' : 'FAILED'}  ${what} (${command}, ${seconds} s)`);
      return { what, passed };
    }),
  );
}

async function run(command: string, args: string[]): Promise<{ code: number; output: string }> {
  // The tools' launchers are scripts of Node: they run under this one, whatever Node is first on the path.
  const path = [join(process.execPath, '..'), process.env.PATH].join(':');
  const child = spawn(join(root, 'node_modules/.bin', command), args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: path, NO_COLOR: '1' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? 1, output };
}

if (import.meta.main) {
  await runMain(async () => {
    const results = await runChecks();
    if (results.some(({ passed }) => !passed)) process.exit(1);
  });
}
