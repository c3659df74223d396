import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startVitest, type TestCase, type TestModule, type Vitest } from 'vitest/node';
import { runChecks } from './check.ts';
import { runMain } from './operator-error.ts';
import { preparePython } from './python.ts';
import { root } from './root.ts';

/** What a line of CI can be read from: static checks and tests together. */
type Tally = { passed: number; failed: number };

/**
 * Projects of a whole run. Lanes run side by side: one waits for its shop most of the time, the other reckons. What stands behind them
 * has the machine for itself.
 */
const LANES = [['integration'], ['!integration', '!e2e']] as const;
const BEHIND = ['e2e'] as const;

await runMain(async () => {
  const filters = process.argv.slice(2);
  const tally: Tally = { passed: 0, failed: 0 };
  // Where the functions of all shops of this run leave what they did.
  const recordings = join(root, '.test', `recordings-${process.pid}`);
  // A part of the tests is asked for while working on it; the whole is the whole.
  if (filters.length === 0) {
    process.env.WHOLE_RUN = recordings;
    await mkdir(recordings, { recursive: true });
    // Before the tests, so that no two of them install the same at the same time.
    for (const environment of ['tools', 'emulator'] as const) await preparePython(environment, console.log);
    for (const { passed } of await runChecks()) tally[passed ? 'passed' : 'failed'] += 1;
  }
  if (filters.length > 0) {
    await count(tally, [await startVitest(filters, { run: true, watch: false })], filters.join(' '));
  } else {
    await count(tally, await Promise.all(LANES.map(run)), LANES.join(' and '));
    await count(tally, [await run(BEHIND)], BEHIND.join());
  }
  await rm(recordings, { recursive: true, force: true });
  if (process.exitCode) tally.failed += 1;
  console.log(`${tally.passed} passed, ${tally.failed} failed`);
  process.exit(tally.failed === 0 && !process.exitCode ? 0 : 1);
});

function run(project: readonly string[]): Promise<Vitest> {
  return startVitest([], { run: true, watch: false, project: [...project] });
}

/** Counts what was run, and closes it. The shop of one lane is judged by what those of the other recorded, so none is closed before all have ended. */
async function count(tally: Tally, lanes: readonly Vitest[], wanted: string): Promise<void> {
  for (const lane of lanes) {
    const modules = lane.state.getTestModules();
    for (const module of modules) countModule(module, tally);
    tally.failed += lane.state.getUnhandledErrors().length;
    if (modules.length === 0) {
      console.log(`No test file matches ${wanted}.`);
      tally.failed += 1;
    }
  }
  for (const lane of lanes) await lane.close();
}

function countModule(module: TestModule, tally: Tally): void {
  const tests: TestCase[] = [...module.children.allTests()];
  for (const test of tests) {
    const { state } = test.result();
    if (state === 'passed' || state === 'failed') tally[state] += 1;
  }
  // A file that breaks outside of its tests (on import, in a hook) fails with all of them green or none there.
  if (module.state() === 'failed' && !tests.some((test) => test.result().state === 'failed')) tally.failed += 1;
}
