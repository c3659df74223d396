import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { secret } from '../shared/secrets.aws.ts';
import { PaymentWebhook } from './contract.ts';
import { sandboxGateway } from './gateway.sandbox.ts';
import { receiveWebhook } from './receive-webhook.ts';
import { settlementPorts } from './settlement-ports.dynamodb.ts';

const sandbox = {
  gateway: sandboxGateway({ url: env('GATEWAY_URL'), apiKey: secret(env('GATEWAY_API_KEY_SECRET')) }),
  key: secret(env('GATEWAY_WEBHOOK_SECRET')),
  header: 'sandbox-signature',
};
const gateways = new Map([['sandbox', sandbox]]);

export const handler = api([on(PaymentWebhook, receiveWebhook({ ...settlementPorts(), gateways }))]);
