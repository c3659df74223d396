import { Stale } from '../shared/steps.ts';
import { putNew, type Write } from '../shared/store/store.ts';
import { shipmentKey } from './reads.ts';
import type { Shipment } from './shipment.ts';

/** The conditional writes on shipments. */
export const shippingWrites = (table: string) => ({
  schedule: (shipment: Shipment): Write =>
    putNew(table, { ...shipmentKey(shipment.id), schema: 1, ...shipment }, () => new Stale('Scheduled already')),

  cancel: (shipment: Shipment, now: Date): Write => ({
    kind: 'update',
    table,
    key: shipmentKey(shipment.id),
    update: 'SET #status = :canceled, #version = :next, updatedAt = :now',
    names: { '#status': 'status', '#version': 'version' },
    values: {
      ':canceled': 'CANCELED',
      ':scheduled': 'SCHEDULED',
      ':version': shipment.version,
      ':next': shipment.version + 1,
      ':now': now.toISOString(),
    },
    condition: '#version = :version AND #status = :scheduled',
    refused: () => new Stale('The shipment changed meanwhile'),
  }),
});
export type ShippingWrites = ReturnType<typeof shippingWrites>;
