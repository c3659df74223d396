import type { Secret } from '../shared/signatures.ts';
import type { ParcelDesk } from './carrier.ts';

/** An answer that takes longer counts as lost; the event is consumed again. */
const TIMEOUT_MS = 6_000;

/** The desk of the sandbox's carrier over HTTP. In: where it is, the key that it knows us by, where it tells us of parcels. */
export const sandboxDesk = ({
  url,
  apiKey,
  webhookUrl,
}: {
  readonly url: string;
  readonly apiKey: Secret;
  readonly webhookUrl: string;
}): ParcelDesk => ({
  async announce(trackingNumber) {
    const answer = await fetch(`${url}/v1/parcels/${trackingNumber}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${(await apiKey()).current}`, 'content-type': 'application/json' },
      body: JSON.stringify({ webhookUrl }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'error',
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`The carrier answered ${answer.status}`);
  },
});
