import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import type { TestProject } from 'vitest/node';
import { deployAssembly } from '../../../local/deploy.ts';
import { startEmulator } from '../../../local/emulator/emulator.ts';
import { closeGaps } from '../../../local/gaps.ts';
import { buildFunctions } from '../../../tools/build.ts';
import { root } from '../../../tools/root.ts';
import { makeTestFolder } from '../../support/test-folder.ts';
import { ProbeStack } from './stack.ts';

export type Probe = { endpoint: string; outputs: Record<string, string>; bundles: string };

declare module 'vitest' {
  interface ProvidedContext {
    probe: Probe;
  }
}

export const lambdaLimit = 3;

/** The probe stack on an emulator of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { folder, remove } = await makeTestFolder('local-cloud');
  const env = { PROBE_GIVEN: 'to every function' };
  const emulator = await startEmulator({ stateDir: join(folder, 'state'), lambdaLimit, env });
  try {
    const bundles = join(folder, 'functions');
    const assembly = join(folder, 'cdk.out');
    await buildFunctions({ functions: join(root, 'test/integration/local-cloud/functions'), outdir: bundles });
    const app = new App({ outdir: assembly, analyticsReporting: false });
    new ProbeStack(app, bundles);
    app.synth();
    const { endpoint } = emulator;
    const { probe } = await deployAssembly({ endpoint, assembly });
    if (probe === undefined) throw new Error('the probe stack has no outputs');
    await closeGaps({ endpoint, assembly });
    project.provide('probe', { endpoint, outputs: probe, bundles });
  } catch (error) {
    await emulator.stop();
    await remove();
    throw error;
  }
  return async () => {
    await emulator.stop();
    await remove();
  };
}
