/** A parcel in the carrier's own book. It is announced by the merchant, fetched and delivered, and never goes back. */
import { derivedId } from '../shared/ids.ts';
import type { ParcelScan, ParcelStatus } from './contract.ts';
import type { Webhook } from './webhook.ts';

export interface Parcel {
  readonly trackingNumber: string;
  readonly status: ParcelStatus;
  readonly webhookUrl: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
}

const WAY: readonly ParcelStatus[] = ['announced', 'in_transit', 'delivered'];

/** A parcel that the merchant tells of. */
export const announcedParcel = (trackingNumber: string, webhookUrl: string, now: Date): Parcel => ({
  trackingNumber,
  status: 'announced',
  webhookUrl,
  createdAt: now.toISOString(),
  updatedAt: now.toISOString(),
  version: 1,
});

/** In: a parcel, what was scanned, the time. Out: the parcel after it; nothing where it is there or further already. */
export function scanned(parcel: Parcel, status: ParcelScan, now: Date): Parcel | undefined {
  if (WAY.indexOf(parcel.status) >= WAY.indexOf(status)) return undefined;
  return { ...parcel, status, updatedAt: now.toISOString(), version: parcel.version + 1 };
}

/** What the merchant is told of a parcel that was scanned. */
export function webhookOfParcel({ trackingNumber, status, webhookUrl, updatedAt }: Parcel): Webhook {
  const type = `shipment.${status}` as const;
  const id = derivedId('whk', [trackingNumber, status]);
  return {
    id,
    paymentId: trackingNumber,
    type,
    url: webhookUrl,
    body: JSON.stringify({ id, type, createdAt: updatedAt, data: { trackingNumber } }),
    status: 'pending',
    attempts: 0,
    createdAt: updatedAt,
  };
}
