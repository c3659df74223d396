/** Access patterns: a parcel by its tracking number (Get) · a scan with its webhook and its errand as one transaction. */
import { invocation } from '../shared/invocation.ts';
import { storedKind } from '../shared/store/decode.ts';
import { replaceItem } from '../shared/store/optimistic.ts';
import { putNew, type Store } from '../shared/store/store.ts';
import type { Errand } from './errand.ts';
import { parcelKey, webhookKey } from './gateway-keys.ts';
import type { Parcels } from './keep-parcels.ts';
import { type Parcel, webhookOfParcel } from './parcel.ts';
import { storedWebhook } from './webhooks.dynamodb.ts';

const storedParcel = storedKind<Parcel>('sandbox parcel', 1);

/** In: the store and the sandbox's table. Out: the port to the carrier's parcels. */
export const dynamoParcels = (store: Store, table: string): Parcels => ({
  async find(trackingNumber) {
    const item = await store.get(table, parcelKey(trackingNumber));
    return item && storedParcel.decode(item);
  },

  async record(before, after) {
    const put = replaceItem({ table, item: storedParcel.encode(after, parcelKey(after.trackingNumber)) }, before);
    if (!before) return void (await store.write(put));
    const webhook = webhookOfParcel(after);
    const { correlationId } = invocation();
    const errand: Errand = {
      kind: 'tell',
      correlationId,
      paymentId: after.trackingNumber,
      webhookId: webhook.id,
      attempt: 1,
    };
    const place = { ...webhookKey(after.trackingNumber, webhook.id), correlationId, errand };
    await store.commit([put, putNew(table, storedWebhook.encode(webhook, place))]);
  },
});
