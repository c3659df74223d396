import { App, type AppProps, Aspects, Tags } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { StageConfig } from './config.ts';
import { AlarmsReachTopic } from './constructs/alarm-topic.ts';
import { BackofficeStack } from './stacks/backoffice.ts';
import { DataStack } from './stacks/data.ts';
import { OrdersStack } from './stacks/orders.ts';
import { PlatformStack } from './stacks/platform.ts';
import { PrintingStack } from './stacks/printing.ts';
import { SandboxGatewayStack } from './stacks/sandbox-gateway.ts';
import { StorefrontStack } from './stacks/storefront.ts';
import { WebStack } from './stacks/web.ts';
import { EDGE_REGION, WebAclStack } from './stacks/web-acl.ts';

/** Set here and not in cdk.json, so that every synthesis is the same, whoever asks for it. */
const FEATURE_FLAGS = {
  '@aws-cdk/core:enablePartitionLiterals': true,
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/core:checkSecretUsage': true,
  '@aws-cdk/core:target-partitions': ['aws'],
} as const;

export interface PrintVerse {
  readonly app: App;
  readonly httpApi: HttpApi;
  readonly gatewayApi: HttpApi | undefined;
}

/**
 * The whole shop of a stage. `bundles` holds one folder per function: `<bundles>/<context>/<entry>/index.mjs`.
 * The gateway's stack comes first and gives its URL and keys; nothing refers back to it.
 */
export function createApp({
  config,
  bundles,
  pages,
  outdir,
}: {
  readonly config: StageConfig;
  readonly bundles: string;
  /** Folder of the built pages; without one, the stage has no pages and no edge. */
  readonly pages?: string;
  readonly outdir?: string;
}): PrintVerse {
  const appProps: AppProps = { ...(outdir ? { outdir } : {}), analyticsReporting: false, context: FEATURE_FLAGS };
  const app = new App(appProps);
  const foundation = { config, bundles };
  const name = (part: string) => `PrintVerse-${config.stage}-${part}`;
  const env = {
    account: process.env['CDK_DEFAULT_ACCOUNT'],
    region: process.env['CDK_DEFAULT_REGION'] ?? process.env['AWS_REGION'],
  };
  const stackProps = env.account && env.region ? { env: { account: env.account, region: env.region } } : {};

  const gateway = config.paymentProviders.includes('sandbox')
    ? new SandboxGatewayStack(app, name('SandboxGateway'), { ...stackProps, foundation })
    : undefined;
  const { tables, buckets } = new DataStack(app, name('Data'), { ...stackProps, config });
  const { platform } = new PlatformStack(app, name('Platform'), {
    ...stackProps,
    foundation,
    tables,
    buckets,
    gateway: gateway?.access,
    behindEdge: pages !== undefined,
  });
  new StorefrontStack(app, name('Storefront'), { ...stackProps, platform });
  new OrdersStack(app, name('Orders'), { ...stackProps, platform });
  new PrintingStack(app, name('Printing'), { ...stackProps, platform });
  new BackofficeStack(app, name('Backoffice'), { ...stackProps, platform });
  if (pages !== undefined) {
    const acl = new WebAclStack(app, name('WebAcl'), {
      ...(stackProps.env ? { env: { ...stackProps.env, region: EDGE_REGION }, crossRegionReferences: true } : {}),
      config,
    });
    const crossRegionReferences = stackProps.env !== undefined && stackProps.env.region !== EDGE_REGION;
    new WebStack(app, name('Web'), { ...stackProps, crossRegionReferences, platform, pages, webAclArn: acl.arn });
  }
  Aspects.of(app).add(new AlarmsReachTopic(config));
  Tags.of(app).add('project', 'printverse');
  Tags.of(app).add('stage', config.stage);
  return { app, httpApi: platform.api, gatewayApi: gateway?.api };
}
