/**
 * Inventory: pools of scarce things and the holds on them.
 *
 * Consumes nothing: its steps are called by the order saga, its sweeper by the clock.
 * Emits `inventory.reserved`, `inventory.failed`, `inventory.released`; they lie with the order.
 */
import * as z from 'zod';
import { defineEvent } from '../shared/events/event.ts';
import { defineRoute, optional } from '../shared/http/route.ts';
import { idSchema } from '../shared/ids.ts';

export const Availability = z.enum(['in-stock', 'low', 'sold-out', 'made-to-order']).meta({ id: 'Availability' });
export type Availability = z.infer<typeof Availability>;

/** Fewer than this many are `low`. */
const LOW_BELOW = 5;

/** What a shopper is told of a pool. In: units that nobody holds. */
export const availabilityOf = (available: number): Availability =>
  available <= 0 ? 'sold-out' : available < LOW_BELOW ? 'low' : 'in-stock';

/** A stock keeping unit: what stock is counted by. */
export const Sku = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9-]{1,39}$/, 'capital letters, digits and hyphens')
  .meta({ id: 'Sku', examples: ['VASE-TWIST-M'] });

const HeldItem = z.object({ sku: Sku, quantity: z.int().positive() });

export const InventoryReserved = defineEvent({
  type: 'inventory.reserved',
  context: 'inventory',
  schemaVersion: 1,
  summary: 'Every line of the order is held.',
  data: z.object({ orderId: idSchema('ord'), reservationId: z.string(), items: z.array(HeldItem) }),
});

export const InventoryFailed = defineEvent({
  type: 'inventory.failed',
  context: 'inventory',
  schemaVersion: 1,
  summary: 'At least one line is sold out; nothing is held.',
  data: z.object({ orderId: idSchema('ord'), skus: z.array(Sku) }),
});

export const InventoryReleased = defineEvent({
  type: 'inventory.released',
  context: 'inventory',
  schemaVersion: 1,
  summary: 'What the order held or had bought is available again.',
  data: z.object({
    orderId: idSchema('ord'),
    reservationId: z.string(),
    items: z.array(HeldItem),
    cause: z.enum(['order', 'expired']),
  }),
});

export const StockStatus = defineRoute({
  operationId: 'getStockStatus',
  method: 'GET',
  path: '/inventory',
  access: optional,
  tag: 'Shop',
  summary: 'Availability of many SKUs at once; for staff, with the units',
  query: z.strictObject({
    skus: z
      .string()
      .transform((text) => [...new Set(text.split(',').filter((sku) => sku !== ''))])
      .pipe(z.array(Sku).min(1).max(100))
      .meta({
        description: 'Up to 100 SKUs, separated by commas',
        override: { type: 'string', examples: ['VASE-TWIST-M,VASE-TWIST-L'] },
      }),
  }),
  success: {
    status: 200,
    description: 'The SKUs that exist, in the order asked for',
    body: z.object({
      items: z.array(
        z.object({
          sku: Sku,
          availability: Availability,
          available: z.int().min(0).optional().meta({ description: 'Units that nobody holds; for staff only' }),
        }),
      ),
    }),
  },
  problems: [],
});
