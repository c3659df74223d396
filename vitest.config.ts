import { defineConfig } from 'vitest/config';

/** Files of a project one at a time, in a group of its own: projects of one group have as many workers. Takes the place of the group. */
const oneAfterAnother = (groupOrder: number) => ({ fileParallelism: false, maxWorkers: 1, sequence: { groupOrder } });

const rooms = ['unit', 'cdk', 'architecture', 'contract', 'browser'].map((name) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    // Against hanging only: a machine that is busy proves nothing.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The files look at the same templates: one worker loads the CDK once and synthesises each stage once.
    ...(name === 'cdk' ? { isolate: false, ...oneAfterAnother(1) } : {}),
  },
}));

export default defineConfig({
  test: {
    projects: [
      ...rooms,
      {
        // Another program, in Python, that looks at the templates for as long as all tests of the CDK together.
        test: { name: 'cfn-lint', include: ['test/cfn-lint/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        // The app, deployed once for the run on an emulator of its own.
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          exclude: ['test/integration/local-cloud/**'],
          globalSetup: 'test/support/shop.ts',
          // They share the shop.
          ...oneAfterAnother(2),
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // A shop with its pages, in a real browser; behind everything else, because both want the whole machine.
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: 'test/e2e/setup.ts',
          ...oneAfterAnother(4),
          // Against hanging only.
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
      {
        // What we lean on in the emulator; the one project to run when its pin moves.
        test: {
          name: 'local-cloud',
          include: ['test/integration/local-cloud/**/*.test.ts'],
          globalSetup: 'test/integration/local-cloud/setup.ts',
          // They share the cloud, and measure it.
          ...oneAfterAnother(3),
          testTimeout: 60_000,
        },
      },
    ],
  },
});
