import { clientConfig } from '../local/cloud.ts';
import { readOutputs } from '../local/outputs.ts';
import { OperatorError } from './operator-error.ts';

/** Settings for SDK clients of an operator's command: a shop on this machine, or an AWS account. */
export type Target = { config: ReturnType<typeof clientConfig> | Record<string, never>; stage: string };

/**
 * Where an operator's command works: with a stage of an AWS account on that account (the SDK's own credentials), else on
 * the cloud that AWS_ENDPOINT_URL names, else on the shop that npm start keeps up.
 */
export async function findTarget(stage: string | undefined): Promise<Target> {
  if (stage !== undefined && stage !== 'local') {
    leaveLocalCloud();
    return { config: {}, stage };
  }
  const endpoint = process.env.AWS_ENDPOINT_URL || (await findRunningShop());
  if (endpoint === undefined) {
    throw new OperatorError(
      'No shop runs from this folder: start one with npm start, or name a stage on AWS with --stage.',
    );
  }
  return { config: clientConfig(endpoint), stage: 'local' };
}

/** From here on AWS is AWS: forgets AWS_ENDPOINT_URL and its relatives for single services, which the SDK would follow. */
export function leaveLocalCloud(env: Record<string, string | undefined> = process.env): void {
  for (const name of Object.keys(env)) if (/^AWS_ENDPOINT_URL(_|$)/.test(name)) delete env[name];
}

async function findRunningShop(): Promise<string | undefined> {
  const apiUrl = (await readOutputs())?.apiUrl;
  return apiUrl === undefined ? undefined : new URL(apiUrl).origin.replace('localhost', '127.0.0.1');
}
