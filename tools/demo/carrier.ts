import { signatureHeader } from '../../functions/sandbox-gateway/webhook.ts';
import type { Outputs } from '../../local/outputs.ts';
import { type CallOptions, sendAsWritten, until } from './client.ts';
import { sandboxKey } from './sandbox-keys.ts';

type Scan = 'in_transit' | 'delivered';

/** What the carrier would send to the shop of a parcel, signed now with the key that both know. */
export async function carrierMessage(
  outputs: Pick<Outputs, 'apiUrl'>,
  trackingNumber: string,
  scan: Scan,
): Promise<CallOptions> {
  const createdAt = new Date();
  const raw = JSON.stringify({
    id: `whk_${createdAt.getTime()}`,
    type: `shipment.${scan}`,
    createdAt: createdAt.toISOString(),
    data: { trackingNumber },
  });
  const key = await sandboxKey(outputs, 'carrier-webhook-key');
  return { raw, headers: { 'carrier-signature': signatureHeader(key, createdAt, raw) } };
}

/** Makes a parcel move at the carrier, once the carrier has heard of it. */
export async function scanParcel(outputs: Outputs, trackingNumber: string, status: Scan): Promise<void> {
  const token = await sandboxKey(outputs, 'gateway-api-key');
  const path = `/v1/parcels/${trackingNumber}`;
  await until(`the carrier to know ${trackingNumber}`, async () => {
    const answer = await sendAsWritten(outputs.gatewayUrl, 'GET', path, { token });
    return answer.status === 200 || undefined;
  });
  const answer = await sendAsWritten(outputs.gatewayUrl, 'POST', `${path}/scans`, { token, body: { status } });
  if (answer.status !== 200) throw new Error(`The carrier answered ${answer.text}`);
}
