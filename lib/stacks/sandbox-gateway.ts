import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Foundation } from '../constructs/context-function.ts';
import { ContextTable } from '../constructs/context-table.ts';
import { FrontDoor } from '../constructs/front-door.ts';
import { signingKey } from '../constructs/secrets.ts';
import { SandboxGatewayContext } from '../contexts/sandbox-gateway.ts';
import type { GatewayAccess } from '../platform.ts';

/** A payment provider and a carrier of its own, which knows the shop as any merchant: by an API key and the URLs it is given. */
export class SandboxGatewayStack extends Stack {
  readonly api: HttpApi;
  readonly access: NonNullable<GatewayAccess>;

  constructor(scope: Construct, id: string, props: StackProps & { readonly foundation: Foundation }) {
    const { foundation, ...stackProps } = props;
    const { config } = foundation;
    if (config.stage === 'prod') {
      throw new Error("The sandbox gateway takes no real money: take 'sandbox' out of prod's paymentProviders.");
    }
    super(scope, id, stackProps);
    const table = new ContextTable(this, 'Table', { context: 'sandbox-gateway', config });
    const name = `printverse-${config.stage}-sandbox-gateway`;
    this.api = new HttpApi(this, 'Api', { apiName: name, createDefaultStage: false });
    new FrontDoor(this, 'Door', { config, name, api: this.api });
    this.access = {
      url: config.publicUrls.gateway ?? this.api.apiEndpoint,
      apiKey: signingKey(this, 'ApiKey', `printverse-${config.stage}-sandbox-gateway-api-key`),
      webhookKey: signingKey(this, 'WebhookKey', `printverse-${config.stage}-sandbox-gateway-webhook-key`),
      carrierKey: signingKey(this, 'CarrierWebhookKey', `printverse-${config.stage}-sandbox-carrier-webhook-key`),
    };
    new SandboxGatewayContext(this, 'Gateway', { ...foundation, api: this.api, table, access: this.access });
    new CfnOutput(this, 'GatewayUrl', { value: this.access.url });
    new CfnOutput(this, 'GatewayApiKeySecret', { value: this.access.apiKey.secretArn });
    new CfnOutput(this, 'GatewayWebhookKeySecret', { value: this.access.webhookKey.secretArn });
    new CfnOutput(this, 'CarrierWebhookKeySecret', { value: this.access.carrierKey.secretArn });
  }
}
