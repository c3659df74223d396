import { log } from '../shared/observability.ts';
import type { Merchant } from './run-errand.ts';

const TIMEOUT_MS = 5_000;

/** Posts webhooks over HTTP. Answers the status, nothing when the merchant did not answer in five seconds. */
export const httpMerchant: Merchant = {
  async post(url, body, headers) {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
        // A redirect could lead the signed body anywhere.
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await answer.body?.cancel();
      return answer.status;
    } catch (error) {
      log.warn('webhook unanswered', { error: error instanceof Error ? error.name : 'unknown' });
      return undefined;
    }
  },
};
