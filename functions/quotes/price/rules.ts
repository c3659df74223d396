/**
 * Price rules: every number that a print's price is made of, as staff edit them. A set of rules is a version; a version is
 * never changed. Amounts are minor units and contain tax, as all prices of the shop do.
 */
import * as z from 'zod';
import { decimal, positiveDecimal } from '../../shared/http/decimal.ts';
import { line } from '../../shared/http/text.ts';
import { Currency } from '../../shared/money.ts';

const Id = z
  .string()
  .max(40)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small letters and digits, words joined by hyphens');

const cents = z.int().min(0).max(100_000_000);
const percent = decimal(0, 100);
/** A share that something is divided by what is left of: 100 % would leave nothing. */
const lossPercent = decimal(0, 90);

/** Lengths of a box, mm. */
export const BoxMm = z
  .strictObject({ x: positiveDecimal(10_000), y: positiveDecimal(10_000), z: positiveDecimal(10_000) })
  .meta({ examples: [{ x: 40, y: 30, z: 20 }] });

const machine = {
  id: Id,
  name: line(60),
  buildVolumeMm: BoxMm,
  materials: z.array(Id).min(1).max(30),
  hoursPerDay: positiveDecimal(24).meta({ description: 'Hours a day in which it prints' }),
};

const Fdm = z.strictObject({
  ...machine,
  technology: z.literal('fdm'),
  centsPerHour: cents,
  layerMm: positiveDecimal(5),
  shellMm: positiveDecimal(20).meta({ description: 'Thickness that is printed solid: walls, bottom and top layers' }),
  wallMmPerS: positiveDecimal(10_000)
    .optional()
    .meta({ description: 'Of outer walls; without it the solid rate counts alone' }),
  solidMm3PerS: positiveDecimal(1_000),
  infillMm3PerS: positiveDecimal(1_000),
  layerSeconds: decimal(0, 600),
  supportSecondsPerCm3: decimal(0, 10_000),
});

const Msla = z.strictObject({
  ...machine,
  technology: z.literal('msla'),
  centsPerHour: cents,
  layerMm: positiveDecimal(1),
  layerSeconds: positiveDecimal(600).meta({ description: 'Exposure and lift of one layer' }),
  bottomSeconds: decimal(0, 36_000),
  wasteCm3: decimal(0, 1_000).meta({ description: 'Resin that is lost with each piece' }),
  gapMm: decimal(0, 100).meta({ description: 'Between pieces of a plate' }),
});

const Sls = z.strictObject({
  ...machine,
  technology: z.literal('sls'),
  startCents: cents.meta({ description: 'Of each piece' }),
  centsPerBoxCm3: decimal(0, 100_000),
  marginMm: decimal(0, 50).meta({ description: 'By which the box of a piece grows on each side' }),
  buildSeconds: positiveDecimal(1_000_000).meta({ description: 'Of a full chamber' }),
});

/** A machine: what it builds, of what, what an hour costs, and the constants of its time model. */
export const Machine = z.discriminatedUnion('technology', [Fdm, Msla, Sls]);
export type Machine = z.infer<typeof Machine>;

const Material = z.strictObject({
  id: Id,
  name: line(60),
  densityGPerCm3: positiveDecimal(30),
  centsPerKg: cents,
  wastePercent: percent,
  failurePercent: lossPercent,
  minimumWallMm: positiveDecimal(100),
  infillPercent: percent.meta({ description: 'Where nobody chooses one' }),
  colours: z.array(Id).min(1).max(60),
  finishes: z.array(Id).min(1).max(30),
});
export type Material = z.infer<typeof Material>;

const Finish = z.strictObject({
  id: Id,
  name: line(60),
  centsPerPiece: cents,
  centsPerCm2: decimal(0, 10_000).meta({ description: 'Of surface' }),
});

const QuantityBreak = z.strictObject({
  from: z.int().min(2).max(10_000).meta({ description: 'Pieces' }),
  percent: lossPercent.meta({ description: 'Off each piece' }),
});

/** Within what a price is given at once; whatever exceeds it is looked at by a person. */
const AtOnce = z.strictObject({
  upToCents: cents,
  supportPercent: decimal(0, 1_000).meta({ description: 'Supports in percent of the part' }),
  thinPercent: percent.meta({ description: 'Walls thinner than the material allows, in percent of the surface' }),
  hours: positiveDecimal(1_000).meta({ description: 'Machine time of one piece' }),
});

const PriceError = z.strictObject({
  percent,
  manySupportsPercent: percent.meta({ description: 'Where supports exceed what is priced at once' }),
  basis: line(300).meta({ description: 'What it was measured on' }),
});

/** A small set, for the documents: one machine, one material. */
const EXAMPLE = {
  currency: 'EUR',
  machines: [
    {
      id: 'fdm-250',
      name: 'MK3-like',
      technology: 'fdm',
      buildVolumeMm: { x: 250, y: 210, z: 210 },
      materials: ['pla'],
      hoursPerDay: 20,
      centsPerHour: 300,
      layerMm: 0.2,
      shellMm: 1,
      wallMmPerS: 33,
      solidMm3PerS: 3.6,
      infillMm3PerS: 5.4,
      layerSeconds: 3.7,
      supportSecondsPerCm3: 390,
    },
  ],
  materials: [
    {
      id: 'pla',
      name: 'PLA',
      densityGPerCm3: 1.24,
      centsPerKg: 6_000,
      wastePercent: 5,
      failurePercent: 5,
      minimumWallMm: 0.8,
      infillPercent: 15,
      colours: ['coral'],
      finishes: ['as-printed'],
    },
  ],
  colours: [{ id: 'coral', name: 'Coral', hex: '#f2573f' }],
  finishes: [{ id: 'as-printed', name: 'As printed', centsPerPiece: 0, centsPerCm2: 0 }],
  quantityBreaks: [{ from: 10, percent: 10 }],
  maxQuantity: 500,
  setupCents: 500,
  minimumPieceCents: 200,
  minimumOrderCents: 900,
  marginPercent: 25,
  rush: { percent: 40, leadDays: 1 },
  leadDays: 3,
  quoteDays: 14,
  atOnce: { upToCents: 30_000, supportPercent: 30, thinPercent: 2, hours: 24 },
  error: { fdm: { percent: 15, manySupportsPercent: 25, basis: '40 parts against one slicer' } },
};

/** The ids of a list that occur twice. */
const twice = (ids: readonly string[]): string[] => ids.filter((id, index) => ids.indexOf(id) !== index);

/** A whole set of rules, as staff send it and as it is stored. */
export const PriceRules = z
  .strictObject({
    currency: Currency,
    machines: z.array(Machine).min(1).max(50),
    materials: z.array(Material).min(1).max(50),
    colours: z
      .array(z.strictObject({ id: Id, name: line(60), hex: z.string().regex(/^#[0-9a-f]{6}$/) }))
      .min(1)
      .max(100),
    finishes: z.array(Finish).min(1).max(50),
    quantityBreaks: z.array(QuantityBreak).max(20),
    maxQuantity: z.int().min(1).max(10_000),
    setupCents: cents,
    minimumPieceCents: cents,
    minimumOrderCents: cents,
    marginPercent: decimal(0, 1_000),
    rush: z.strictObject({ percent: decimal(0, 1_000), leadDays: z.int().min(0).max(365) }),
    leadDays: z.int().min(0).max(365),
    quoteDays: z.int().min(1).max(365),
    atOnce: AtOnce,
    error: z.strictObject({ fdm: PriceError.optional(), msla: PriceError.optional(), sls: PriceError.optional() }),
  })
  .superRefine((rules, { addIssue }) => {
    const fault = (path: (string | number)[], message: string) => addIssue({ code: 'custom', path, message });
    for (const name of ['machines', 'materials', 'colours', 'finishes'] as const) {
      for (const id of twice(rules[name].map((one) => one.id))) fault([name], `${id} is there twice`);
    }
    const idsOf = (name: 'materials' | 'colours' | 'finishes') => new Set(rules[name].map(({ id }) => id));
    const [materials, colours, finishes] = [idsOf('materials'), idsOf('colours'), idsOf('finishes')];
    for (const [index, one] of rules.machines.entries()) {
      for (const id of one.materials)
        if (!materials.has(id)) fault(['machines', index, 'materials'], `no material ${id}`);
    }
    for (const [index, one] of rules.materials.entries()) {
      const at = (name: string) => ['materials', index, name];
      for (const id of one.colours) if (!colours.has(id)) fault(at('colours'), `no colour ${id}`);
      for (const id of one.finishes) if (!finishes.has(id)) fault(at('finishes'), `no finish ${id}`);
      const printers = rules.machines.filter((machine) => machine.materials.includes(one.id));
      if (printers.length === 0) fault(['materials', index], 'no machine prints it');
      if (new Set(printers.map(({ technology }) => technology)).size > 1) {
        fault(['materials', index], 'machines of different technologies print it');
      }
    }
    for (const [index, { from, percent: off }] of rules.quantityBreaks.entries()) {
      const before = rules.quantityBreaks[index - 1];
      if (before && (before.from >= from || before.percent > off)) {
        fault(['quantityBreaks', index], 'breaks rise: more pieces, and no less off');
      }
    }
  })
  .meta({ examples: [EXAMPLE] });
export type PriceRules = z.infer<typeof PriceRules>;
