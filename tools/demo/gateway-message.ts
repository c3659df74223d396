import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Order } from '@printverse/client/api.d.ts';
import { signatureHeader } from '../../functions/sandbox-gateway/webhook.ts';
import { clientConfig } from '../../local/cloud.ts';
import type { Outputs } from '../../local/outputs.ts';
import type { CallOptions } from './client.ts';

/** What the gateway would send to the shop when an order is paid, signed now with the key that both know. */
export async function capturedMessage(
  { apiUrl }: Pick<Outputs, 'apiUrl'>,
  order: Order,
  messageId: string,
): Promise<CallOptions> {
  const { SecretString = '{}' } = await new SecretsManagerClient(clientConfig(new URL(apiUrl).origin)).send(
    new GetSecretValueCommand({ SecretId: 'printverse-local-sandbox-gateway-webhook-key' }),
  );
  const raw = JSON.stringify({
    id: messageId,
    type: 'payment.captured',
    createdAt: new Date().toISOString(),
    data: { paymentId: order.payment.paymentId, orderId: order.id, amount: order.total, status: 'captured' },
  });
  return {
    raw,
    headers: { 'sandbox-signature': signatureHeader(String(JSON.parse(SecretString).current), new Date(), raw) },
  };
}
