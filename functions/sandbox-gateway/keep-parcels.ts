import type * as z from 'zod';
import type { Clock } from '../shared/clock.ts';
import { NotFound } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { AnnounceParcel, ParcelDto, ReadParcel, ScanParcel } from './contract.ts';
import { deliveriesOf } from './list-deliveries.ts';
import { announcedParcel, type Parcel, scanned } from './parcel.ts';
import type { Webhooks } from './payments.ts';

/** The port to the carrier's parcels. */
export interface Parcels {
  find(trackingNumber: string): Promise<Parcel | undefined>;
  /** Keeps a new parcel, or one that was scanned together with what the merchant is told. Throws `Stale`. */
  record(before: Parcel | undefined, after: Parcel): Promise<void>;
}

interface Ports {
  readonly parcels: Parcels;
  readonly webhooks: Webhooks;
  readonly clock: Clock;
}

const shown = async ({ webhooks }: Ports, parcel: Parcel): Promise<z.input<typeof ParcelDto>> => ({
  trackingNumber: parcel.trackingNumber,
  status: parcel.status,
  createdAt: parcel.createdAt,
  updatedAt: parcel.updatedAt,
  deliveries: deliveriesOf(await webhooks.list(parcel.trackingNumber)),
});

/** Takes note of a parcel that is to be fetched; one that is known stays as it is. */
export const announceParcel =
  (ports: Ports) =>
  async ({ params: { trackingNumber }, body: { webhookUrl } }: Request<typeof AnnounceParcel>) => {
    const parcel = await whileStale(async () => {
      const existing = await ports.parcels.find(trackingNumber);
      if (existing) return existing;
      const announced = announcedParcel(trackingNumber, webhookUrl, ports.clock.now());
      await ports.parcels.record(undefined, announced);
      return announced;
    });
    return shown(ports, parcel);
  };

/** A parcel as it stands. Throws `NotFound`. */
export const readParcel =
  (ports: Ports) =>
  async ({ params: { trackingNumber } }: Request<typeof ReadParcel>) => {
    const parcel = await ports.parcels.find(trackingNumber);
    if (!parcel) throw new NotFound();
    return shown(ports, parcel);
  };

/** Moves a parcel, of which the merchant is told; a repeat changes nothing. Throws `NotFound`. */
export const scanParcel =
  (ports: Ports) =>
  async ({ params: { trackingNumber }, body: { status } }: Request<typeof ScanParcel>) => {
    const parcel = await whileStale(async () => {
      const before = await ports.parcels.find(trackingNumber);
      if (!before) throw new NotFound();
      const after = scanned(before, status, ports.clock.now());
      if (after) await ports.parcels.record(before, after);
      return after ?? before;
    });
    return shown(ports, parcel);
  };
