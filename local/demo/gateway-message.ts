import { createHmac } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Order } from '../client/api.d.ts';
import { clientConfig } from '../cloud.ts';
import { type Answer, sendAsWritten } from './client.ts';
import type { Shopper } from './shopper.ts';

/** Says to the shop what the gateway would say of an order's payment, signed with the key that both know. */
export async function sayCaptured(shopper: Shopper, order: Order, messageId: string): Promise<Answer> {
  const { SecretString = '{}' } = await new SecretsManagerClient(
    clientConfig(new URL(shopper.outputs.apiUrl).origin),
  ).send(new GetSecretValueCommand({ SecretId: 'printverse-local-sandbox-gateway-webhook-key' }));
  const raw = JSON.stringify({
    id: messageId,
    type: 'payment.captured',
    createdAt: new Date().toISOString(),
    data: { paymentId: order.payment.paymentId, orderId: order.id, amount: order.total, status: 'captured' },
  });
  const at = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', String(JSON.parse(SecretString).current))
    .update(`${at}.${raw}`)
    .digest('hex');
  return sendAsWritten(shopper.outputs.apiUrl, 'POST', '/payments/webhooks/sandbox', {
    raw,
    headers: { 'sandbox-signature': `t=${at},v1=${signature}` },
  });
}
