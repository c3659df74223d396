/**
 * Inventory: pools of scarce things (units of a SKU, grams of a material, machine hours of a day) and the holds on them.
 *
 * Consumes its own movements, to see which stock runs low. Its steps are called by the order saga, its sweeper by the clock.
 * Emits `inventory.reserved`, `inventory.failed`, `inventory.released`, which lie with the order, and `inventory.adjusted`
 * and `inventory.low`, which lie with the pool.
 */
import * as z from 'zod';
import { defineEvent } from '../shared/events/event.ts';
import { queryFlag } from '../shared/http/query.ts';
import { defineRoute, optional, pageOf, pageQuery, permitted, problem } from '../shared/http/route.ts';
import { line, Timestamp } from '../shared/http/shapes.ts';
import { idSchema } from '../shared/ids.ts';

export * from './capacity/contract.ts';

export const Availability = z.enum(['in-stock', 'low', 'sold-out', 'made-to-order']).meta({ id: 'Availability' });
export type Availability = z.infer<typeof Availability>;

/** Fewer than this many are `low`. */
const LOW_BELOW = 5;

/** Staff are told of stock at this many units or fewer, where they have set no other threshold: when shoppers read `low`. */
export const DEFAULT_LOW_AT = LOW_BELOW - 1;

/** What a shopper is told of a pool. In: units that nobody holds. */
export const availabilityOf = (available: number): Availability =>
  available <= 0 ? 'sold-out' : available < LOW_BELOW ? 'low' : 'in-stock';

/** How the SKUs begin that grams of materials are counted by: no product may have one. */
export const MATERIAL_PREFIX = 'MAT-';

/** A stock keeping unit: what stock is counted by. */
export const Sku = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9-]{1,39}$/, 'capital letters, digits and hyphens')
  .meta({ id: 'Sku', examples: ['VASE-TWIST-M'] });

const HeldItem = z.object({ sku: Sku, quantity: z.int().positive() });
const HeldHours = z
  .array(z.object({ machineId: z.string(), date: z.iso.date(), seconds: z.int().positive() }))
  .optional()
  .meta({ description: 'Machine time, by machine and day; absent where nothing is printed' });

export const InventoryReserved = defineEvent({
  type: 'inventory.reserved',
  context: 'inventory',
  schemaVersion: 1,
  summary: 'Every line of the order is held.',
  data: z.object({
    orderId: idSchema('ord'),
    reservationId: z.string(),
    items: z.array(HeldItem).meta({ description: 'Units of stock; of material, grams' }),
    hours: HeldHours,
    eta: z.iso.date().optional().meta({ description: 'The day on which what is printed is ready to be sent' }),
  }),
});

export const InventoryFailed = defineEvent({
  type: 'inventory.failed',
  context: 'inventory',
  schemaVersion: 1,
  summary: 'At least one line is sold out; nothing is held.',
  data: z.object({
    orderId: idSchema('ord'),
    skus: z.array(Sku),
    machines: z.array(z.string()).optional().meta({ description: 'That have no room for what is to be printed' }),
  }),
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
    hours: HeldHours,
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

/** More units than any shelf holds; sums of them stay whole numbers. */
export const MOST_UNITS = 1_000_000;
/** Each bucket is an item that takes about 500 reservations a second (a transaction costs two of a partition's 1,000 writes). */
export const MOST_BUCKETS = 20;

const units = z.int().min(0).max(MOST_UNITS);
const buckets = z.int().min(1).max(MOST_BUCKETS);

/** Why staff change stock. A code, because it is announced and kept for good; words go into the note. */
export const StockReason = z
  .enum(['delivery', 'count', 'damage', 'loss', 'return', 'correction', 'drop', 'other'])
  .meta({ id: 'StockReason' });
export type StockReason = z.infer<typeof StockReason>;

export const StockLevel = z
  .object({
    sku: Sku,
    availability: Availability,
    onHand: z.int().min(0).meta({ description: 'Units in the house: available and held ones' }),
    held: z.int().min(0).meta({ description: 'Units that running checkouts hold; a moment old' }),
    available: z.int().min(0).meta({ description: 'Units that nobody holds' }),
    buckets: z.int().min(1).meta({ description: 'Items that the units are spread over' }),
    lowAt: z.int().min(0).meta({ description: 'Staff are told at this many available units or fewer' }),
    low: z.boolean().meta({ description: 'At the threshold or below' }),
    lastChange: z.object({ reason: StockReason, note: z.string().optional(), at: Timestamp }).optional(),
    version: z.int().min(0).meta({ description: 'Counts the changes by staff, not the sales; 0 before the first one' }),
  })
  .meta({ id: 'StockLevel' });
export type StockLevel = z.infer<typeof StockLevel>;

const CHANGES = ['delta', 'onHand', 'buckets', 'lowAt'] as const;

/** A change of a pool by staff: one thing at a time. */
const StockChange = z
  .strictObject({
    delta: z
      .int()
      .min(-MOST_UNITS)
      .max(MOST_UNITS)
      .refine((delta) => delta !== 0, 'a change by nothing')
      .optional()
      .meta({ description: 'Units that came (positive) or went (negative)' }),
    onHand: units.optional().meta({ description: 'Units that were counted, held ones included' }),
    buckets: buckets
      .optional()
      .meta({ description: 'Items to spread the units over: more for a rush, 1 for every day' }),
    lowAt: units.optional().meta({ description: 'Tell staff at this many available units or fewer' }),
    reason: StockReason,
    note: line(200).optional().meta({ description: 'Shown to staff until the next change; not announced' }),
  })
  .refine((change) => CHANGES.filter((name) => change[name] !== undefined).length === 1, {
    message: 'exactly one of delta, onHand, buckets and lowAt',
  })
  .meta({ examples: [{ delta: 12, reason: 'delivery' }] });
export type StockChange = z.infer<typeof StockChange>;

const ofSku = z.strictObject({ sku: Sku });

export const AdminReadStock = defineRoute({
  operationId: 'adminGetStock',
  method: 'GET',
  path: '/admin/inventory/{sku}',
  access: permitted('inventory:write'),
  tag: 'Shop',
  summary: 'The stock of one SKU',
  params: ofSku,
  etag: 'version',
  success: { status: 200, description: 'The stock; version 0 and no units before the first change', body: StockLevel },
  problems: [
    problem(
      404,
      'not-found',
      'no pool, and neither a product nor a material of the price rules is counted by this SKU',
    ),
  ],
});

export const AdminChangeStock = defineRoute({
  operationId: 'adminChangeStock',
  method: 'PUT',
  path: '/admin/inventory/{sku}',
  access: permitted('inventory:write'),
  tag: 'Shop',
  summary:
    'Changes the stock of one SKU, its spread or its threshold; a first delta or count opens the pool (If-Match: "0")',
  params: ofSku,
  body: StockChange,
  ifMatch: 'required',
  etag: 'version',
  success: { status: 200, description: 'The stock after the change', body: StockLevel },
  problems: [
    problem(
      404,
      'not-found',
      'no pool, and neither a product nor a material of the price rules is counted by this SKU',
    ),
    problem(409, 'below-held', 'fewer units would be left than checkouts hold'),
    problem(409, 'no-pool', 'there are no units yet: send onHand or delta first'),
    problem(409, 'too-many-units', 'more units than a pool takes'),
  ],
});

export const AdminListStock = defineRoute({
  operationId: 'adminListStock',
  method: 'GET',
  path: '/admin/inventory',
  access: permitted('inventory:write'),
  tag: 'Shop',
  summary: 'The stock of all SKUs, in their order',
  query: z.strictObject({
    query: z
      .string()
      .regex(/^[A-Z0-9][A-Z0-9-]{0,39}$/, 'capital letters, digits and hyphens')
      .optional()
      .meta({ description: 'How the SKU begins', examples: ['VASE'] }),
    low: queryFlag().optional().meta({ description: 'true: only what is at its threshold or below' }),
    soldOut: queryFlag().optional().meta({ description: 'true: only what nobody can buy' }),
    ...pageQuery,
  }),
  success: {
    status: 200,
    description: 'A page; filters apply to each page, which may come out short while there is a next one',
    body: pageOf(StockLevel),
  },
  problems: [],
});

export const InventoryAdjusted = defineEvent({
  type: 'inventory.adjusted',
  context: 'inventory',
  schemaVersion: 1,
  summary: 'Staff changed the stock of a SKU, its spread or its threshold. The sequence counts such changes.',
  data: z.object({
    sku: Sku,
    delta: z.int().meta({ description: 'Units that came or went; 0 where only the spread or the threshold changed' }),
    onHand: z.int().nonnegative().meta({ description: 'Units in the house after it, as they were counted then' }),
    buckets: z.int().positive(),
    lowAt: z.int().nonnegative(),
    reason: z.string().meta({ description: 'A code; the list may grow' }),
  }),
});

export const InventoryLow = defineEvent({
  type: 'inventory.low',
  context: 'inventory',
  schemaVersion: 1,
  summary:
    'The stock of a SKU has reached its threshold, once until it was above again. The sequence counts such crossings.',
  data: z.object({ sku: Sku, available: z.int().nonnegative(), lowAt: z.int().nonnegative() }),
});
