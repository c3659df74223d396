/** What may be chosen of a print, the rules that it is priced by, and how a price is shown. Consumes nothing and emits nothing. */
import * as z from 'zod';
import { queryNumber } from '../../shared/http/query.ts';
import { defineRoute, everyone, pageOf, pageQuery, permitted, problem } from '../../shared/http/route.ts';
import { line, Timestamp } from '../../shared/http/shapes.ts';
import { idSchema } from '../../shared/ids.ts';
import { Money } from '../../shared/money.ts';
import { PrintConfig } from './configuration.ts';
import { BoxMm, PriceRules } from './rules.ts';

/** Lines of a price, in the order in which it is reckoned; they add up to it. */
export const Breakdown = z.array(
  z
    .object({
      code: z.string().meta({ description: 'What the line is for; the list may grow', examples: ['material'] }),
      label: z.string().meta({ examples: ['Material'] }),
      amount: Money,
      formula: z.string().optional(),
      inputs: z.record(z.string(), z.number()).optional().meta({ description: 'What the formula was fed with' }),
    })
    .meta({ id: 'PriceLine' }),
);

export const PriceErrorDto = z
  .object({
    percent: z.number().optional().meta({ description: 'Up and down; absent where it was never measured' }),
    basis: z.string(),
  })
  .meta({ id: 'PriceError', description: 'What the estimate of material and time does to the price' });

export const ReviewNotes = z.array(z.object({ code: z.string(), message: z.string() }));

const Day = z.iso.date().meta({ examples: ['2026-12-03'] });

/** What rules say of a print. */
export const Suggestion = z
  .object({
    price: Money.optional(),
    breakdown: Breakdown,
    error: PriceErrorDto,
    eta: Day,
    machineId: z.string(),
    grams: z.number().meta({ description: 'Of one piece, supports among it' }),
    pieceSeconds: z.int().meta({ description: 'Machine time of one piece' }),
    seconds: z.int().meta({ description: 'Machine time of all pieces' }),
  })
  .meta({ id: 'QuoteSuggestion' });

export const noRules = problem(409, 'no-price-rules', 'no price rules are in force yet');
export const notOffered = problem(
  400,
  'not-offered',
  'a material, colour, finish, unit or quantity that is not offered',
);

const named = z.object({ id: z.string(), name: z.string() });

export const ReadPrintOptions = defineRoute({
  operationId: 'getPrintOptions',
  method: 'GET',
  path: '/quotes/options',
  access: everyone,
  tag: 'Printing',
  summary: "What may be chosen of a print, by today's rules",
  success: {
    status: 200,
    description: 'All there is',
    body: z
      .object({
        rulesVersion: z.int(),
        currency: z.string(),
        materials: z.array(
          named.extend({
            technology: z.enum(['fdm', 'msla', 'sls']),
            colours: z.array(z.string()),
            finishes: z.array(z.string()),
            infill: z.int().meta({ description: 'Percent, where nothing is said' }),
            minimumWallMm: z.number(),
          }),
        ),
        colours: z.array(named.extend({ hex: z.string() })),
        finishes: z.array(named),
        machines: z.array(
          named.extend({
            technology: z.enum(['fdm', 'msla', 'sls']),
            materials: z.array(z.string()),
            buildVolumeMm: z.object({ x: z.number(), y: z.number(), z: z.number() }),
          }),
        ),
        quantityBreaks: z.array(z.object({ from: z.int(), percent: z.number() })),
        maxQuantity: z.int(),
        rush: z.object({ percent: z.number(), leadDays: z.int() }),
        leadDays: z.int(),
      })
      .meta({ id: 'PrintOptions' }),
  },
  problems: [noRules],
});

export const EstimatePrice = defineRoute({
  operationId: 'estimatePrice',
  method: 'POST',
  path: '/quotes/estimate',
  access: everyone,
  counted: 'estimates',
  tag: 'Printing',
  summary: 'What a print would cost about, by what a browser measured; it binds nobody',
  body: z
    .strictObject({
      boundingBoxMm: BoxMm,
      volumeMm3: z.number().positive().max(1e12),
      areaMm2: z.number().positive().max(1e10),
      wallAreaMm2: z
        .number()
        .min(0)
        .max(1e10)
        .optional()
        .meta({ description: 'Σ area · |n_xy|; without it π/4 of the surface, as of a sphere' }),
      supportMm3: z.number().min(0).max(1e12).optional().meta({ description: 'Volume under steep faces' }),
      config: PrintConfig,
    })
    .meta({
      examples: [
        {
          boundingBoxMm: { x: 40, y: 40, z: 40 },
          volumeMm3: 64_000,
          areaMm2: 9_600,
          config: { material: 'pla', quantity: 1 },
        },
      ],
    }),
  success: {
    status: 200,
    description: 'As the rules in force would price it',
    body: z.object({
      estimate: z.literal(true),
      price: Money,
      breakdown: Breakdown,
      error: PriceErrorDto,
      review: ReviewNotes.meta({ description: 'Why a person would look first' }),
      eta: Day,
    }),
  },
  problems: [
    notOffered,
    problem(400, 'invalid-measures', 'no body has these measures'),
    problem(409, 'does-not-fit', 'no machine that prints the material is large enough'),
    noRules,
  ],
});

const RulesDto = z
  .object({
    version: z.int().positive(),
    active: z.boolean(),
    note: z.string().optional(),
    rules: PriceRules,
    createdAt: Timestamp,
  })
  .meta({ id: 'PriceRulesVersion' });
export type RulesDto = z.infer<typeof RulesDto>;

const versionParams = z.strictObject({
  version: queryNumber(1, 99_999_999).meta({ description: 'Of the rules', examples: ['1'] }),
});
const noVersion = problem(404, 'not-found', 'no such version');
const staff = permitted('quotes:review');

export const ListPriceRules = defineRoute({
  operationId: 'adminListPriceRules',
  method: 'GET',
  path: '/admin/price-rules',
  access: staff,
  tag: 'Admin',
  summary: 'All versions of the price rules, newest first',
  query: z.strictObject(pageQuery),
  success: { status: 200, description: 'A page', body: pageOf(RulesDto) },
  problems: [],
});

export const CreatePriceRules = defineRoute({
  operationId: 'adminCreatePriceRules',
  method: 'POST',
  path: '/admin/price-rules',
  access: staff,
  tag: 'Admin',
  summary: 'A new version of the price rules; it prices nothing before it is activated',
  body: z.strictObject({ rules: PriceRules, note: line(200).optional() }),
  success: { status: 201, description: 'The version', body: RulesDto },
  problems: [],
});

export const TryPriceRules = defineRoute({
  operationId: 'adminTryPriceRules',
  method: 'POST',
  path: '/admin/price-rules/{version}/try',
  access: staff,
  tag: 'Admin',
  summary: 'What a version would say of a model that is here; nothing is changed',
  params: versionParams,
  body: z
    .strictObject({ uploadId: idSchema('upl'), config: PrintConfig })
    .meta({ examples: [{ uploadId: 'upl_01KAK0V5T2M3N4P5Q6R7S8T9VW', config: { material: 'pla', quantity: 1 } }] }),
  success: {
    status: 200,
    description: 'The price and why a person would look',
    body: Suggestion.extend({ review: ReviewNotes }),
  },
  problems: [
    problem(404, 'not-found', 'no such version, or no such upload'),
    notOffered,
    problem(409, 'analysis-pending', 'the model is not measured yet'),
    problem(409, 'unit-needed', 'its size makes the unit doubtful: send `config.unit`'),
    problem(409, 'file-refused', 'the file was refused'),
  ],
});

export const ActivatePriceRules = defineRoute({
  operationId: 'adminActivatePriceRules',
  method: 'POST',
  path: '/admin/price-rules/{version}/activate',
  access: staff,
  tag: 'Admin',
  summary: 'Prices by this version from now on; offers that were made stand',
  params: versionParams,
  success: { status: 200, description: 'The version, in force', body: RulesDto },
  problems: [noVersion],
});
