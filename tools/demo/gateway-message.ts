import type { Order } from '@printverse/client/api.d.ts';
import { signatureHeader } from '../../functions/sandbox-gateway/webhook.ts';
import type { Outputs } from '../../local/outputs.ts';
import type { CallOptions } from './client.ts';
import { sandboxKey } from './sandbox-keys.ts';

/** What the gateway would send to the shop when an order is paid, signed now with the key that both know. */
export async function capturedMessage(
  outputs: Pick<Outputs, 'apiUrl'>,
  order: Order,
  messageId: string,
): Promise<CallOptions> {
  const raw = JSON.stringify({
    id: messageId,
    type: 'payment.captured',
    createdAt: new Date().toISOString(),
    data: { paymentId: order.payment.paymentId, orderId: order.id, amount: order.total, status: 'captured' },
  });
  const key = await sandboxKey(outputs, 'gateway-webhook-key');
  return { raw, headers: { 'sandbox-signature': signatureHeader(key, new Date(), raw) } };
}
