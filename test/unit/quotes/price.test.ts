import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chosen, configHashOf, type PrintConfig } from '../../../functions/quotes/price/configuration.ts';
import { etaOf, reasonsToLook, statedError } from '../../../functions/quotes/price/decide.ts';
import { estimate } from '../../../functions/quotes/price/estimate.ts';
import { type Model, scaled } from '../../../functions/quotes/price/model.ts';
import { type Price, priceOf } from '../../../functions/quotes/price/price.ts';
import { type Machine, PriceRules } from '../../../functions/quotes/price/rules.ts';
import { SEED_PRICE_RULES as rules } from '../../../local/seed/price-rules.ts';

/** A solid block, as a mesh of it measures. */
const block = (x: number, y: number, z: number): Model => ({
  items: [{ quantity: 1, boundingBoxMm: { x, y, z } }],
  volumeMm3: x * y * z,
  areaMm2: 2 * (x * y + y * z + z * x),
  wallAreaMm2: 2 * (x + y) * z,
  supportVolumeMm3: 0,
  supportAreaMm2: 0,
});

const price = (model: Model, sent: Partial<PrintConfig> = {}, given = rules): Price => {
  const { config, material } = chosen({ material: 'pla', quantity: 1, ...sent }, given);
  return priceOf(model, config, material, given);
};

const machine = (id: string): Machine => {
  const found = rules.machines.find((one) => one.id === id);
  if (!found) throw new Error(`No machine ${id}`);
  return found;
};

const side = fc.double({ min: 2, max: 120, noNaN: true });
const models = fc
  .record({
    x: side,
    y: side,
    z: side,
    fill: fc.double({ min: 0.05, max: 1, noNaN: true }),
    rough: fc.double({ min: 1, max: 3, noNaN: true }),
    support: fc.double({ min: 0, max: 0.3, noNaN: true }),
    copies: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ x, y, z, fill, rough, support, copies }): Model => {
    const whole = block(x, y, z);
    return {
      items: [{ quantity: copies, boundingBoxMm: { x, y, z } }],
      volumeMm3: whole.volumeMm3 * fill * copies,
      areaMm2: whole.areaMm2 * rough * copies,
      wallAreaMm2: whole.wallAreaMm2 * rough * copies,
      supportVolumeMm3: whole.volumeMm3 * support * copies,
      supportAreaMm2: x * y * support * copies,
    };
  });
const materialIds = rules.materials.map(({ id }) => id);
const configs = fc.record({
  material: fc.constantFrom(...materialIds),
  infill: fc.integer({ min: 0, max: 100 }),
  quantity: fc.integer({ min: 1, max: 120 }),
  rush: fc.boolean(),
});

describe('the estimate', () => {
  test('of filament is V·(s + (1−s)·infill·1.03) with s = A·t ÷ V, and the sum of its times [QUO-01]', () => {
    const made = estimate(block(20, 20, 20), machine('fdm-250'), 20);
    // V 8,000 mm³, A 2,400 mm², s 0.3: 2,400 + 5,600 · 0.2 · 1.03 mm³; walls 1,600 ÷ 0.2 ÷ 33 s, 100 layers of 3.7 s.
    expect(made.partCm3).toBeCloseTo(2.4 + 5.6 * 0.2 * 1.03, 9);
    expect(made.seconds(1)).toBeCloseTo(1_600 / 0.2 / 33 + 2_400 / 3.6 + (5_600 * 0.2) / 5.4 + 370, 6);
    expect(made.seconds(3)).toBeCloseTo(3 * made.seconds(1), 6);
  });

  test('of a machine whose walls lie in its solid rate has no term for them [QUO-01]', () => {
    const made = estimate(block(20, 20, 20), machine('fdm-350'), 20);
    expect(made.seconds(1)).toBeCloseTo(2_400 / 8.8 + (5_600 * 0.2) / 27 + 680, 6);
  });

  test('of supports is 0.67·C^0.75 + 0.083·O, at 390 s a cm³ [QUO-01]', () => {
    const bare = block(20, 20, 20);
    const overhang = { ...bare, supportVolumeMm3: 16_000, supportAreaMm2: 400 };
    const made = estimate(overhang, machine('fdm-250'), 20);
    expect(made.supportCm3).toBeCloseTo(0.67 * 8 + 0.083 * 4, 9);
    const more = made.seconds(1) - estimate(bare, machine('fdm-250'), 20).seconds(1);
    expect(more).toBeCloseTo(390 * made.supportCm3, 6);
  });

  test('of something thin is solid throughout, whatever the infill [QUO-01]', () => {
    const plate = block(50, 50, 1);
    expect(estimate(plate, machine('fdm-250'), 0).partCm3).toBeCloseTo(2.5, 9);
    expect(estimate(plate, machine('fdm-250'), 100).partCm3).toBeCloseTo(2.5, 9);
  });

  test('of resin takes as long for a plate of pieces as for one, and twice that for one more [QUO-01]', () => {
    // 330 × 185 mm with 4 mm between: 7 × 4 pieces of 40 × 40 mm.
    const made = estimate(block(40, 40, 30), machine('resin-330'), 100);
    expect(made.seconds(1)).toBe(600 * 9 + 210);
    expect(made.seconds(28)).toBe(made.seconds(1));
    expect(made.seconds(29)).toBe(2 * made.seconds(1));
    expect(made.partCm3).toBeCloseTo(1.15 * 48 + 2, 9);
  });

  test('of powder takes the share of the chamber that its grown box does [QUO-01]', () => {
    const made = estimate(block(9, 19, 29), machine('powder-165'), 100);
    expect(made.seconds(1)).toBeCloseTo((10 * 20 * 30 * 90_000) / (165 * 165 * 300), 6);
  });
});

describe('the price', () => {
  test('of a cube is material, machine, setup and margin, line by line [QUO-01]', () => {
    const { lines, totalCents, grams } = price(block(40, 40, 40), { infill: 20 });
    const s = (9_600 * 1) / 64_000;
    const cm3 = 64 * (s + (1 - s) * 0.2 * 1.03);
    const seconds = 6_400 / 0.2 / 33 + 9_600 / 3.6 + (64_000 * (1 - s) * 0.2) / 5.4 + 200 * 3.7;
    const material = (cm3 * 1.24 * 6 * 1.05) / 0.95;
    const hours = ((seconds / 3_600) * 300) / 0.95;
    expect(grams).toBeCloseTo(cm3 * 1.24, 6);
    expect(lines.map(({ code }) => code)).toEqual(['material', 'machine', 'setup', 'margin']);
    expect(totalCents).toBe(Math.round((material + hours + 500) * 1.25));
    expect(lines[0]?.inputs).toMatchObject({ centsPerKg: 6_000, wastePercent: 5, failurePercent: 5, pieces: 1 });
  });

  test('is whole cents, and its lines, none of them negative, add up to it [QUO-01]', () => {
    fc.assert(
      fc.property(models, configs, (model, config) => {
        const { lines, totalCents } = price(model, config);
        for (const { cents } of lines) {
          expect(Number.isSafeInteger(cents)).toBe(true);
          expect(cents).toBeGreaterThanOrEqual(0);
        }
        expect(lines.reduce((sum, { cents }) => sum + cents, 0)).toBe(totalCents);
        expect(totalCents).toBeGreaterThanOrEqual(rules.minimumOrderCents);
      }),
    );
  });

  test('never falls with one more piece, across every break [QUO-01]', () => {
    fc.assert(
      fc.property(models, configs, (model, config) => {
        const more = price(model, { ...config, quantity: config.quantity + 1 });
        expect(more.totalCents).toBeGreaterThanOrEqual(price(model, config).totalCents);
      }),
      { numRuns: 300 },
    );
  });

  test('of a piece never rises with the quantity, but for the rounding of a cent, on machines that print piece by piece [QUO-01]', () => {
    fc.assert(
      fc.property(models, configs, (model, config) => {
        fc.pre(!config.material.startsWith('resin'));
        const each = price(model, config).totalCents / config.quantity;
        const quantity = config.quantity + 1;
        expect(price(model, { ...config, quantity }).totalCents / quantity).toBeLessThanOrEqual(each + 1);
      }),
    );
  });

  test('never falls when the model grows or is filled more, and rush never costs less [QUO-01]', () => {
    const growth = fc.double({ min: 1, max: 1.5, noNaN: true });
    fc.assert(
      fc.property(models, configs, growth, (model, config, factor) => {
        const { totalCents } = price(model, config);
        expect(price(scaled(model, factor), config).totalCents).toBeGreaterThanOrEqual(totalCents);
        expect(price(model, { ...config, infill: 100 }).totalCents).toBeGreaterThanOrEqual(totalCents);
        expect(price(model, { ...config, rush: true }).totalCents).toBeGreaterThanOrEqual(totalCents);
      }),
    );
  });

  test('is never below the least price of a piece and of a line [QUO-01]', () => {
    const { lines, totalCents } = price(block(3, 3, 3));
    expect(totalCents).toBe(rules.minimumOrderCents);
    expect(lines.map(({ code }) => code)).toContain('minimum');
    expect(price(block(3, 3, 3), { quantity: 40 }).totalCents).toBe(40 * 200 + 500 * 1.25);
  });

  test('is that of the cheapest machine that has room; without room it is a suggestion for the roomiest [QUO-01]', () => {
    expect(price(block(40, 40, 40)).machine.id).toBe('fdm-250');
    const large = price(block(300, 20, 20));
    expect([large.machine.id, large.fits]).toEqual(['fdm-350', true]);
    const huge = price(block(400, 20, 20));
    expect([huge.machine.id, huge.fits]).toEqual(['fdm-350', false]);
  });

  test('of many items counts the room of each, not of all as they are arranged [QUO-01]', () => {
    const one = block(200, 40, 40);
    const plates = { ...one, items: one.items.map((item) => ({ ...item, quantity: 5 })) };
    expect(price(plates).fits).toBe(true);
  });
});

describe('what may be chosen', () => {
  test.each([
    [{ material: 'gold' }, '/config/material'],
    [{ colour: 'clear' }, '/config/colour'],
    [{ finish: 'polished' }, '/config/finish'],
    [{ quantity: 501 }, '/config/quantity'],
  ])('%o is refused, and the refusal says where [QUO-01]', (sent, pointer) => {
    expect(() => chosen({ material: 'pla', quantity: 1, ...sent }, rules)).toThrow(
      expect.objectContaining({ code: 'not-offered', errors: [expect.objectContaining({ pointer })] }),
    );
  });

  test('what is left out is filled in, and the same choice has one hash [QUO-01]', () => {
    const { config } = chosen({ material: 'pla', quantity: 2 }, rules);
    expect(config).toEqual({
      material: 'pla',
      colour: 'white',
      finish: 'as-printed',
      infill: 15,
      quantity: 2,
      scale: 1,
      rush: false,
    });
    const spelledOut = chosen({ quantity: 2, colour: 'white', material: 'pla', rush: false }, rules).config;
    expect(configHashOf(spelledOut)).toBe(configHashOf(config));
    expect(configHashOf({ ...config, quantity: 3 })).not.toBe(configHashOf(config));
  });
});

describe('a price is given at once', () => {
  const sound = { watertight: true, uncertain: false, thinShare: 0, factor: 1 };
  const cube = block(40, 40, 40);

  test('for a sound model within all limits [QUO-04]', () => {
    expect(reasonsToLook(price(cube), sound, rules)).toEqual([]);
  });

  test.each([
    ['not-watertight', price(cube), { ...sound, watertight: false }],
    ['volume-uncertain', price(cube), { ...sound, uncertain: true }],
    ['does-not-fit', price(block(400, 20, 20)), sound],
    ['many-supports', price({ ...cube, supportVolumeMm3: 64_000 }), sound],
    ['thin-walls', price(cube), { ...sound, thinShare: 0.021 }],
    ['thin-walls-unknown', price(cube), { ...sound, thinShare: undefined }],
    ['thin-walls-unknown', price(cube), { ...sound, factor: 0.9 }],
    ['long-print', price(block(200, 200, 200), { infill: 100 }), sound],
    ['large-order', price(cube, { quantity: 400 }), sound],
  ] as const)('not for %s [QUO-01]', (reason, given, model) => {
    expect(reasonsToLook(given, model, rules)).toContain(reason);
  });

  test('up to each limit itself: 2 % of thin walls are no reason to look [QUO-04]', () => {
    expect(reasonsToLook(price(cube), { ...sound, thinShare: 0.02 }, rules)).toEqual([]);
  });

  test('with the error that was measured; where supports are many it is the larger one, elsewhere none is made up [QUO-01]', () => {
    expect(statedError(price(cube), rules).percent).toBe(15);
    expect(statedError(price({ ...cube, supportVolumeMm3: 64_000 }), rules).percent).toBe(25);
    expect(statedError(price(cube, { material: 'resin-standard' }), rules).percent).toBeUndefined();
  });

  test('with a day on which it is ready: lead time, and the days of printing [QUO-04]', () => {
    const now = new Date('2026-11-29T10:00:00.000Z');
    expect(etaOf(price(cube), false, rules, now)).toBe('2026-12-03');
    expect(etaOf(price(cube), true, rules, now)).toBe('2026-12-01');
    const many = price(cube, { quantity: 100 });
    const days = Math.ceil(many.seconds / 3_600 / 20);
    expect(days).toBeGreaterThan(1);
    expect(etaOf(many, false, rules, now)).toBe(
      new Date(now.getTime() + (3 + days) * 86_400_000).toISOString().slice(0, 10),
    );
  });
});

describe('rules', () => {
  const broken = (change: (draft: any) => void) => {
    const draft = structuredClone(rules);
    change(draft);
    return PriceRules.safeParse(draft).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  };

  test('that a new shop starts with pass their checks [ADM-07]', () => {
    expect(broken(() => {})).toBeUndefined();
  });

  test.each([
    ['a machine of an unknown material', (draft: any) => draft.machines[0].materials.push('gold'), 'no material gold'],
    ['an unknown colour', (draft: any) => draft.materials[0].colours.push('plaid'), 'no colour plaid'],
    ['an unknown finish', (draft: any) => draft.materials[0].finishes.push('gilded'), 'no finish gilded'],
    ['a material twice', (draft: any) => draft.materials.push(draft.materials[0]), 'pla is there twice'],
    ['a material that no machine prints', (draft: any) => draft.machines.pop(), 'no machine prints it'],
    [
      'breaks that fall',
      (draft: any) => draft.quantityBreaks.push({ from: 60, percent: 1 }),
      'breaks rise: more pieces, and no less off',
    ],
    [
      'one material on two technologies',
      (draft: any) => draft.machines[2].materials.push('pla'),
      'machines of different technologies print it',
    ],
  ])('with %s are refused, and it says where [ADM-07]', (_, change, message) => {
    expect(broken(change)?.some((issue) => issue.endsWith(message))).toBe(true);
  });
});
