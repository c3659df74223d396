import { AssetStaging, Tags } from 'aws-cdk-lib';
import { createApp } from '../lib/app.ts';
import { type SagaTimings, stages } from '../lib/config.ts';
import { OperatorError, runMain } from '../tools/operator-error.ts';

/** The two HTTP APIs keep one address over restarts, so it is known before they exist. */
const apiIds = { api: 'a0000001', gateway: 'a0000002' };

/** Tags by which an emulator lets a template choose an API's id: the default local cloud's, and LocalStack's. */
const idTags = ['ms-custom-id', '_custom_id_'];

/** Where the two APIs answer on a local cloud, without a trailing slash. */
export function publicUrls(endpoint: string): { api: string; gateway: string } {
  const { protocol, hostname, port } = new URL(endpoint);
  // Browsers take secure cookies from localhost, not from its address.
  const host = hostname === '127.0.0.1' ? 'localhost' : hostname;
  const base = `${protocol}//${host}${port ? `:${port}` : ''}/_aws/execute-api`;
  return { api: `${base}/${apiIds.api}`, gateway: `${base}/${apiIds.gateway}` };
}

/** The settings of a shop on a local cloud: those of the stage, with the addresses of this one. In: as `synthLocal` takes them. */
export const localConfig = ({
  endpoint,
  webUrl,
  timings,
}: {
  endpoint: string;
  webUrl?: string | undefined;
  timings?: Partial<SagaTimings> | undefined;
}) => ({
  ...stages.local,
  saga: { ...stages.local.saga, ...timings },
  publicUrls: { ...stages.local.publicUrls, ...publicUrls(endpoint), ...(webUrl ? { web: webUrl } : {}) },
});

/**
 * Synthesises the app for a local cloud at `endpoint` from the bundles in `bundles` into `outdir` and answers that
 * assembly's folder.
 */
export function synthLocal({
  endpoint,
  bundles,
  outdir,
  webUrl,
  timings,
}: {
  endpoint: string;
  bundles: string;
  outdir: string;
  /** Where the shop's pages are, without a trailing slash, if this shop has some. */
  webUrl?: string | undefined;
  /** Instead of the stage's own, where waiting for them would take too long. */
  timings?: Partial<SagaTimings> | undefined;
}): string {
  const config = localConfig({ endpoint, webUrl, timings });
  // What an earlier synthesis of this process staged lies in a folder that may be gone.
  AssetStaging.clearAssetHashCache();
  const { app, httpApi, gatewayApi } = createApp({ config, bundles, outdir });
  for (const tag of idTags) {
    Tags.of(httpApi).add(tag, apiIds.api);
    if (gatewayApi !== undefined) Tags.of(gatewayApi).add(tag, apiIds.gateway);
  }
  return app.synth().directory;
}

if (import.meta.main) {
  await runMain(async () => {
    const [endpoint, bundles, outdir, webUrl] = process.argv.slice(2);
    if (endpoint === undefined || bundles === undefined || outdir === undefined) {
      throw new OperatorError(
        'Say for which cloud, from which bundles and to where: synth.ts <endpoint> <bundles> <outdir> [<web url>]',
      );
    }
    console.log(synthLocal({ endpoint, bundles, outdir, webUrl }));
  });
}
