import * as z from 'zod';
import { webUrl } from '../shared/http/shapes.ts';
import { Money } from '../shared/money.ts';
import type { Secret } from '../shared/signatures.ts';
import { type Gateway, GatewayUnavailable, RefundRefused } from './gateway.ts';

/** An answer that takes longer counts as lost. */
const TIMEOUT_MS = 6_000;

const SandboxPayment = z.object({
  status: z.enum(['pending', 'requires_action', 'captured', 'failed', 'voided']),
  amount: Money,
  failure: z.enum(['declined', 'expired']).optional(),
  actionUrl: webUrl(2_000).optional(),
});
const SandboxRefund = z.object({ status: z.enum(['succeeded', 'failed']) });

/** The sandbox gateway over HTTP. */
export function sandboxGateway({ url, apiKey }: { readonly url: string; readonly apiKey: Secret }): Gateway {
  async function call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    try {
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${(await apiKey()).current}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
        redirect: 'error',
      });
      if (answer.status >= 500 || answer.status === 429) throw new Error(`The gateway answered ${answer.status}`);
      return { status: answer.status, body: await answer.json() };
    } catch (error) {
      throw new GatewayUnavailable(`${method} ${path} is undecided`, { cause: error });
    }
  }
  const found = async (paymentId: string) => {
    const answer = await call('GET', `/v1/payments/${paymentId}`);
    return answer.status === 404 ? undefined : SandboxPayment.parse(answer.body);
  };
  return {
    async pay({ paymentId, method, expiresAt, ...order }) {
      const answer = await call('PUT', `/v1/payments/${paymentId}`, {
        ...order,
        ...(method ? { token: method } : {}),
        expiresAt: expiresAt.toISOString(),
      });
      if (answer.status === 409) return { status: 'failed', amount: order.amount, failure: 'mismatch' };
      return SandboxPayment.parse(answer.body);
    },
    find: found,
    async void(paymentId) {
      const answer = await call('POST', `/v1/payments/${paymentId}/void`, {});
      if (answer.status !== 409) return SandboxPayment.parse(answer.body);
      const captured = await found(paymentId);
      if (!captured) throw new GatewayUnavailable('A payment that could not be voided is not there');
      return captured;
    },
    async refund(paymentId, amount, key) {
      const answer = await call('POST', `/v1/payments/${paymentId}/refunds`, { amount, key });
      if (answer.status !== 200 && answer.status !== 201)
        throw new RefundRefused(`The gateway answered ${answer.status}`);
      if (SandboxRefund.parse(answer.body).status === 'failed')
        throw new RefundRefused('The gateway refused the refund');
    },
  };
}
