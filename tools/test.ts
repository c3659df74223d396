import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startVitest, type TestCase, type TestModule } from 'vitest/node';
import { runChecks } from './check.ts';
import { runMain } from './operator-error.ts';
import { preparePython } from './python.ts';
import { root } from './root.ts';

/** What a line of CI can be read from: static checks and tests together. */
type Tally = { passed: number; failed: number };

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
    await preparePython('tools', console.log);
    for (const { passed } of await runChecks()) tally[passed ? 'passed' : 'failed'] += 1;
  }
  const vitest = await startVitest(filters, { run: true, watch: false });
  const modules = vitest.state.getTestModules();
  for (const module of modules) countModule(module, tally);
  const unhandled = vitest.state.getUnhandledErrors();
  await vitest.close();
  await rm(recordings, { recursive: true, force: true });
  if (process.exitCode) tally.failed += 1;
  tally.failed += unhandled.length;
  if (modules.length === 0) {
    console.log(filters.length > 0 ? `No test file matches ${filters.join(' ')}.` : 'No test was found.');
    tally.failed += 1;
  }
  console.log(`${tally.passed} passed, ${tally.failed} failed`);
  process.exit(tally.failed === 0 && !process.exitCode ? 0 : 1);
});

function countModule(module: TestModule, tally: Tally): void {
  const tests: TestCase[] = [...module.children.allTests()];
  for (const test of tests) {
    const { state } = test.result();
    if (state === 'passed' || state === 'failed') tally[state] += 1;
  }
  // A file that breaks outside of its tests (on import, in a hook) fails with all of them green or none there.
  if (module.state() === 'failed' && !tests.some((test) => test.result().state === 'failed')) tally.failed += 1;
}
